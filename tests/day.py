"""A busy day to look at: real pizzas, made-up people. By chance, but the same each time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from pizzeria.menu_files import Files
from pizzeria.ordering.cart import Address, Cart, Choice, Delivery, Fulfilment, Pickup
from pizzeria.ordering.edits import add_line, choose_toppings, fulfil
from pizzeria.ordering.order import Draft, Order, Status
from pizzeria.ordering.pricing import price
from pizzeria.store.store import Store

NAMES = (
    "Astrid",
    "Bo",
    "Cecilia",
    "Didrik",
    "Elsa",
    "Farid",
    "Greta",
    "Hassan",
    "Ingrid",
    "Johan",
    "Karin",
    "Liv",
)
STREETS = ("Drottninggatan", "Klara Norra Kyrkogata", "Gamla Brogatan", "Mäster Samuelsgatan", "Hötorget")
WAYS: dict[Status, tuple[Status, ...]] = {
    "placed": (),
    "baking": ("baking",),
    "ready": ("baking", "ready"),
    "collected": ("baking", "ready", "collected"),
    "delivered": ("baking", "ready", "delivered"),
    "cancelled": ("cancelled",),
}


async def happened(store: Store, files: Files, now: datetime, statuses: Sequence[Status]) -> list[Order]:
    """One order for each status, placed one after the other until a moment ago, and taken there."""
    chance = Random(46)
    orders = []
    for place, status in enumerate(statuses):
        minutes_ago = 2 + (len(statuses) - place) * 1.1
        draft = draft_of(files, chance, f"day-{place}", now - timedelta(minutes=minutes_ago))
        order = await store.place_order(draft)
        for to in WAYS[status]:
            order = await store.advance(order.number, _end(order, to))
        orders.append(order)
    return orders


def draft_of(files: Files, chance: Random, call_id: str, at: datetime) -> Draft:
    """One to three pizzas, some of them changed, and perhaps something to drink."""
    cart = Cart()
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        cart = _with_pizza(cart, files, chance)
    if chance.random() < 0.4:
        cart = _with(cart, files, "coca_cola", 1 + chance.randrange(3), "can")
    cart = fulfil(cart, _whereto(files, chance))
    assert cart.fulfilment is not None
    return Draft(
        call_id=call_id,
        revision=cart.revision,
        customer_name=chance.choice(NAMES),
        customer_phone=f"+46701740{605 + chance.randrange(95)}",
        fulfilment=cart.fulfilment,
        bill=price(cart, files.menu, files.house),
        note="",
        placed_at=at,
        ready_at=at + timedelta(minutes=cart.fulfilment.minutes),
    )


def _with_pizza(cart: Cart, files: Files, chance: Random) -> Cart:
    menu = files.menu
    pizzas = [item for item in menu.items if item.customisable and item.category != "calzone"]
    item, other = chance.sample(pizzas, 2)
    size = chance.choice(("normal", "normal", "family"))
    half = other.id if chance.random() < 0.15 and other.size(size) and item.size(size) else None
    base = "gluten_free" if chance.random() < 0.1 else None
    if item.size(size) is None:
        size = item.sizes[0].id
    wish = {"item": item.id, "size": size, "quantity": 1, "base": base, "second_half": half}
    cart, line = add_line(cart, menu, **wish)  # type: ignore[arg-type]
    off = [chance.choice(item.toppings)] if chance.random() < 0.3 else []
    on = [
        Choice(chance.choice(("mushrooms", "garlic", "olives", "rocket")), chance.choice(("whole", "left")))
    ]
    return choose_toppings(cart, menu, line.id, on if chance.random() < 0.4 else [], off)


def _with(cart: Cart, files: Files, item: str, quantity: int, size: str) -> Cart:
    return add_line(cart, files.menu, item=item, size=size, quantity=quantity, base=None, second_half=None)[0]


def _whereto(files: Files, chance: Random) -> Fulfilment:
    zone = files.house.zones[0]
    if chance.random() < 0.5:
        return Pickup(files.house.pickup_minutes)
    street = f"{chance.choice(STREETS)} {1 + chance.randrange(60)}"
    return Delivery(Address(street, zone.postal_codes[0], "Stockholm"), zone.fee, zone.minimum, zone.minutes)


def _end(order: Order, to: Status) -> Status:
    """Who comes collects, who waits is brought it."""
    if to not in ("collected", "delivered"):
        return to
    return "collected" if isinstance(order.fulfilment, Pickup) else "delivered"
