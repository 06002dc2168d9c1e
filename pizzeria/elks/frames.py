"""46elks' realtime voice messages: text frames in, values out, and back. Pure.

Source: 46elks.com/docs/realtime-voice-messages. Every message is one JSON object in a text frame, named by
`t`. Sound stays base64 text and is never decoded into a document: it passes through to the model as it came.
What is not understood is `Unknown`, never an exception, for the wire will grow.
"""

import re
from dataclasses import dataclass
from typing import assert_never

import orjson

from pizzeria.sound import is_base64

_AUDIO = ('{"t":"audio","data":"', '{"t": "audio", "data": "')
_E164 = re.compile(r"\+[1-9]\d{4,14}")


@dataclass(frozen=True, slots=True)
class Hello:
    """Always first. `from_number` is "" when the caller hides it."""

    call_id: str
    from_number: str
    to_number: str


@dataclass(frozen=True, slots=True)
class Audio:
    """Sound either way: base64 of whole samples in the declared format."""

    data: str


@dataclass(frozen=True, slots=True)
class Sync:
    """From us: tell me when all before this has been played. From them: it has."""


@dataclass(frozen=True, slots=True)
class Bye:
    """Ends the call. From them with a reason, always last: done, hangup or error."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    kind: str


@dataclass(frozen=True, slots=True)
class Listening:
    """We want the caller's sound in this format."""

    format: str


@dataclass(frozen=True, slots=True)
class Sending:
    """We will send sound in this format; needed before the first sound, and again after an interrupt."""

    format: str


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Forget what is not played yet, and ignore sound until the next `sending`."""


Incoming = Hello | Audio | Sync | Bye | Unknown
Outgoing = Listening | Sending | Audio | Interrupt | Sync | Bye


def decode(frame: str | bytes) -> Incoming:
    """What a frame from 46elks says."""
    if isinstance(frame, str) and frame.endswith('"}'):
        for start in _AUDIO:
            if frame.startswith(start) and is_base64(data := frame[len(start) : -2]):
                return Audio(data)
    try:
        message = orjson.loads(frame)
    except orjson.JSONDecodeError:
        return Unknown("not JSON")
    match message:
        case {"t": "audio", "data": str(data)}:
            return _sound(data)
        case {"t": "hello"}:
            return Hello(
                call_id=_text(message.get("callid")),
                from_number=e164(message.get("from")),
                to_number=e164(message.get("to")),
            )
        case {"t": "sync"}:
            return Sync()
        case {"t": "bye"}:
            return Bye(_text(message.get("reason")))
        case {"t": str(kind)}:
            return Unknown(kind[:40])
        case _:
            return Unknown("no t")


def encode(message: Outgoing) -> str:
    """The text frame that says this to 46elks."""
    match message:
        case Audio(data):
            return '{"t":"audio","data":"' + data + '"}'
        case Listening(format_):
            return '{"t":"listening","format":"' + format_ + '"}'
        case Sending(format_):
            return '{"t":"sending","format":"' + format_ + '"}'
        case Interrupt():
            return '{"t":"interrupt"}'
        case Sync():
            return '{"t":"sync"}'
        case Bye():
            return '{"t":"bye"}'
        case _:
            assert_never(message)


def e164(value: object) -> str:
    """A number as +digits, or "" for whatever else a hidden caller is called.

    A plus that a query string turned into a space is a plus again.
    """
    if not isinstance(value, str):
        return ""
    number = "+" + value[1:] if value.startswith(" ") else value
    return number if _E164.fullmatch(number) else ""


def _sound(data: str) -> Audio | Unknown:
    """Checked to the last character: it is copied into a frame for the model, where a stray quote would
    speak.
    """
    return Audio(data) if is_base64(data) else Unknown("audio that is not base64")


def _text(value: object) -> str:
    return value[:200] if isinstance(value, str) else ""
