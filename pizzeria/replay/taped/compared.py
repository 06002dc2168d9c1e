"""One frame of the house as it is compared: without what may differ, and with what of it differs.

Of the session's configuration only that it came, and the names of its tools: instructions have the menu and
the hour in them. Times of day are the same when they are as near as the frames themselves have to be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from pizzeria.tape.lines import Frame, Tape
from pizzeria.tape.sound import cut

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_OPENING_MS = 5_000.0
_ITS_OWN = frozenset({"number", "placed_at", "ready_at", "ready_text"})
"""keys of what tools answer"""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Milliseconds; what a tape's own precision loses comes on top."""

    early: float = 0.0
    late: float = 0.0
    elsewhere: bool = False
    """the house has a day and orders of its own: neither times of day nor numbers of orders are compared"""

    @property
    def of_day(self) -> "Tolerance":
        """Where time does not skip, the house's day began a moment before the call."""
        return Tolerance(_OPENING_MS, _OPENING_MS) if self.late else self

    def near(self, ms: float, other: float) -> bool:
        """Whether two measures of what was heard are the same, where time does not skip."""
        return abs(ms - other) <= self.late

    def allows(self, ms: float) -> bool:
        """`ms`: how late it was; early is less than 0."""
        return -self.early - 1 <= ms <= self.late + 1


@dataclass(frozen=True, slots=True)
class Said:
    """One frame of the house, on the tape or now, as it is compared."""

    at: float
    """seconds since the call began"""
    frame: Any
    key: bytes
    line: int = 0
    """of the tape"""

    @property
    def kind(self) -> str:
        return _kind(self.frame)


def said_on(tape: Tape, at: float, frame: Frame, line: int = 0) -> Said:
    compared = _compared(
        cut(frame, tape.sound) if tape.mode == "frames" and isinstance(frame, dict) else frame
    )
    key = orjson.dumps(_timeless(compared), option=orjson.OPT_SORT_KEYS)
    return Said(at, compared, key, line)


def _compared(frame: Any) -> Any:
    match frame:
        case {"type": "session.update", "session": {"tools": [*tools]}}:
            return {"type": "session.update", "tools": [tool.get("name") for tool in tools]}
        case {"item": {"type": "function_call_output", "output": str(output)} as item}:
            return {**frame, "item": {**item, "output": _json(output)}}
        case _:
            return frame


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def _timeless(value: Any) -> Any:
    match value:
        case dict():
            return {key: _timeless(each) for key, each in value.items()}
        case list():
            return [_timeless(each) for each in value]
        case str() if _TIME.fullmatch(value):
            return "time"
        case _:
            return value


def _kind(frame: Any) -> str:
    if not isinstance(frame, dict):
        return "text"
    item = frame.get("item")
    about = f" of {item.get('type')}" if isinstance(item, dict) else ""
    return f"{frame.get('t', frame.get('type'))}{about}"


def unlike(expected: Any, got: Any, path: str, tolerance: Tolerance) -> Iterator[tuple[str, Any, Any]]:
    match expected, got:
        case dict(), dict():
            for key in [*expected, *(key for key in got if key not in expected)]:
                inner = f"{path}.{key}" if path else str(key)
                yield from unlike(expected.get(key), got.get(key), inner, tolerance)
        case list(), list() if len(expected) == len(got):
            for place, (one, other) in enumerate(zip(expected, got, strict=True)):
                yield from unlike(one, other, f"{path}[{place}]", tolerance)
        case _ if tolerance.elsewhere and path.rpartition(".")[2] in _ITS_OWN:
            return
        case int() | float(), int() | float() if path.endswith("_ms") and tolerance.near(expected, got):
            return
        case str(), str() if _TIME.fullmatch(expected) and _TIME.fullmatch(got):
            late = datetime.fromisoformat(got) - datetime.fromisoformat(expected)
            if not tolerance.of_day.allows(late.total_seconds() * 1000):
                yield path, expected, got
        case _ if expected != got:
            yield path or "it", expected, got
