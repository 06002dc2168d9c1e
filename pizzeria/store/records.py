"""What the store answers with that is no single order: calls, live carts, the board, what is sold out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pizzeria.ordering.call_backs import CallBackState
from pizzeria.ordering.events import CallMessage, EndReason, ToolUsed, Usage
from pizzeria.ordering.flags import Mood
from pizzeria.ordering.line_events import CallClosed, HandOverState
from pizzeria.ordering.order import Order, Status

CallStatus = Literal["active", "completed"]


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of the call log."""

    call_id: str
    from_number: str
    to_number: str
    status: CallStatus
    started_at: datetime
    ended_at: datetime | None
    duration_seconds: int | None
    end_reason: EndReason | None
    order_number: int | None
    """of the newest order placed in it"""
    customer_name: str = ""
    """that this order is for"""
    flags: Sequence[Mapping[str, str]] = field(default_factory=list)
    """kind and word of each"""
    mood: Mood = "even"


@dataclass(frozen=True, slots=True)
class CallSearch:
    """Which calls are looked for: all that is given must hold. Times are aware."""

    digits: tuple[str, ...] = ()
    """any of these runs of digits is in the caller's number"""
    names: tuple[str, ...] = ()
    """any of these is in the name of a customer who ordered in the call"""
    since: datetime | None = None
    until: datetime | None = None
    """began before this"""
    before: datetime | None = None
    """began before this: where the last page ended"""
    beside: str = ""
    """the last call of that page: then those that began at the same instant and come after it, too"""


@dataclass(frozen=True, slots=True)
class DayCall:
    """A call as the day's figures need it."""

    started_at: datetime
    """UTC, with or without saying so"""
    ordered: bool
    """something that was ordered in it was not cancelled"""
    turns_ms: str
    """JSON: a list of int, one a turn"""
    cost_microdollars: int


@dataclass(frozen=True, slots=True)
class DayOrder:
    """An order placed in a call, as the day's figures need it."""

    placed_at: datetime
    """UTC, with or without saying so"""
    total: int
    status: Status


@dataclass(frozen=True, slots=True)
class CallDetail:
    """One call with everything said and done in it, in the order it happened."""

    call: CallRow
    messages: list[CallMessage]
    tools: list[ToolUsed]
    answer_ms: int | None
    turns_ms: tuple[int, ...]
    usage: Usage
    cost_microdollars: int
    hand_over: "HandOver | None" = None
    closed: CallClosed | None = None
    """how the phone company saw the end; None until it says so"""
    losses: "Sequence[Loss]" = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """A model was lost in mid-call."""

    at: datetime
    why: str
    back_ms: int | None
    """until one spoke again; None when none did"""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A call that is, or was, put through to staff."""

    call_id: str
    state: HandOverState
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What is still known of a caller whose line was cut, or who comes back from staff."""

    call_id: str
    """of the call before, or of this one"""
    cart: dict[str, object] | None
    hand_over: HandOver | None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LiveCart:
    """What a caller on the line, of the agent or of staff, has ordered so far."""

    call_id: str
    from_number: str
    started_at: datetime
    cart: dict[str, object] | None
    """as_json.cart_json of the newest; None before the first change"""
    hand_over: HandOver | None = None
    """while staff are wanted or rung"""
    name: str = ""
    """that the caller last ordered by, when staff are to know who it is"""
    lost_at: datetime | None = None
    """when the line was lost, of a caller who was cut off in mid-order"""
    called_back: CallBackState | None = None
    """what came of calling that caller back, so far"""
    without_model: bool = False
    """the model was lost, and none has spoken since"""
    words: tuple[CallMessage, ...] = ()
    """the last ones, for staff"""
    flags: Sequence[Mapping[str, str]] = ()
    """kind and word of each"""
    mood: Mood = "even"


@dataclass(frozen=True, slots=True)
class OnBoard:
    """The orders that the board shows."""

    due: list[Order]
    """open, or cancelled and not acknowledged yet, as they are due"""
    finished: list[Order]
    """the last ones, who moved last first"""


@dataclass(frozen=True, slots=True)
class SoldOut:
    """Ids the kitchen has marked: what Menu.sold_out takes."""

    items: frozenset[str]
    toppings: frozenset[str]
