"""How far a call is. Every step it may take stands in one table; any other is our mistake. Pure."""

from collections.abc import Mapping
from enum import Enum

from pizzeria.ordering.events import EndReason


class Phase(Enum):
    RINGING = "ringing"
    """the phone's socket is open, nobody has said hello"""
    PREPARING = "preparing"
    """we listen, and reach for the model; again, when it was lost"""
    TALKING = "talking"
    FAREWELL = "farewell"
    """the last words are being said and heard, or the recording that is all there is to hear"""
    LEAVING = "leaving"
    """bye was said; we wait for theirs"""
    OVER = "over"


RECALLABLE: tuple[EndReason, ...] = ("goodbye", "silence")
"""why a farewell is said that the caller can still talk us out of"""

STEPS: Mapping[Phase, tuple[Phase, ...]] = {
    Phase.RINGING: (Phase.PREPARING, Phase.OVER),
    Phase.PREPARING: (Phase.TALKING, Phase.FAREWELL, Phase.LEAVING, Phase.OVER),
    Phase.TALKING: (Phase.PREPARING, Phase.FAREWELL, Phase.LEAVING, Phase.OVER),
    Phase.FAREWELL: (Phase.PREPARING, Phase.TALKING, Phase.LEAVING, Phase.OVER),
    Phase.LEAVING: (Phase.OVER,),
    Phase.OVER: (),
}


def step(now: Phase, to: Phase) -> Phase:
    """The next phase. Raises ValueError for a step that cannot be."""
    if to not in STEPS[now]:
        raise ValueError(f"a call that is {now.value} cannot become {to.value}")
    return to
