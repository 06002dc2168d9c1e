"""The steps of a scenario: what the two doubles and the kitchen are asked to do, in the words of both wires.

Each is described in scenario.schema.json, under its own name.
"""

from dataclasses import dataclass
from typing import Literal

from pizzeria.ordering.order import Status
from pizzeria.realtime_server.shapes import Json


@dataclass(frozen=True, slots=True)
class ModelSays:
    text: str
    milliseconds: int
    faster: float
    ends_response: bool
    """false: a tool is called in the same response"""


@dataclass(frozen=True, slots=True)
class ToolUse:
    tool: str
    arguments: Json | str
    """text is sent as it is"""
    answer: Json
    """what must be in the tool's answer"""
    alias: str
    """what later steps call the answer"""
    key: str
    """where it stands in the file"""


@dataclass(frozen=True, slots=True)
class ModelCalls:
    tools: tuple[ToolUse, ...]
    """in one breath"""


@dataclass(frozen=True, slots=True)
class ModelFails:
    code: str


@dataclass(frozen=True, slots=True)
class ModelSends:
    what: Json | str
    times: int


@dataclass(frozen=True, slots=True)
class ModelHangs:
    """Not a word more, until the house hangs up."""


@dataclass(frozen=True, slots=True)
class ModelIsAway:
    milliseconds: int
    """from now on"""


@dataclass(frozen=True, slots=True)
class ModelDrops:
    after: int | None
    """milliseconds heard of what is being said; None: all"""
    code: int | None = None
    """of the closing handshake; None: there is none"""
    expires: bool = False
    """it says first that the session has lasted as long as it may"""


@dataclass(frozen=True, slots=True)
class ModelRefuses:
    code: str
    """that every connection from now on is told, and closed"""


@dataclass(frozen=True, slots=True)
class LateDeltas:
    count: int


@dataclass(frozen=True, slots=True)
class CallerSpeaks:
    text: str
    milliseconds: int
    understood: str | None
    """the transcript; None when there is none"""
    late: bool
    interrupts_after: int | None = None
    """milliseconds heard of what is being said; None: the caller hears it out"""


@dataclass(frozen=True, slots=True)
class CallerSilent:
    milliseconds: int


@dataclass(frozen=True, slots=True)
class CallerGoes:
    how: Literal["hangs up", "drops"]
    after: int | None


@dataclass(frozen=True, slots=True)
class PhoneSends:
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class KitchenStocks:
    kind: Literal["item", "topping"]
    id: str
    available: bool


@dataclass(frozen=True, slots=True)
class KitchenSays:
    """What is None stays as it was."""

    behind_minutes: int | None = None
    taking_orders: bool | None = None


@dataclass(frozen=True, slots=True)
class KitchenMoves:
    number: int
    to: Status


@dataclass(frozen=True, slots=True)
class HouseCloses:
    pass


OfLine = ModelDrops | ModelHangs | ModelIsAway | ModelRefuses
OfModel = ModelSays | ModelCalls | ModelFails | ModelSends | OfLine | LateDeltas
OfCaller = CallerSpeaks | CallerSilent | CallerGoes | PhoneSends
OfHouse = KitchenStocks | KitchenSays | KitchenMoves | HouseCloses
Act = OfModel | OfCaller | OfHouse


@dataclass(frozen=True, slots=True)
class Step:
    act: Act
    key: str
    """where it stands in the file: calls[0].steps[3]"""
    words: str
    """how it is called in messages: model_says "Hello …" """


def breaks_in(following: Act | None) -> bool:
    """Whether the step that follows begins while the agent still speaks."""
    match following:
        case CallerSpeaks(interrupts_after=int()) | CallerGoes(after=int()) | ModelDrops(after=int()):
            return True
        case _:
            return False
