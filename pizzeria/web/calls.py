"""GET /calls: the call log, found and opened row by row, under the day at a glance."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from quart import Blueprint, Response, render_template

from pizzeria.ordering.money import format_money
from pizzeria.store.records import CallRow
from pizzeria.web.call_view import CallView, look_at
from pizzeria.web.charts import Chart, charts, metrics, table
from pizzeria.web.day import bounds, figures
from pizzeria.web.here import here
from pizzeria.web.log_query import LogQuery, log_query
from pizzeria.web.words import dollars, seconds

PAGE = 50
HEARS = "call.started call.message call.flagged call.handed_over tool.used call.ended "
HEARS += "order.placed order.cancelled"

blueprint = Blueprint("calls", __name__)


@dataclass(frozen=True, slots=True)
class Glance:
    """A day in figures, for the top of the log."""

    day: date
    before: date
    after: date | None
    """None on the newest day there can be: today"""
    charts: tuple[Chart, ...]
    hours: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Log:
    journal_id: int
    query: LogQuery
    glance: Glance
    calls: Sequence[CallRow]
    opened: Mapping[str, CallView]
    """by call_id: what the open rows show"""
    older: str | None
    """where the next page is"""


@blueprint.get("/calls")
async def log() -> str:
    return await render_template("calls.html", log=await _log(), hears=HEARS)


@blueprint.get("/fragments/calls")
async def log_fragment() -> Response:
    found = await _log()
    html = await render_template("_calls.html", log=found)
    return Response(html, headers={"Journal-Id": str(found.journal_id)})


async def _log() -> Log:
    """The journal's id is read first: better told twice than never."""
    store, query = here().store, log_query()
    journal_id = await store.journal.last_id()
    rows: list[CallRow] = []
    if not query.too_short:
        rows = await store.call_log.find(query.search(here().files.house.hours.timezone), PAGE + 1)
    shown = rows[:PAGE]
    older = query.older(shown[-1]) if len(rows) > PAGE else None
    return Log(journal_id, query, await _glance(query.day), shown, await _opened(query, shown), older)


async def _opened(query: LogQuery, rows: Sequence[CallRow]) -> dict[str, CallView]:
    wanted = [row.call_id for row in rows if row.call_id in query.opened]
    found = [await look_at(call_id) for call_id in wanted]
    return {view.row.call_id: view for view in found if view}


async def _glance(wanted: date | None) -> Glance:
    """Counted in a thread: a busy day has more rows than may be counted between two frames of sound."""
    house, menu = here().files.house, here().files.menu
    zone = house.hours.timezone
    today = here().now().astimezone(zone).date()
    day = wanted or today
    calls, orders = await here().store.call_log.of_day(*bounds(day, zone))
    found = await asyncio.to_thread(figures, day, calls, orders, zone)
    money = partial(format_money, currency=house.currency, language=menu.language)
    counted = metrics(money, dollars, seconds)
    after = day + timedelta(days=1) if day < today else None
    return Glance(day, day - timedelta(days=1), after, charts(found, counted), table(found, counted))
