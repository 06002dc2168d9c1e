"""One caller at the desk: the cart, what was read back, what was placed. Tools read and change it.

The cart is written down before it is remembered: when the database fails, the cart is as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pizzeria.agent.answers import Then
from pizzeria.agent.names import Phrasebook
from pizzeria.menu_files import Files
from pizzeria.ordering.cart import Cart, Delivery
from pizzeria.ordering.events import CartChanged
from pizzeria.ordering.house import House
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.menu import Menu
from pizzeria.ordering.money import format_money
from pizzeria.ordering.order import Bill, Draft
from pizzeria.ordering.pricing import price
from pizzeria.store.records import SoldOut
from pizzeria.store.store import Store


@dataclass(frozen=True, slots=True)
class ReadBack:
    """An address that was answered to the model and awaits the caller's yes."""

    delivery: Delivery
    answers: int
    """how often the caller had answered by then"""


@dataclass(frozen=True, slots=True)
class Review:
    """What the caller was told when the order was read back."""

    answers: int
    """how often the caller had answered by then"""
    behind_minutes: int
    """how far behind the kitchen was"""


@dataclass(slots=True)
class Visit:
    call_id: str
    caller: str
    """E.164; "" when hidden"""
    language: str
    files: Files
    phrasebook: Phrasebook
    store: Store
    now: Callable[[], datetime]
    sold_out: SoldOut = field(init=False)
    menu: Menu = field(init=False)
    """as the kitchen has it now"""
    kitchen: Kitchen = field(default_factory=Kitchen)
    """as it is now"""
    cart: Cart = field(default_factory=Cart)
    heard_out: tuple[bool, ...] = ()
    """for each of the caller's answers, whether what it answers had been heard out"""
    reviews: dict[int, Review] = field(default_factory=dict)
    """the last one of each reviewed revision"""
    read_back: ReadBack | None = None
    placed: dict[int, Draft] = field(default_factory=dict)
    """what was sent to the kitchen, by revision"""
    order_numbers: list[int] = field(default_factory=list)
    """of the orders placed in this call"""
    ending: Then = "go_on"

    def __post_init__(self) -> None:
        self._sell_without(SoldOut(frozenset(), frozenset()))

    @property
    def house(self) -> House:
        return self.files.house

    @property
    def bill(self) -> Bill:
        return price(self.cart, self.files.menu, self.house)

    @property
    def answers(self) -> int:
        """How often the caller has answered."""
        return len(self.heard_out)

    def heard(self, told: ReadBack | Review) -> bool:
        """Whether this was read back and heard out before the caller answered anything."""
        return self.heard_out[told.answers : told.answers + 1] == (True,)

    def obey(self, sold_out: SoldOut, kitchen: Kitchen) -> None:
        """From now on this is what the kitchen cannot make, and how it is doing."""
        self.kitchen = kitchen
        if sold_out != self.sold_out:  # seldom; the menu that it makes takes a while
            self._sell_without(sold_out)

    def _sell_without(self, sold_out: SoldOut) -> None:
        self.sold_out = sold_out
        self.menu = self.files.menu.sold_out(sold_out.items, sold_out.toppings)

    async def keep(self, cart: Cart) -> None:
        """From now on this is the cart; the board hears of it."""
        bill = price(cart, self.files.menu, self.house)
        await self.store.record(CartChanged(self.call_id, cart, bill))
        self.cart = cart

    def money(self, minor: int) -> str:
        """As people write it in the call's language: "345 kr"."""
        return format_money(minor, self.house.currency, self.language)
