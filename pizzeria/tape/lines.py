"""A tape as it lies on disk: one JSON object a line, in the one order in which the call knew of them.

The first line is the header: {"tape": 1, "call_id", "started_at", "mode", "sound"}, the last being the format
of all sound (tapes that do not tell have pcm_24000); with `house` where the kitchen lacked something or was
late, as a scenario has it, and `tolerance_ms` where a tape is kept as a scenario.
Every other has `at` (seconds since the phone's socket opened, in whole milliseconds), `on` (phone or model),
`by` (us, or the peer) and one of `frame` (a JSON object; a string when it was none) and `closed` (why the
peer's socket is gone). A tape that had to stop before the call did ends with {"at", "cut"}.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from pizzeria.errors import TapeError
from pizzeria.sound import FORMATS, PCM, Format

Wire = Literal["phone", "model"]
Side = Literal["us", "peer"]
Mode = Literal["frames", "full"]
Json = dict[str, Any]
Frame = Json | str

FORM = 1
"""of the header's `tape`"""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    """in the file, from 1"""
    at: float
    """seconds"""
    on: Wire
    by: Side
    frame: Frame = ""
    closed: str | None = None
    """why the peer's socket is gone, when this line says that it is"""


@dataclass(frozen=True, slots=True)
class Tape:
    path: Path
    call_id: str
    started_at: datetime
    mode: Mode
    lines: tuple[Line, ...]
    cut: str = ""
    """why the tape ends before the call does"""
    tolerance_ms: float = 0.0
    """by so much may the house be earlier than the tape: in the world, tools and dialling take time"""
    house: Json = field(default_factory=dict)
    """how the caller found the kitchen, as under [house] in a scenario; older tapes do not tell"""
    sound: Format = PCM


def header(
    call_id: str, started_at: datetime, mode: Mode, house: Json | None = None, sound: Format = PCM
) -> bytes:
    said: Json = {"tape": FORM, "call_id": call_id, "started_at": started_at.isoformat(), "mode": mode}
    said["sound"] = sound.name
    return orjson.dumps({**said, "house": house} if house else said) + b"\n"


def line(at: float, on: Wire, by: Side, **said: object) -> bytes:
    """`said`: frame or closed."""
    return orjson.dumps({"at": at, "on": on, "by": by, **said}) + b"\n"


def last_line(at: float, cut: str) -> bytes:
    return orjson.dumps({"at": at, "cut": cut}) + b"\n"


def parsed(frame: str | bytes) -> Frame:
    """The frame as a tape has it."""
    try:
        document = orjson.loads(frame)
    except orjson.JSONDecodeError:
        document = None
    if isinstance(document, dict):
        return document
    return frame.decode(errors="replace") if isinstance(frame, bytes) else frame


def read_tape(path: Path) -> Tape:
    """Raises TapeError that names the file and the line."""
    try:
        with path.open("rb") as written:
            documents = [_document(path, number, text) for number, text in enumerate(written, 1)]
    except OSError as error:
        raise TapeError(f"{path}: {error.strerror}") from None
    head = documents[0] if documents else {}
    lines, cut = documents[1:], ""
    if lines and "cut" in lines[-1]:
        cut = str(lines.pop()["cut"])
    return Tape(
        path,
        str(head.get("call_id", "")),
        _started(path, head),
        "full" if head.get("mode") == "full" else "frames",
        tuple(_line(path, number, document) for number, document in enumerate(lines, 2)),
        cut,
        _tolerance(path, head),
        house if isinstance(house := head.get("house"), dict) else {},
        sound_of(path, head),
    )


def sound_of(path: Path, head: Json) -> Format:
    """Of all sound on the tape that begins so. Raises TapeError when it is none that we know."""
    try:
        return FORMATS[head.get("sound", PCM.name)]
    except (KeyError, TypeError):
        raise TapeError(f"{path}:1: sound: expected one of {', '.join(FORMATS)}") from None


def _document(path: Path, number: int, text: bytes) -> dict[str, Any]:
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise TapeError(f"{path}:{number}: not JSON: {error}") from None
    if not isinstance(document, dict):
        raise TapeError(f"{path}:{number}: expected a JSON object")
    return document


def _started(path: Path, head: dict[str, Any]) -> datetime:
    if head.get("tape") != FORM:
        raise TapeError(f'{path}:1: expected a header {{"tape": {FORM}, "call_id", "started_at", "mode"}}')
    try:
        started_at = datetime.fromisoformat(str(head.get("started_at")))
    except ValueError:
        raise TapeError(f"{path}:1: started_at: expected a date and time as ISO 8601 has them") from None
    if started_at.tzinfo is None:
        raise TapeError(f"{path}:1: started_at: expected a time with its offset from UTC")
    return started_at


def _tolerance(path: Path, head: Json) -> float:
    match head.get("tolerance_ms", 0):
        case int() | float() as milliseconds:
            return float(milliseconds)
        case _:
            raise TapeError(f"{path}:1: tolerance_ms: expected a number")


def _line(path: Path, number: int, document: dict[str, Any]) -> Line:
    match document:
        case {
            "at": int() | float() as at,
            "on": "phone" | "model" as on,
            "by": "us" | "peer" as by,
            "frame": dict() | str() as frame,
        }:
            return Line(number, float(at), on, by, frame)
        case {"at": int() | float() as at, "on": "phone" | "model" as on, "by": "peer", "closed": str(why)}:
            return Line(number, float(at), on, "peer", closed=why)
        case _:
            expected = "at in seconds, on phone or model, by us or peer, and a frame or closed"
            raise TapeError(f"{path}:{number}: expected {expected}")
