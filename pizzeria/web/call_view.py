"""One call as its pages show it, in the log's open row and on a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pizzeria.ordering.call_backs import CallBack
from pizzeria.store.records import CallDetail, CallRow
from pizzeria.web.course import Course, course
from pizzeria.web.day import percentile
from pizzeria.web.here import here
from pizzeria.web.tickets import Ticket, order_ticket
from pizzeria.web.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class CallView:
    journal_id: int
    """of the last event that is surely in it"""
    detail: CallDetail
    course: Course
    timeline: Timeline
    p50: int | None
    p95: int | None
    """voice to voice, in milliseconds"""
    ticket: Ticket | None
    called_back: Sequence[CallBack] = ()
    """about this call"""

    @property
    def row(self) -> CallRow:
        return self.detail.call


async def look_at(call_id: str) -> CallView | None:
    """None when there is no such call."""
    store = here().store
    journal_id = await store.journal.last_id()
    if (detail := await store.call(call_id)) is None:
        return None
    number = detail.call.order_number
    order = None if number is None else await store.order(number)
    happened, turns = course(detail), sorted(detail.turns_ms)
    return CallView(
        journal_id,
        detail,
        happened,
        timeline(happened, _lasted(detail.call, here().now())),
        percentile(turns, 50),
        percentile(turns, 95),
        None if order is None else order_ticket(order),
        await store.call_backs.about(call_id),
    )


def _lasted(call: CallRow, now: datetime) -> float:
    """Seconds, until its end or until now."""
    return max(0.0, ((call.ended_at or now) - call.started_at).total_seconds())
