"""GET /calls/<callid>: one call in full, while it lasts and after."""

from quart import Blueprint, Response, abort, render_template

from pizzeria.web.call_view import CallView, look_at

blueprint = Blueprint("call_page", __name__)


@blueprint.get("/calls/<call_id>")
async def page(call_id: str) -> str:
    return await render_template("call.html", call=await _call(call_id))


@blueprint.get("/fragments/calls/<call_id>")
async def fragment(call_id: str) -> Response:
    found = await _call(call_id)
    html = await render_template("_call.html", call=found)
    return Response(html, headers={"Journal-Id": str(found.journal_id)})


async def _call(call_id: str) -> CallView:
    found = await look_at(call_id)
    if found is None:
        abort(404, "There is no such call.")
    return found
