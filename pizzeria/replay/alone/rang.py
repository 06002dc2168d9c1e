"""What became of a call that was made by the phone alone."""

from dataclasses import dataclass

from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.doubles.exchange import Reason


@dataclass(frozen=True, slots=True)
class Rang:
    """What became of one call."""

    call_id: str
    ended: Reason
    heard_ms: int
    muted: int
    faults: tuple[str, ...]
    """against the rules, or otherwise than on the tape; and steps that could not be done"""
    left_out: tuple[str, ...]
    """steps that only a stage can do"""
    unsaid: tuple[str, ...] = ()
    """steps of the caller's that had no time left: the bridge had said goodbye"""

    @property
    def well(self) -> bool:
        return not self.faults and not self.muted and self.ended in ("done", "hangup", "dropped")


def rang_json(rang: Rang) -> Json:
    return {
        "call_id": rang.call_id,
        "ended": rang.ended,
        "heard_ms": rang.heard_ms,
        "muted": rang.muted,
        "faults": list(rang.faults),
        "left_out": list(rang.left_out),
        "unsaid": list(rang.unsaid),
        "well": rang.well,
    }
