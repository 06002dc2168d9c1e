"""The cart: what the caller wants so far. Immutable; every edit answers a new cart with the next revision."""

from dataclasses import dataclass
from typing import Literal

Half = Literal["whole", "left", "right"]
Amount = Literal["normal", "light", "extra"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One topping asked for: added, or a different amount of one that is on the item anyway."""

    topping: str
    half: Half = "whole"
    amount: Amount = "normal"


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    """1, 2, 3 … within the cart, never used again after a line is removed"""
    item: str
    size: str
    base: str
    """id of a base; "" for what has none (drinks, sides)"""
    quantity: int
    second_half: str | None = None
    """the right half's item, when two pizzas share one; the left half is `item`"""
    choices: tuple[Choice, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    postal_code: str
    """digits only"""
    city: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pickup:
    minutes: int


@dataclass(frozen=True, slots=True)
class Delivery:
    address: Address
    fee: int
    minimum: int
    minutes: int


Fulfilment = Pickup | Delivery


@dataclass(frozen=True, slots=True)
class Cart:
    lines: tuple[Line, ...] = ()
    fulfilment: Fulfilment | None = None
    """None until the caller chose pickup or confirmed an address"""
    revision: int = 0
    """grows by one with every edit; what was reviewed is named by it"""
    next_line: int = 1
