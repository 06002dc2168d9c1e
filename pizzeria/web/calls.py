"""GET /calls and /calls/<callid>: the call log and one call in full, while it lasts and after."""

from dataclasses import dataclass
from datetime import datetime

from quart import Blueprint, Response, abort, render_template

from pizzeria.ordering.events import CallMessage, ToolUsed
from pizzeria.store.records import CallDetail, CallRow
from pizzeria.web import asked
from pizzeria.web.call_json import turn_median
from pizzeria.web.here import here
from pizzeria.web.tickets import Ticket, order_ticket

PAGE = 50

blueprint = Blueprint("calls", __name__)


@dataclass(frozen=True, slots=True)
class Log:
    journal_id: int
    calls: list[CallRow]
    older: datetime | None
    """the next page holds what began before this"""


@dataclass(frozen=True, slots=True)
class Call:
    journal_id: int
    detail: CallDetail
    course: list[CallMessage | ToolUsed]
    """what was said and done, in the order of time"""
    turn_median_ms: int | None
    ticket: Ticket | None


@blueprint.get("/calls")
async def log() -> str:
    return await render_template("calls.html", log=await _log())


@blueprint.get("/fragments/calls")
async def log_fragment() -> Response:
    found = await _log()
    return await _fragment("_calls.html", found.journal_id, log=found)


@blueprint.get("/calls/<call_id>")
async def call(call_id: str) -> str:
    return await render_template("call.html", call=await _call(call_id))


@blueprint.get("/fragments/calls/<call_id>")
async def call_fragment(call_id: str) -> Response:
    found = await _call(call_id)
    return await _fragment("_call.html", found.journal_id, call=found)


async def _fragment(template: str, journal_id: int, **values: object) -> Response:
    html = await render_template(template, **values)
    return Response(html, headers={"Journal-Id": str(journal_id)})


async def _log() -> Log:
    store = here().store
    journal_id = await store.journal.last_id()
    rows = await store.calls(PAGE, asked.before())
    return Log(journal_id, rows, rows[-1].started_at if len(rows) == PAGE else None)


async def _call(call_id: str) -> Call:
    store = here().store
    journal_id = await store.journal.last_id()
    detail = await store.call(call_id)
    if detail is None:
        abort(404, "There is no such call.")
    number = detail.call.order_number
    order = None if number is None else await store.order(number)
    ticket = None if order is None else order_ticket(order)
    course: list[CallMessage | ToolUsed] = [*detail.messages, *detail.tools]
    course.sort(key=lambda event: event.at)
    return Call(journal_id, detail, course, turn_median(detail), ticket)
