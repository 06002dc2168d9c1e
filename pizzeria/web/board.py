"""GET /: the order board, a picture that keeps itself true. GET /board: the moving part of it."""

from dataclasses import dataclass

from quart import Blueprint, Response, render_template

from pizzeria.ordering.as_json import Json, line_json
from pizzeria.ordering.order import Order
from pizzeria.store.records import LiveCart
from pizzeria.store.store import Store
from pizzeria.web.here import here
from pizzeria.web.tickets import Ticket, lines_of, live_ticket, order_ticket

DONE = ("collected", "delivered", "cancelled")
LAST_FINISHED = 8
LOOK_BACK = 60
"""orders looked through for the last finished ones"""

blueprint = Blueprint("board", __name__)


@dataclass(frozen=True, slots=True)
class Lane:
    id: str
    title: str
    empty: str
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Board:
    journal_id: int
    """of the last event that is surely in the picture; what came after is told by the stream"""
    lanes: tuple[Lane, ...]
    finished: tuple[Ticket, ...]
    sold_out: tuple[str, ...]


@blueprint.get("/")
async def page() -> str:
    return await render_template("board.html", board=await look())


@blueprint.get("/board")
async def fragment() -> Response:
    board = await look()
    html = await render_template("_board.html", board=board)
    return Response(html, headers={"Journal-Id": str(board.journal_id)})


async def look() -> Board:
    """The kitchen as it is. The journal's id is read first: better told twice than never."""
    store, now = here().store, here().now()
    journal_id = await store.journal.last_id()
    calls = await store.live_carts()
    latest = await store.orders(limit=LOOK_BACK)
    fresh_cancelled = [order for order in latest if order.status == "cancelled" and order.ready_at > now]
    shown = [*await _open_orders(store), *fresh_cancelled]
    talking = {call.call_id for call in calls}
    waiting = [live_ticket(call) for call in calls if not _became_order(call, [*latest, *shown])]
    orders = [order_ticket(order, order.call_id in talking) for order in shown]
    done = [order for order in latest if order.status in DONE and order not in fresh_cancelled]
    finished = tuple(order_ticket(order) for order in done[:LAST_FINISHED])
    return Board(journal_id, _lanes(waiting, orders), finished, await _sold_out(store))


async def _open_orders(store: Store) -> list[Order]:
    """As they are due. One that moves on between two looks is seen once, where it is now."""
    found: dict[int, Order] = {}
    for status in ("placed", "baking", "ready"):
        found |= {order.number: order for order in await store.orders(status)}
    return sorted(found.values(), key=lambda order: (order.ready_at, order.number))


def _became_order(call: LiveCart, orders: list[Order]) -> bool:
    """Whether what the call holds is on the board already as an order, and nothing came on top."""
    placed = [order for order in orders if order.call_id == call.call_id]
    now = lines_of(call.cart or {})
    return any(not now or now == _lines(order) for order in placed)


def _lines(order: Order) -> tuple[Json, ...]:
    return tuple(line_json(line) for line in order.bill.lines)


def _lanes(live: list[Ticket], orders: list[Ticket]) -> tuple[Lane, ...]:
    def those(*statuses: str) -> tuple[Ticket, ...]:
        return tuple(ticket for ticket in orders if ticket.status in statuses)

    return (
        Lane("live", "On the phone now", "Nobody is calling.", tuple(live)),
        Lane("placed", "Placed", "Nothing to start.", those("placed", "cancelled")),
        Lane("baking", "Baking", "The oven is empty.", those("baking")),
        Lane("ready", "Ready", "Nothing to hand over.", those("ready")),
    )


async def _sold_out(store: Store) -> tuple[str, ...]:
    """Names in menu order, in the house's first language."""
    gone, menu = await store.sold_out(), here().files.menu
    items = (item.names[menu.language] for item in menu.items if item.id in gone.items)
    toppings = (topping.names[menu.language] for topping in menu.toppings if topping.id in gone.toppings)
    return (*items, *toppings)
