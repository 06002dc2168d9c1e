"""GET and POST /api/kitchen: how far behind the kitchen is, and whether it takes orders.

`{"taking_orders": true, "behind_minutes": 0}`; POST either of them or both.
"""

from quart import Blueprint, abort

from pizzeria.ordering.as_json import Json, kitchen_json
from pizzeria.ordering.kitchen import LONGEST_BEHIND
from pizzeria.web import asked
from pizzeria.web.errors import problem
from pizzeria.web.here import here
from pizzeria.web.openapi import answers
from pizzeria.web.shapes import KitchenChange, TheKitchen

BEHIND, TAKING = "behind_minutes", "taking_orders"

blueprint = Blueprint("kitchen", __name__, url_prefix="/api/kitchen")


@blueprint.get("")
@answers(TheKitchen)
async def kitchen() -> Json:
    return kitchen_json(await here().store.kitchen())


@blueprint.post("")
@answers(TheKitchen, asks=KitchenChange)
async def change() -> Json:
    wanted = await asked.body()
    if wanted.keys().isdisjoint((BEHIND, TAKING)):
        abort(problem(400, "bad_request", f"Send `{BEHIND}`, `{TAKING}` or both.", key=BEHIND))
    behind = asked.number(wanted, BEHIND, LONGEST_BEHIND) if BEHIND in wanted else None
    taking = asked.truth(wanted, TAKING) if TAKING in wanted else None
    return kitchen_json(await here().store.set_kitchen(behind_minutes=behind, taking_orders=taking))
