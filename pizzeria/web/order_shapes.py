"""The shapes of orders in the API's JSON, as as_json.order_json makes them."""

from typing import Literal

from typing_extensions import TypedDict

from pizzeria.ordering.cart import Amount, Half
from pizzeria.ordering.messages import MessageKind, MessageState
from pizzeria.ordering.order import Status
from pizzeria.web.shapes import Time, closed


@closed
class Address(TypedDict):
    street: str
    postal_code: str
    city: str
    note: str


@closed
class Fulfilment(TypedDict):
    kind: Literal["pickup", "delivery"]
    address: Address | None
    minutes: int


@closed
class Choice(TypedDict):
    topping: str
    half: Half
    amount: Amount


@closed
class OrderLine(TypedDict):
    id: int
    item: str
    name: str
    size: str
    size_name: str
    base: str
    base_name: str
    second_half: str | None
    quantity: int
    toppings: list[Choice]
    removed: list[str]
    changes: list[str]
    unit_price: int
    total: int


@closed
class Customer(TypedDict):
    name: str
    phone: str


@closed
class OrderMessage(TypedDict):
    letter: int
    kind: MessageKind
    state: MessageState
    at: Time
    why: str


@closed
class OrderReply(TypedDict):
    words: str
    at: Time


@closed
class TheOrder(TypedDict):
    number: int
    status: Status
    placed_at: Time
    ready_at: Time
    moved_at: Time
    to_acknowledge: bool
    call_id: str
    customer: Customer
    fulfilment: Fulfilment | None
    note: str
    language: str
    messages: list[OrderMessage]
    replies: list[OrderReply]
    lines: list[OrderLine]
    subtotal: int
    deals: list[str]
    discount: int
    delivery_fee: int
    total: int
    vat: int
    currency: str


class Step(TypedDict):
    status: Status
