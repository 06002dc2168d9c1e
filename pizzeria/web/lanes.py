"""The kitchen as it is: who is on the phone, what is placed, baking, ready, and what was finished last."""

from collections.abc import Iterable
from dataclasses import dataclass

from pizzeria.ordering.as_json import Json, line_json
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.menu import Menu
from pizzeria.ordering.order import Order
from pizzeria.store.records import LiveCart, SoldOut
from pizzeria.store.troubles import Trouble
from pizzeria.web.all_day import pieces, to_make
from pizzeria.web.here import Pizzeria
from pizzeria.web.tickets import Ticket, lines_of, live_ticket, order_ticket

LAST_FINISHED = 10
LOOKED_THROUGH = 25
"""of the last finished orders, for cancelled ones that an order on the board stands in for"""


@dataclass(frozen=True, slots=True)
class Lane:
    id: str
    title: str
    empty: str
    tickets: tuple[Ticket, ...]

    @property
    def tally(self) -> int:
        return sum(ticket.status != "cancelled" and ticket.lost_at is None for ticket in self.tickets)


@dataclass(frozen=True, slots=True)
class Board:
    lanes: tuple[Lane, ...]
    finished: tuple[Ticket, ...]
    sold_out: tuple[str, ...]
    to_make: int
    """pieces, of everything placed and baking"""
    kitchen: Kitchen
    troubles: tuple[Trouble, ...] = ()
    """what does not get through to the world outside"""
    closing: bool = False
    """this process takes no more calls"""


async def look(house: Pizzeria) -> Board:
    scene = await house.store.scenes.now(LOOKED_THROUGH)
    calls, found = scene.calls, scene.orders
    talking = {call.call_id for call in calls if call.lost_at is None}
    seen = [*found.due, *found.finished]
    live = [live_ticket(call) for call in calls if call.hand_over or not _became_order(call, seen)]
    changed = seen if any(order.status == "cancelled" for order in seen) else []
    due = [order_ticket(order, order.call_id in talking, changed) for order in found.due]
    finished = tuple(order_ticket(order) for order in found.finished[:LAST_FINISHED])
    to_do = pieces(to_make(found.due).items)
    gone = _names(scene.sold_out, house.files.menu)
    closing = house.switchboard.draining
    return Board(_lanes(live, due), finished, gone, to_do, scene.kitchen, scene.troubles, closing)


def _became_order(call: LiveCart, orders: Iterable[Order]) -> bool:
    """Whether what the call holds is on the board already as an order, and nothing came on top."""
    placed = [order for order in orders if order.call_id == call.call_id]
    now = lines_of(call.cart or {})
    return any(not now or now == _lines(order) for order in placed)


def _lines(order: Order) -> tuple[Json, ...]:
    return tuple(line_json(line) for line in order.bill.lines)


def _lanes(live: list[Ticket], due: list[Ticket]) -> tuple[Lane, ...]:
    tickets = [*live, *due]

    def lane(id: str, title: str, empty: str) -> Lane:
        return Lane(id, title, empty, tuple(ticket for ticket in tickets if ticket.lane == id))

    return (
        lane("live", "On the phone now", "Nobody is calling."),
        lane("placed", "Placed", "Nothing to start."),
        lane("baking", "Baking", "The oven is empty."),
        lane("ready", "Ready", "Nothing to hand over."),
    )


def _names(gone: SoldOut, menu: Menu) -> tuple[str, ...]:
    """In menu order, in the house's first language."""
    items = (item.names[menu.language] for item in menu.items if item.id in gone.items)
    toppings = (topping.names[menu.language] for topping in menu.toppings if topping.id in gone.toppings)
    return (*items, *toppings)
