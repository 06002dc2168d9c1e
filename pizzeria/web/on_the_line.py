"""What staff do to a call that is on: POST /api/calls/<id>/take-over and /hang-up; and to the order that a
call left behind which was cut off: /drop-draft.
"""

from quart import Blueprint, abort

from pizzeria.ordering.as_json import Json
from pizzeria.web.call_shapes import CallNamed
from pizzeria.web.errors import problem
from pizzeria.web.here import LiveCall, here
from pizzeria.web.openapi import answers

TAKEN = "staff take the call"

blueprint = Blueprint("on_the_line", __name__, url_prefix="/api/calls/<call_id>")


@blueprint.post("/take-over")
@answers(CallNamed, 404, 409)
async def take_over(call_id: str) -> Json:
    """The agent says so and goes; 46elks then asks who is rung. 409 without a way for 46elks to ask."""
    if here().settings.phone_token is None:
        message = "46elks cannot be told to ring you: set PIZZERIA_PHONE_TOKEN, then `pizzeria connect`."
        abort(problem(409, "not_connected", message))
    call = _live(call_id)
    await here().store.hand_overs.want(call_id, TAKEN)
    call.hand_over()
    return {"call_id": call_id}


@blueprint.post("/hang-up")
@answers(CallNamed, 404)
async def hang_up(call_id: str) -> Json:
    _live(call_id).cut_off()
    return {"call_id": call_id}


@blueprint.post("/drop-draft")
@answers(CallNamed, 404, 409)
async def drop_draft(call_id: str) -> Json:
    """409 no_draft when it is not waiting any more."""
    await here().store.drafts.drop(call_id)
    return {"call_id": call_id}


def _live(call_id: str) -> LiveCall:
    call = here().switchboard.live(call_id)
    if call is None:
        abort(problem(404, "not_on_the_line", "That call is not on the line any more."))
    return call
