"""The staff's API: the menu and what is sold out, orders and their steps, calls.

Shapes are the contract's; a list is a JSON array, newest first.
"""

from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from pydantic import Field
from quart import Blueprint, Response, abort, jsonify, request
from typing_extensions import TypedDict

from pizzeria.ordering.as_json import Json, order_json
from pizzeria.ordering.menu import Menu
from pizzeria.ordering.menu_as_json import menu_json
from pizzeria.ordering.order import Status
from pizzeria.web import asked
from pizzeria.web.call_json import call_json, detail_json
from pizzeria.web.call_shapes import ACall, WholeCall
from pizzeria.web.errors import problem
from pizzeria.web.here import here
from pizzeria.web.openapi import answers
from pizzeria.web.order_shapes import Step, TheOrder
from pizzeria.web.shapes import Availability, MenuItem, MenuTopping, TheMenu

STATUSES: tuple[Status, ...] = get_args(Status)
ORDERS, CALLS = 200, 100
ORDER = "/orders/<int(max=2147483647):number>"

blueprint = Blueprint("api", __name__, url_prefix="/api")


class OrdersAsked(TypedDict, total=False):
    status: Status
    limit: Annotated[int, Field(ge=1, le=ORDERS)]


class CallsAsked(TypedDict, total=False):
    limit: Annotated[int, Field(ge=1, le=CALLS)]
    before: Annotated[str, Field(description="a time with its zone, or that, a comma and a call's id")]


class Pages(TypedDict, total=False):
    link: Annotated[str, Field(description="of the next page, while there is one")]


@blueprint.get("/menu")
@answers(TheMenu)
async def menu() -> Json:
    return menu_json(await live_menu(), here().files.house)


@blueprint.post("/menu/items/<id>")
@answers(MenuItem, 404, asks=Availability)
async def change_item(id: str) -> Json:
    return await _change("item", id)


@blueprint.post("/menu/toppings/<id>")
@answers(MenuTopping, 404, asks=Availability)
async def change_topping(id: str) -> Json:
    return await _change("topping", id)


@blueprint.get("/orders")
@answers(list[TheOrder], 400, query=OrdersAsked)
async def orders() -> list[Json]:
    wanted = request.args.get("status")
    status = None if wanted is None else asked.one_of(wanted, STATUSES, "status")
    return [order_json(order) for order in await here().store.orders(status, asked.limit(ORDERS))]


@blueprint.get(ORDER)
@answers(TheOrder, 404)
async def order(number: int) -> Json:
    found = await here().store.order(number)
    if found is None:
        abort(problem(404, "unknown_order", f"There is no order {number}."))
    return order_json(found)


@blueprint.post(f"{ORDER}/status")
@answers(TheOrder, 404, 409, asks=Step)
async def advance(number: int) -> Json:
    to = asked.one_of((await asked.body()).get("status"), STATUSES, "status")
    return order_json(await here().store.advance(number, to))


@blueprint.post(f"{ORDER}/acknowledge")
@answers(TheOrder, 404)
async def acknowledge(number: int) -> Json:
    return order_json(await here().store.acknowledge(number))


@blueprint.get("/calls")
@answers(list[ACall], 400, query=CallsAsked, headers=(None, Pages))
async def calls() -> Response:
    """`Link` leads to the next page, while there is one."""
    limit = asked.limit(CALLS)
    found = await here().store.calls(limit + 1, *asked.before())
    page = [call_json(call) for call in found[:limit]]
    response = jsonify(page)
    if len(found) > limit:
        place = urlencode({"limit": limit, "before": f"{page[-1]['started_at']},{page[-1]['call_id']}"})
        response.headers["Link"] = f'</api/calls?{place}>; rel="next"'
    return response


@blueprint.get("/calls/<call_id>")
@answers(WholeCall, 404)
async def call(call_id: str) -> Json:
    found = await here().store.call(call_id)
    if found is None:
        abort(problem(404, "unknown_call", "There is no such call."))
    return detail_json(found)


async def live_menu() -> Menu:
    """The menu as it can be sold now."""
    gone = await here().store.sold_out()
    return here().files.menu.sold_out(gone.items, gone.toppings)


async def _change(kind: Literal["item", "topping"], id: str) -> Json:
    available = asked.truth(await asked.body(), "available")
    await here().store.set_available(kind, id, available)
    whole = menu_json(await live_menu(), here().files.house)
    things = whole["items" if kind == "item" else "toppings"]
    assert isinstance(things, list)
    return next(thing for thing in things if thing["id"] == id)
