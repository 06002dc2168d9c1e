"""What the store answers with that is no single order: calls, live carts, the board, what is sold out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pizzeria.ordering.events import CallMessage, EndReason, ToolUsed, Usage
from pizzeria.ordering.order import Order

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


@dataclass(frozen=True, slots=True)
class LiveCart:
    """What a caller on the line has ordered so far."""

    call_id: str
    from_number: str
    started_at: datetime
    cart: dict[str, object] | None
    """as_json.cart_json of the newest; None before the first change"""


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
