"""A ticket on the board: an order or a call as a cook reads it, and the steps it may take next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pizzeria.ordering.as_json import Json, fulfilment_json, line_json
from pizzeria.ordering.call_backs import CallBackState
from pizzeria.ordering.cart import Pickup
from pizzeria.ordering.differences import Differences, differences, replaces
from pizzeria.ordering.events import CallMessage
from pizzeria.ordering.flags import Mood
from pizzeria.ordering.messages import Message, Reply
from pizzeria.ordering.order import STEPS, Order, Status
from pizzeria.ordering.steps import allowed
from pizzeria.store.records import HandOver, LiveCart

FORWARD: Mapping[Status, str] = {
    "baking": "Into the oven",
    "ready": "Ready",
    "collected": "Collected",
    "delivered": "Delivered",
}


@dataclass(frozen=True, slots=True)
class Step:
    to: Status
    label: str
    kind: str
    """forward, back or cancel"""
    title: str


@dataclass(frozen=True, slots=True)
class Ticket:
    key: str
    """of this ticket alone"""
    call_id: str
    """the same from the first word of the call to the counter; "" when no call is behind it"""
    status: str
    """an order's, or "live" """
    lane: str
    """where it stands: what was cancelled stays where it was until the kitchen has seen it"""
    number: int | None
    name: str
    phone: str
    since: datetime
    due: datetime | None
    lines: tuple[Json, ...]
    fulfilment: Json | None
    note: str
    total: int | None
    currency: str
    steps: tuple[Step, ...]
    on_the_phone: bool
    hand_over: HandOver | None = None
    """while staff are wanted or rung"""
    words: tuple[CallMessage, ...] = ()
    """the last ones, for staff"""
    flags: Sequence[Mapping[str, str]] = ()
    """kind and word of each"""
    mood: Mood = "even"
    to_acknowledge: bool = False
    """something happened to it that the kitchen must say it has seen"""
    instead_of: int | None = None
    """the number of the cancelled order that this one stands in for"""
    differences: Differences | None = None
    """from that one"""
    messages: tuple[Message, ...] = ()
    replies: tuple[Reply, ...] = ()
    lost_at: datetime | None = None
    """when the line was lost, of a caller who was cut off in mid-order"""
    called_back: CallBackState | None = None
    without_model: bool = False
    """of a live call: the caller is asked for a moment while a model is reached for"""


def order_ticket(order: Order, on_the_phone: bool = False, others: Iterable[Order] = ()) -> Ticket:
    """`others` are those among which the order that this one stands in for is looked for."""
    replaced = replaces(order, others) if others else None
    return Ticket(
        key=f"order-{order.number}",
        call_id=order.call_id,
        status=order.status,
        lane=(order.cancelled_from or "placed") if order.status == "cancelled" else order.status,
        number=order.number,
        name=order.customer_name,
        phone=order.customer_phone,
        since=order.placed_at,
        due=order.ready_at,
        lines=tuple(line_json(line) for line in order.bill.lines),
        fulfilment=fulfilment_json(order.fulfilment),
        note=order.note,
        total=order.bill.total,
        currency=order.bill.currency,
        steps=next_steps(order),
        on_the_phone=on_the_phone,
        to_acknowledge=order.to_acknowledge,
        instead_of=None if replaced is None else replaced.number,
        differences=None if replaced is None else differences(replaced.bill, order.bill),
        messages=order.messages,
        replies=order.replies,
    )


def live_ticket(live: LiveCart) -> Ticket:
    cart = live.cart or {}
    fulfilment, total = cart.get("fulfilment"), cart.get("total")
    return Ticket(
        key=f"call-{live.call_id}",
        call_id=live.call_id,
        status="live",
        lane="live",
        number=None,
        name=live.name,
        phone=live.from_number,
        since=live.started_at,
        due=None,
        lines=lines_of(cart),
        fulfilment=fulfilment if isinstance(fulfilment, dict) else None,
        note="",
        total=total if isinstance(total, int) else None,
        currency=str(cart.get("currency", "")),
        steps=(),
        on_the_phone=live.lost_at is None,
        lost_at=live.lost_at,
        called_back=live.called_back,
        without_model=live.without_model,
        hand_over=live.hand_over,
        words=live.words,
        flags=live.flags,
        mood=live.mood,
    )


def lines_of(cart: Json) -> tuple[Json, ...]:
    lines = cart.get("lines")
    return tuple(lines) if isinstance(lines, list) else ()


def next_steps(order: Order) -> tuple[Step, ...]:
    """What the buttons say: forward first; collected is for who comes, delivered for who waits."""
    wrong_end: Status = "delivered" if isinstance(order.fulfilment, Pickup) else "collected"
    return tuple(_step(order, to) for to in allowed(order.status) if to != wrong_end)


def _step(order: Order, to: Status) -> Step:
    way = list(STEPS)
    if to == "cancelled":
        return Step(to, "Cancel", "cancel", f"Cancel order {order.number}")
    if way.index(to) < way.index(order.status):
        return Step(to, "Undo", "back", f"Order {order.number} back to {to}")
    return Step(to, FORWARD[to], "forward", f"Order {order.number} is {to}")
