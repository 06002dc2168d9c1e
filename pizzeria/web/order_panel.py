"""What staff may want of an order beside baking it: whom it is for, what was written to them, calling them.

GET /fragments/orders/<number>, and POST /api/messages/<number>/again.
"""

from quart import Blueprint, abort, render_template

from pizzeria.ordering.as_json import Json
from pizzeria.post.office import sends_messages
from pizzeria.web.errors import problem
from pizzeria.web.here import here
from pizzeria.web.openapi import answers
from pizzeria.web.shapes import MessageNamed

NUMBER = "<int(max=2147483647):number>"

blueprint = Blueprint("order_panel", __name__)


@blueprint.get(f"/fragments/orders/{NUMBER}")
async def fragment(number: int) -> str:
    order = await here().store.order(number)
    if order is None:
        abort(404, f"There is no order {number}.")
    backs = await here().store.call_backs.about(order.call_id)
    return await render_template("_order_panel.html", order=order, backs=backs, sends_messages=_sends())


@blueprint.post(f"/api/messages/{NUMBER}/again")
@answers(MessageNamed, 404, 409)
async def send_again(number: int) -> Json:
    """A person's decision: it may arrive twice. `number` is the message's in the outbox."""
    if not _sends():
        message = "No messages are sent: they are turned off in house.toml, or ELKS_API_* is missing."
        abort(problem(409, "not_connected", message))
    await here().store.outbox.again(number)
    return {"message": number}


def _sends() -> bool:
    return sends_messages(here().settings, here().files.house)
