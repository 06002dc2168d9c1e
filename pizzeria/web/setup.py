"""GET /setup: from nothing to a ringing phone in four steps."""

import json

from quart import Blueprint, render_template

from pizzeria.web.here import here
from pizzeria.web.outside import is_reachable, socket_address

CONNECT = json.dumps({"connect": "+4600XXXXXXX"})
"""voice_start of the number that customers dial"""

blueprint = Blueprint("setup", __name__)


@blueprint.get("/setup")
async def setup() -> str:
    house = here()
    return await render_template(
        "setup.html",
        socket=socket_address(),
        reachable=is_reachable(),
        connect=CONNECT,
        settings=house.settings,
        phone=house.files.house.phone,
        last_call=next(iter(await house.store.calls(limit=1)), None),
    )
