"""All that can arrive in a call, and all that it can want done. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    line: int = 0
    """the one that was dialled"""
    order: str = ""
    """how the order stands, for a model that takes over in mid-call"""


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
    line: int = 0
    """the one that was dialled"""
    for_good: bool = False
    """its house says that dialling again is in vain"""


@dataclass(frozen=True, slots=True)
class Closing:
    """Say one sentence and go: the house closes, or staff take the call."""

    why: Literal["shutdown", "transferred"] = "shutdown"


@dataclass(frozen=True, slots=True)
class CutOff:
    """The call ends now and without a word: staff will have it so, or the house can wait no longer."""

    reason: Literal["ended_by_staff", "shutdown"] = "ended_by_staff"


@dataclass(frozen=True, slots=True)
class Tick:
    """The moment named by `Session.deadline` has come."""


FromModel = ModelEvent | Dialled | Announce | ModelGone
Arrival = Incoming | FromModel | ToolDone | PhoneGone | Closing | CutOff | Tick


@dataclass(frozen=True, slots=True)
class Dial:
    """Reach for the model, for this caller. Any line before is closed."""

    call_id: str
    from_number: str
    line: int = 0
    """so many were dialled before"""
    after: float = 0.0
    """seconds from now"""
    standby: bool = False
    """the other model of the house is meant, that of the bad days"""


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
class Phrase:
    """Something that is said from a recording, when no model can say it."""

    words: str
    pieces: tuple[str, ...]
    """base64, in the call's format"""


Saying = Literal["moment", "staff", "sorry", "stand_in", "closing"]
"""one moment, please · you are connected to staff · sorry, please call again · a simpler voice goes on ·
the line closes
"""


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
    """until the model is ready, all tries together"""
    first_attempt: float = 4.0
    """until the first line is ready, which finds nothing warm; then another is dialled"""
    attempt: float = 2.5
    """the same of that one, and of the next"""
    hush: float = 3.0
    """without a sound from a model that should speak, until the caller is asked for a moment"""
    stalled: float = 6.0
    """without a word from it, until another line is dialled"""
    longest_turn: float = 18.0
    """that a caller speaks without a word from the model; a little less than is kept of it"""
    phrases: Mapping[Saying, Phrase] = field(default_factory=dict)
    """what is said without a model; without one of them nothing is"""
    standby: bool = False
    """there is another model, for when the first cannot be had"""
    last_words: float = 15.0
    """until the goodbye is said, not counting its playing"""
    played: float = 2.0
    """after the last words should have been played, for the phone to say that they were"""
    bye: float = 3.0
    """until the phone answers our bye"""
