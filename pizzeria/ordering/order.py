"""An order as the kitchen sees it, and the steps it may take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pizzeria.ordering.cart import Choice, Fulfilment
from pizzeria.ordering.messages import Message, Reply

Status = Literal["placed", "baking", "ready", "collected", "delivered", "cancelled"]

OPEN: tuple[Status, ...] = ("placed", "baking", "ready")
"""under way"""
STEPS: Mapping[Status, tuple[Status, ...]] = {
    "placed": ("baking", "cancelled"),
    "baking": ("ready", "placed", "cancelled"),
    "ready": ("collected", "delivered", "baking"),
    "collected": ("ready",),
    "delivered": ("ready",),
    "cancelled": (),
}
"""From each status the allowed next ones, forward first; one step back is a cook's wrong tap undone."""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A cart line with its price and the words a cook reads."""

    id: int
    item: str
    name: str
    """in the house's first language; of two halves "Vesuvio / Hawaii" """
    size: str
    size_name: str
    base: str
    base_name: str
    """"" for the ordinary base and for what has none"""
    second_half: str | None
    quantity: int
    choices: tuple[Choice, ...]
    removed: tuple[str, ...]
    changes: tuple[str, ...]
    """a cook's shorthand: "+ extra lök (left)", "- skinka" """
    unit_price: int
    total: int
    """unit_price x quantity, minor units"""


@dataclass(frozen=True, slots=True)
class Bill:
    lines: tuple[PricedLine, ...]
    subtotal: int
    discount: int
    """what deals take off, as a number of minor units >= 0"""
    deals: tuple[str, ...]
    """ids of the deals applied, one for each time"""
    delivery_fee: int
    total: int
    vat: int
    """contained in total"""
    currency: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything needed to place an order, known by (call_id, revision): twice the same is one order."""

    call_id: str
    revision: int
    customer_name: str
    customer_phone: str
    """E.164; "" when the caller hides it"""
    fulfilment: Fulfilment
    bill: Bill
    note: str
    placed_at: datetime
    ready_at: datetime
    language: str = ""
    """two letters, of the call; "" where that is not known"""


@dataclass(frozen=True, slots=True)
class Order:
    number: int
    status: Status
    placed_at: datetime
    ready_at: datetime
    call_id: str
    customer_name: str
    customer_phone: str
    fulfilment: Fulfilment
    bill: Bill
    note: str
    moved_at: datetime
    """when it was placed, or took its newest step"""
    to_acknowledge: bool = False
    """it was cancelled, and nobody in the kitchen has said yet that they saw it"""
    cancelled_from: Status | None = None
    """how far it had got when it was cancelled; None when it was not, or by an older house"""
    language: str = ""
    """as the draft's"""
    messages: tuple[Message, ...] = ()
    """to the customer, in the order they were queued"""
    replies: tuple[Reply, ...] = ()
    """of the customer, oldest first"""
    token: str = field(default="", compare=False, repr=False)
    """whoever knows it may look at the order from outside; "" where nobody may"""
