"""How a tape ends: with its call, or before it, because it was full or the disk did not keep up."""

from dataclasses import dataclass
from pathlib import Path

import orjson

_LAST_LINE = 4_096
"""bytes that it surely fits into, when it is the one that says why"""


@dataclass(frozen=True, slots=True)
class Cut:
    at: float
    """seconds, from when the phone's socket opened"""
    why: str


def cut_short(tape: Path) -> Cut | None:
    """When and why this tape ends before its call; None when it does not."""
    with tape.open("rb") as file:
        file.seek(max(0, tape.stat().st_size - _LAST_LINE))
        last = file.read().rstrip().rpartition(b"\n")[2]
    try:
        match orjson.loads(last):
            case {"at": int() | float() as at, "cut": str(why)}:
                return Cut(float(at), why)
    except orjson.JSONDecodeError:
        pass
    return None
