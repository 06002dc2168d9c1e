"""Orders that were begun and not placed because the line was cut: which of them are still to be had. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pizzeria.ordering.events import EndReason
from pizzeria.ordering.line_events import HandOverState

KEPT = timedelta(hours=1)
"""from the end of the call"""
MEANT: tuple[EndReason | None, ...] = ("goodbye", "ended_by_staff")
"""ends that somebody wanted: nothing was cut off"""
LEFT_ALONE: tuple[HandOverState | None, ...] = (None, "unanswered")
"""callers who talked with staff, or are about to, have told them what they want"""


@dataclass(frozen=True, slots=True)
class Left:
    """What a call left behind that is over."""

    number: str
    """E.164; "" when hidden"""
    ended_at: datetime
    end_reason: EndReason | None
    hand_over: HandOverState | None
    lines: int
    revision: int
    """of the cart"""
    placed: int | None
    """the highest revision of it that became an order"""
    ordered_since: bool
    """at the counter, or in another call"""
    gone: bool
    """another call took it up, or staff took it off the board"""


def is_open(left: Left, now: datetime) -> bool:
    """Whether the next call from this number is greeted with it, and the board shows it."""
    fresh = now - KEPT < left.ended_at
    cut_off = left.end_reason not in MEANT and left.hand_over in LEFT_ALONE
    whole = left.lines > 0 and (left.placed is None or left.placed < left.revision)
    return bool(left.number) and fresh and cut_off and whole and not left.ordered_since and not left.gone
