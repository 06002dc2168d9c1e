"""An evening to test with: callers, carts and orders, told to a real store."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pizzeria.menu_files import Files
from pizzeria.ordering.cart import Address, Cart, Choice, Delivery, Fulfilment, Line, Pickup
from pizzeria.ordering.door_events import WhyRefused
from pizzeria.ordering.events import CallEnded, CallMessage, CallStarted, CartChanged, ToolUsed, Usage
from pizzeria.ordering.order import Draft, Order
from pizzeria.ordering.pricing import price
from pizzeria.settings import Settings
from pizzeria.store.store import Store
from tests.ordering.menus import small_house, small_menu

SIX = datetime(2026, 5, 14, 16, 0, tzinfo=UTC)
"""six in the evening in Stockholm"""
ANNA, BO = "+46701111567", "+46702222890"
HOME = Delivery(Address("Storgatan 2", "11122", "Stockholm", "code 1234"), 4900, 20000, 40)
PIZZAS = Cart(
    lines=(
        Line(
            1,
            "vesuvio",
            "family",
            "gluten_free",
            2,
            choices=(Choice("onion", "left", "extra"),),
            removed=("ham",),
        ),
        Line(2, "cola", "can", "", 1),
    ),
    revision=3,
    next_line=3,
)
FILES = Files(menu=small_menu(), house=small_house(), instructions="")


@dataclass
class Phones:
    """The switchboard as the pages see it."""

    active: int = 0
    draining: bool = False

    def refuses(self) -> WhyRefused | None:
        return "closing" if self.draining else None

    def worst_lag(self) -> float:
        return 0.0

    def live(self, call_id: str) -> None:
        return None

    def hands_over(self, call_id: str) -> bool:
        return False


@dataclass(frozen=True)
class House:
    settings: Settings
    files: Files
    store: Store
    now: Callable[[], datetime]
    switchboard: Phones


def settings(**changed: object) -> Settings:
    """The defaults, whatever the environment of the machine says."""
    return Settings.model_construct().model_copy(update=changed)


async def rings(store: Store, call_id: str = "c1", phone: str = ANNA) -> None:
    await store.record(CallStarted(call_id, phone, "+46766861004", SIX))


async def orders_on_the_line(store: Store, call_id: str = "c1", cart: Cart = PIZZAS) -> None:
    await store.record(CartChanged(call_id, cart, price(cart, FILES.menu, FILES.house)))


async def places(  # noqa: PLR0913
    store: Store,
    call_id: str = "c1",
    name: str = "Anna",
    to: Fulfilment = HOME,
    note: str = "",
    *,
    cart: Cart = PIZZAS,
) -> Order:
    cart = replace(cart, fulfilment=to)
    draft = Draft(
        call_id=call_id,
        revision=cart.revision,
        customer_name=name,
        customer_phone=ANNA,
        fulfilment=to,
        bill=price(cart, FILES.menu, FILES.house),
        note=note,
        placed_at=SIX,
        ready_at=SIX + timedelta(minutes=40),
    )
    return await store.place_order(draft)


async def ordered(store: Store, call_id: str = "c1", name: str = "Anna", to: Fulfilment = HOME) -> Order:
    """A whole call up to its order."""
    await rings(store, call_id)
    await orders_on_the_line(store, call_id)
    return await places(store, call_id, name, to)


async def hangs_up(store: Store, call_id: str = "c1") -> None:
    used = Usage(input_text=900, input_audio=300, cached_text=800, output_text=40, output_audio=200)
    ended = CallEnded(call_id, "goodbye", SIX + timedelta(seconds=187), 430, (600, 900, 700), used, 12345)
    await store.record(ended)


async def talks(store: Store, call_id: str = "c1") -> None:
    """Two turns, the second cut off, and a tool between them."""
    await store.record(CallMessage(call_id, "i1", "user", "En Vesuvio, tack.", SIX, 0))
    await store.record(
        ToolUsed(
            call_id,
            "t1",
            "add_item",
            '{"item": "vesuvio"}',
            '{"ok": false}',
            False,
            "size_needed",
            SIX + timedelta(seconds=2),
            7,
        )
    )
    at = SIX + timedelta(seconds=3)
    await store.record(CallMessage(call_id, "i2", "assistant", "Vanlig eller familj?", at, 1, heard_ms=1200))


COLLECTED_HERE = Pickup(20)
