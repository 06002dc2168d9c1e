"""GET /fragments/all-day: how many of each are still to be made, and how many were sold since midnight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quart import Blueprint, Response, render_template

from pizzeria.ordering.all_day import AllDay, Portion, Sold, count, day_began
from pizzeria.ordering.menu import Menu
from pizzeria.ordering.order import Order
from pizzeria.web.here import here

TO_BE_MADE = ("placed", "baking")

blueprint = Blueprint("all_day", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str
    to_make: str
    sold: str
    """numbers as a cook writes them: "12", "2½" """


@blueprint.get("/fragments/all-day")
async def all_day() -> Response:
    store, files = here().store, here().files
    journal_id = await store.journal.last_id()
    sold = await store.all_day(day_began(here().now(), files.house.hours.timezone))
    made = to_make((await store.on_board(0)).due)
    html = await render_template(
        "_all_day.html",
        dishes=_rows(made.items, sold.items, {item.id: item.names for item in files.menu.items}, files.menu),
        bases=_rows(made.bases, sold.bases, {base.id: base.names for base in files.menu.bases}, files.menu),
    )
    return Response(html, headers={"Journal-Id": str(journal_id)})


def to_make(orders: Iterable[Order]) -> AllDay:
    """What is placed or baking."""
    return count(
        Portion(line.item, line.second_half, line.base if line.base_name else "", line.quantity)
        for order in orders
        if order.status in TO_BE_MADE
        for line in order.bill.lines
    )


def pieces(sold: Iterable[Sold]) -> int:
    """A pizza of two halves is one."""
    return sum(2 * each.whole + each.halves for each in sold) // 2


def _rows(
    made: Iterable[Sold], sold: Iterable[Sold], names: Mapping[str, Mapping[str, str]], menu: Menu
) -> list[Row]:
    """First what is still to be made, then the rest of what was sold; the most first."""
    to_do, done = {each.id: each for each in made}, {each.id: each for each in sold}
    return [
        Row(
            id, names[id][menu.language] if id in names else id, _number(to_do.get(id)), _number(done.get(id))
        )
        for id in to_do | done
    ]


def _number(sold: Sold | None) -> str:
    if sold is None:
        return ""
    whole, half = divmod(2 * sold.whole + sold.halves, 2)
    return f"{whole or ''}{'½' if half else ''}"
