"""GET /calls/<callid>: one call in full, while it lasts and after, and what can be taken home of it."""

from dataclasses import dataclass
from datetime import timedelta

from quart import Blueprint, Response, abort, render_template

from pizzeria.store.records import CallRow
from pizzeria.tape.ending import Cut
from pizzeria.web.call_files import scenario_of
from pizzeria.web.call_view import CallView, look_at
from pizzeria.web.here import here
from pizzeria.web.recordings import recordings

SHELVED_WITHIN = timedelta(seconds=15)
"""after a call's end: a tape is scrubbed and put on its shelf"""

blueprint = Blueprint("call_page", __name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was kept of the call on tape."""

    recording: bool = False
    scenario: bool = False
    coming: bool = False
    """the tape is not on its shelf yet"""
    cut: Cut | None = None
    """where the recording ends, when it ends before the call"""


@blueprint.get("/calls/<call_id>")
async def page(call_id: str) -> str:
    found = await _call(call_id)
    return await render_template("call.html", call=found, taken=await _taken(found.row))


@blueprint.get("/fragments/calls/<call_id>")
async def fragment(call_id: str) -> Response:
    found = await _call(call_id)
    html = await render_template("_call.html", call=found, taken=await _taken(found.row))
    return Response(html, headers={"Journal-Id": str(found.journal_id)})


async def _call(call_id: str) -> CallView:
    found = await look_at(call_id)
    if found is None:
        abort(404, "There is no such call.")
    return found


async def _taken(row: CallRow) -> Taken:
    if row.ended_at is None:
        return Taken()
    kept = await recordings().kept(row.call_id)
    if kept is None:
        taping = here().settings.tapes != "off"
        return Taken(coming=taping and here().now() < row.ended_at + SHELVED_WITHIN)
    return Taken(kept.full, scenario_of() is not None, cut=kept.cut if kept.full else None)
