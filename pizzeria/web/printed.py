"""GET /orders/<number>/ticket: one order on 80 mm paper. It prints without a script; with one, by itself."""

from quart import Blueprint, abort, render_template

from pizzeria.web.here import here
from pizzeria.web.tickets import order_ticket

blueprint = Blueprint("printed", __name__)


@blueprint.get("/orders/<int(max=2147483647):number>/ticket")
async def ticket(number: int) -> str:
    order = await here().store.order(number)
    if order is None:
        abort(404, f"There is no order {number}.")
    return await render_template("printed.html", ticket=order_ticket(order))
