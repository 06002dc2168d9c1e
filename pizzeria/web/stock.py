"""GET /fragments/stock: everything on the menu by category, and whether it can be had tonight."""

from dataclasses import dataclass

from quart import Blueprint, Response, render_template

from pizzeria.ordering.menu import Item, Menu
from pizzeria.web.api import live_menu
from pizzeria.web.here import here

blueprint = Blueprint("stock", __name__)


@dataclass(frozen=True, slots=True)
class Thing:
    kind: str
    """item or topping"""
    id: str
    name: str
    available: bool
    """false when it was marked itself, which a tap takes back"""
    lacks: tuple[str, ...] = ()
    """names of the toppings that have run out and belong on it"""


@dataclass(frozen=True, slots=True)
class Shelf:
    title: str
    things: tuple[Thing, ...]


@blueprint.get("/fragments/stock")
async def stock() -> Response:
    journal_id = await here().store.journal.last_id()
    html = await render_template("_stock.html", shelves=await _shelves())
    return Response(html, headers={"Journal-Id": str(journal_id)})


async def _shelves() -> list[Shelf]:
    """In menu order, the toppings last; names in the house's first language."""
    menu = await live_menu()
    say = menu.language
    shelves = [
        Shelf(
            category.names[say],
            tuple(
                Thing("item", item.id, item.names[say], not item.sold_out, _lacks(menu, item))
                for item in menu.items
                if item.category == category.id
            ),
        )
        for category in menu.categories
    ]
    toppings = (Thing("topping", each.id, each.names[say], each.available) for each in menu.toppings)
    return [*(shelf for shelf in shelves if shelf.things), Shelf("Toppings", tuple(toppings))]


def _lacks(menu: Menu, item: Item) -> tuple[str, ...]:
    return tuple(menu.topping_by_id[id].names[menu.language] for id in menu.lacks(item))
