"""All that can arrive in a call, and all that it can want done. Pure."""

from dataclasses import dataclass
from typing import Literal

from pizzeria.clips import Clip
from pizzeria.elks.frames import Incoming, Outgoing
from pizzeria.ordering.events import CallEvent
from pizzeria.realtime.events import Command, Configure, ModelEvent
from pizzeria.sound import PCM, Format

Then = Literal["go_on", "say_goodbye", "transfer"]


@dataclass(frozen=True, slots=True)
class Dialled:
    """The model's socket is open; this is what it shall be told once it is ready."""

    configure: Configure


@dataclass(frozen=True, slots=True)
class Announce:
    """No model is wanted: this is played instead, and that is the call."""

    clip: Clip


@dataclass(frozen=True, slots=True)
class ToolDone:
    id: str
    output: str
    then: Then = "go_on"


@dataclass(frozen=True, slots=True)
class PhoneGone:
    """The phone's socket closed without a bye."""


@dataclass(frozen=True, slots=True)
class ModelGone:
    """The model's socket closed, or never opened."""

    why: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Say one sentence and go: the house closes, or staff take the call."""

    why: Literal["shutdown", "transferred"] = "shutdown"


@dataclass(frozen=True, slots=True)
class CutOff:
    """Staff end the call, now and without a word."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The moment named by `Session.deadline` has come."""


FromModel = ModelEvent | Dialled | Announce | ModelGone
Arrival = Incoming | FromModel | ToolDone | PhoneGone | Closing | CutOff | Tick


@dataclass(frozen=True, slots=True)
class Dial:
    """Reach for the model, for this caller."""

    call_id: str
    from_number: str


@dataclass(frozen=True, slots=True)
class RunTool:
    id: str
    name: str
    arguments: str
    heard_out: tuple[bool, ...]
    """for each of the caller's answers so far, whether what it answers had been heard out"""


@dataclass(frozen=True, slots=True)
class HangUp:
    """Close both sockets: the call is over."""


Effect = Outgoing | Command | CallEvent | Dial | RunTool | HangUp


@dataclass(frozen=True, slots=True)
class Terms:
    """How the house takes calls, and what it allows them; in seconds where nothing else is said."""

    model: str
    sound: Format = PCM
    """both ways, on both wires"""
    greeting_delay: float = 0.5
    silence: float = 10.0
    nudges: int = 2
    longest: float = 900.0
    hello: float = 10.0
    """until the phone has said hello"""
    connect: float = 10.0
    """until the model is ready"""
    last_words: float = 15.0
    """until the goodbye is said, not counting its playing"""
    played: float = 2.0
    """after the last words should have been played, for the phone to say that they were"""
    bye: float = 3.0
    """until the phone answers our bye"""
