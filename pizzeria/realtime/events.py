"""What a realtime model says and is told, whatever dialect its server speaks. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pizzeria.ordering.events import Usage
from pizzeria.sound import Format

Who = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class Ready:
    """The server admitted us: `session.created`."""

    until: float | None = None
    """when the session will end, in seconds since 1970; None when it is not told"""


@dataclass(frozen=True, slots=True)
class Configured:
    """Our configuration is in force: `session.updated`."""


@dataclass(frozen=True, slots=True)
class Started:
    response: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A piece of the agent's voice, base64 in the format it was asked for in."""

    response: str
    item: str
    data: str


@dataclass(frozen=True, slots=True)
class CallerStarted:
    item: str


@dataclass(frozen=True, slots=True)
class CallerStopped:
    item: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A piece of the agent's transcript, while it is generated."""

    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A whole transcript; the caller's come late, "" when it could not be transcribed."""

    who: Who
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    response: str
    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Finished:
    response: str
    status: str
    """completed, cancelled, incomplete or failed"""
    usage: Usage
    why: str = ""
    """of a failure, for the log"""
    code: str = ""
    """of a failure"""


@dataclass(frozen=True, slots=True)
class Fault:
    code: str
    message: str
    event_id: str
    """of the command that caused it, as the dialect named it"""


@dataclass(frozen=True, slots=True)
class Unknown:
    kind: str


ModelEvent = (
    Ready
    | Configured
    | Started
    | Speech
    | CallerStarted
    | CallerStopped
    | Saying
    | Said
    | ToolCall
    | Finished
    | Fault
    | Unknown
)


@dataclass(frozen=True, slots=True)
class Configure:
    instructions: str
    tools: Sequence[Mapping[str, object]]
    voice: str
    language: str
    """ISO 639-1, of the caller's transcripts"""
    transcription_model: str
    sound: Format
    """of both voices"""


@dataclass(frozen=True, slots=True)
class Hear:
    """The caller's sound, base64 in the format that was announced."""

    data: str


@dataclass(frozen=True, slots=True)
class Respond:
    """Speak now."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the agent should know that nobody said aloud."""

    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Something the caller says in writing."""

    text: str


@dataclass(frozen=True, slots=True)
class Remember:
    """Something that was said before this session began."""

    who: Who
    text: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Something that the caller said before this session began, of which there are no words."""

    item: str
    """its id then"""
    pieces: tuple[str, ...]
    """of its sound, base64"""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    id: str
    output: str


@dataclass(frozen=True, slots=True)
class Truncate:
    """Of this item the caller heard only so much."""

    item: str
    ms: int


@dataclass(frozen=True, slots=True)
class Forget:
    """Of this item the caller heard nothing."""

    item: str


Command = Configure | Hear | Respond | Note | Typed | Remember | Recall | ToolAnswer | Truncate | Forget


FOR_GOOD = frozenset(
    {
        "insufficient_quota",
        "invalid_api_key",
        "account_deactivated",
        "billing_hard_limit_reached",
        "model_not_found",
        "beta_api_shape_disabled",
    }
)
"""codes with which no other try will fare better, though the socket opens each time"""
EXPIRED = "session_expired"
"""the session has lasted as long as it may; the close that follows says nothing else"""


class Dialect(Protocol):
    """One server's way of saying these things, and of being reached."""

    @property
    def headers(self) -> Mapping[str, str]: ...

    def subprotocols(self, key: str) -> list[str]: ...
    def decode(self, frame: bytes) -> ModelEvent: ...
    def encode(self, command: Command) -> str: ...
