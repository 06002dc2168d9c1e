"""What really happened: rows, events, messages and tools of the house, frames on both wires."""

from dataclasses import dataclass

from pizzeria.realtime_server.shapes import Json


@dataclass(frozen=True, slots=True)
class Wires:
    """What crossed the two wires of one call."""

    call_id: str
    frames: Json
    """as under [expect.frames]"""
    complaints: tuple[str, ...]
    """of either end about the app, in words"""
    names: frozenset[str]
    """of all frames the phone was sent, and all events the model was sent (but for sound)"""


@dataclass(frozen=True, slots=True)
class Facts:
    """As under [expect]."""

    document: Json
    names: frozenset[str]
    """of everything that happened: events of the stream, frames, events to the model"""
    complaints: tuple[tuple[str, ...], ...]
    """for each call"""
