"""The shapes of the API's JSON, for its OpenAPI document: errors, the menu, the kitchen, the outbox.

An answer has these keys and no others: the fuzz tests hold them against the running house. Orders are in
order_shapes, calls in call_shapes. Money is in minor units beside `currency`, times are ISO 8601 in UTC.
"""

from typing import Annotated, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from pizzeria.ordering.kitchen import LONGEST_BEHIND
from pizzeria.ordering.menu import Diet

closed = with_config(ConfigDict(extra="forbid"))
"""these keys and no others"""
Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Names = dict[str, str]
"""by language"""


@with_config(ConfigDict(extra="allow"))
class Fault(TypedDict):
    """Some have more keys beside these two: `key`, `allowed`, …"""

    code: str
    message: str


@closed
class Problem(TypedDict):
    error: Fault


@closed
class Named(TypedDict):
    id: str
    name: str
    """in the house's first language"""
    names: Names


@closed
class Priced(Named):
    price: int


@closed
class Deal(Named):
    takes_off: int


@closed
class MenuItem(Named):
    number: int | None
    category: str
    sizes: list[Priced]
    toppings: list[str]
    allergens: list[str]
    diet: Diet
    available: bool
    sold_out: bool
    lacks: list[str]


@closed
class MenuTopping(Named):
    prices: dict[str, int]
    allergens: list[str]
    diet: Diet
    available: bool


@closed
class Zone(TypedDict):
    postal_codes: list[str]
    fee: int
    minimum: int
    minutes: int


@closed
class TheMenu(TypedDict):
    currency: str
    categories: list[Named]
    items: list[MenuItem]
    toppings: list[MenuTopping]
    bases: list[Priced]
    deals: list[Deal]
    delivery: list[Zone]


@closed
class TheKitchen(TypedDict):
    taking_orders: bool
    behind_minutes: int


@closed
class MessageNamed(TypedDict):
    message: int


class Availability(TypedDict):
    available: bool


class KitchenChange(TypedDict):
    """One of them or both."""

    behind_minutes: NotRequired[Annotated[int, Field(ge=0, le=LONGEST_BEHIND)]]
    taking_orders: NotRequired[bool]
