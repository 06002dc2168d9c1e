"""Real orders from the real menu, told to a real store: what stands on a kitchen's board on a Friday."""

from dataclasses import replace
from datetime import timedelta

from pizzeria.ordering.cart import Address, Cart, Choice, Delivery, Fulfilment, Line, Pickup
from pizzeria.ordering.events import CallEnded, CallStarted, CartChanged
from pizzeria.ordering.order import Draft, Order, Status
from pizzeria.ordering.pricing import price
from tests.house import CALLER, House

PICKUP = Pickup(20)
HOME = Delivery(Address("Drottninggatan 71 B", "11136", "Stockholm", "code 4711, 3rd floor"), 3900, 20000, 45)

VESUVIO = Line(1, "vesuvio", "normal", "ordinary", 2, removed=("ham",), choices=(Choice("onion"),))
HALVES = Line(2, "hawaii", "family", "ordinary", 1, second_half="funghi")
GLUTEN_FREE = Line(
    3, "margherita", "normal", "gluten_free", 1, choices=(Choice("mushrooms", "left", "extra"),)
)
CAPRICCIOSA = Line(4, "capricciosa", "normal", "ordinary", 1)
MARGHERITAS = Line(5, "margherita", "normal", "ordinary", 3, choices=(Choice("basil", "whole", "extra"),))


def cart_of(*lines: Line, to: Fulfilment | None = None, revision: int = 1) -> Cart:
    return Cart(lines, to, revision, max((line.id for line in lines), default=0) + 1)


async def rings(house: House, call_id: str, phone: str = CALLER) -> None:
    await house.store.record(CallStarted(call_id, phone, "+46766861004", house.pizzeria.now()))


async def says(house: House, call_id: str, *lines: Line, to: Fulfilment | None = None) -> None:
    """What the caller has ordered so far."""
    files = house.pizzeria.files
    cart = cart_of(*lines, to=to, revision=len(lines))
    await house.store.record(CartChanged(call_id, cart, price(cart, files.menu, files.house)))


async def hangs_up(house: House, call_id: str) -> None:
    await house.store.record(CallEnded(call_id, "goodbye", house.pizzeria.now()))


async def places(  # noqa: PLR0913
    house: House,
    call_id: str,
    *lines: Line,
    name: str = "Astrid",
    to: Fulfilment = PICKUP,
    due: float = 20,
    note: str = "",
) -> Order:
    """`due`: in so many minutes, or so many ago."""
    files, now = house.pizzeria.files, house.pizzeria.now()
    cart = cart_of(*(lines or (VESUVIO,)), to=to)
    draft = Draft(
        call_id=call_id,
        revision=cart.revision,
        customer_name=name,
        customer_phone=CALLER,
        fulfilment=to,
        bill=price(cart, files.menu, files.house),
        note=note,
        placed_at=now,
        ready_at=now + timedelta(minutes=due),
    )
    return await house.store.place_order(draft)


async def goes(house: House, order: Order, *steps: Status) -> None:
    for step in steps:
        await house.store.advance(order.number, step)


async def friday(house: House) -> list[Order]:
    """Twelve open orders, two callers on the line, some that are done."""
    done = [
        await places(house, f"done{i}", CAPRICCIOSA, name=name)
        for i, name in enumerate(("Ove", "Pia", "Ali"))
    ]
    for order in done[:2]:
        await goes(house, order, "baking", "ready", "collected")
    await goes(house, done[2], "cancelled")
    await house.store.acknowledge(done[2].number)
    on = [
        await places(house, "f1", VESUVIO, GLUTEN_FREE, name="Astrid", to=HOME, due=31),
        await places(house, "f2", HALVES, name="Muhammed", due=17, note="Ring the bell twice"),
        await places(house, "f3", CAPRICCIOSA, name="Bo", due=-3),
        await places(house, "f4", MARGHERITAS, HALVES, name="Margareta Lindström", to=HOME, due=38),
        await places(house, "f5", GLUTEN_FREE, name="Li", due=22),
        await places(house, "f6", VESUVIO, name="Signe", due=4),
        await places(house, "f7", HALVES, CAPRICCIOSA, name="Emre", to=HOME, due=12),
        await places(house, "f8", MARGHERITAS, name="Karl-Johan", due=-6),
        await places(house, "f9", CAPRICCIOSA, name="Ingrid", due=9),
        await places(house, "f10", VESUVIO, CAPRICCIOSA, name="Zlatan", to=HOME, due=2),
        await places(house, "f11", GLUTEN_FREE, name="Nils", due=1),
        await places(house, "f12", replace(HALVES, quantity=2), name="Saga", due=5),
    ]
    for order in on[5:]:
        await goes(house, order, "baking")
    for order in on[9:]:
        await goes(house, order, "ready")
    await rings(house, "live1")
    await says(house, "live1", VESUVIO, GLUTEN_FREE)
    await rings(house, "live2", "+46701740612")
    await house.store.set_available("topping", "pineapple", False)
    return on
