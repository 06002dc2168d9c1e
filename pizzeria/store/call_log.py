"""The call log as it is read: a page of calls that somebody looks for, and all that a day's figures need.

Plain columns and not mapped objects: a call's row has a whole cart in it, which nobody reads here.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Row,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.events import ANNOUNCEMENT
from pizzeria.store.engine import Database
from pizzeria.store.records import CallRow, CallSearch, DayCall, DayOrder

_tables = SQLModel.metadata.tables
_calls, _orders, _said = (_tables[name].c for name in ("calls", "orders", "call_messages"))
_calls_own = _orders.call_id == _calls.call_id
_newest = select(_orders.number).where(_calls_own).order_by(_orders.number.desc()).limit(1)
_number = _newest.correlate(SQLModel.metadata.tables["calls"]).scalar_subquery()
_name = (
    _newest.with_only_columns(_orders.customer_name)
    .correlate(SQLModel.metadata.tables["calls"])
    .scalar_subquery()
)
_a_row = (
    _calls.call_id,
    _calls.from_number,
    _calls.to_number,
    _calls.status,
    _calls.started_at,
    _calls.ended_at,
    _calls.duration_seconds,
    _calls.end_reason,
    _number,
    func.coalesce(_name, ""),
    _calls.flags,
    _calls.mood,
)


def _plain(time: ColumnElement[datetime]) -> ColumnElement[datetime]:
    return type_coerce(time, DateTime(timezone=True))


_ordered = exists().where(_calls_own, _orders.status != "cancelled").correlate_except(_orders.call_id.table)
_from_a_call = exists().where(_calls_own).correlate_except(_calls.call_id.table)
_agent_spoke = (
    exists()
    .where(_said.call_id == _calls.call_id, _said.role == "assistant", _said.item_id != ANNOUNCEMENT)
    .correlate_except(_said.call_id.table)
)
_of_day = select(_plain(_calls.started_at), _ordered, cast(_calls.turns_ms, String), _calls.cost_microdollars)
_placed = select(_plain(_orders.placed_at), _orders.total, _orders.status).where(_from_a_call)


class CallLog:
    """What the log's pages ask."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, search: CallSearch, limit: int = 50) -> list[CallRow]:
        """Newest first; those of one instant by their ids, so that a page begins where the last one ended."""
        query = select(*_a_row).where(*_conditions(search)).limit(limit)
        query = query.order_by(_calls.started_at.desc(), _calls.call_id)
        return await self._rows(query)

    async def answered(self, call_ids: Sequence[str]) -> list[CallRow]:
        """Those of these calls in which the agent was heard, newest first."""
        heard = or_(_calls.answer_ms.is_not(None), _agent_spoke)
        query = select(*_a_row).where(_calls.call_id.in_(call_ids), heard)
        return await self._rows(query.order_by(_calls.started_at.desc()))

    async def of_day(self, since: datetime, until: datetime) -> tuple[list[DayCall], list[DayOrder]]:
        """Calls that began and orders that calls placed from `since` up to, not including, `until`.

        There may be thousands: what takes time to read (documents, zones) is left to whoever counts them.
        """
        calls = _of_day.where(_within(_calls.started_at, since, until))
        orders = _placed.where(_within(_orders.placed_at, since, until))

        async def work(session: AsyncSession) -> tuple[list[DayCall], list[DayOrder]]:
            rung, placed = await _rows(session, calls), await _rows(session, orders)
            return [DayCall(*row) for row in rung], [DayOrder(*row) for row in placed]

        return await self._database.read(work)

    async def _rows(self, query: Select[*tuple[Any, ...]]) -> list[CallRow]:
        async def work(session: AsyncSession) -> list[CallRow]:
            return [CallRow(*values) for values in map(tuple, await _rows(session, query))]

        return await self._database.read(work)


async def _rows(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
    return await session.run_sync(lambda session: session.connection().execute(query).all())


def _within(time: ColumnElement[datetime], since: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(time >= since, time < until)


def _conditions(search: CallSearch) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if search.digits:
        wanted.append(or_(*(_calls.from_number.contains(run) for run in search.digits)))
    if search.names:
        named = or_(*(_orders.customer_name.icontains(name, autoescape=True) for name in search.names))
        wanted.append(exists().where(_calls_own, named).correlate_except(_orders.call_id.table))
    if search.since:
        wanted.append(_calls.started_at >= search.since)
    if search.until:
        wanted.append(_calls.started_at < search.until)
    if search.before and search.beside:
        at = _exactly(search.before, search.beside)
        same = and_(_calls.started_at == at, _calls.call_id > search.beside)
        wanted.append(or_(_calls.started_at < at, same))
    elif search.before:
        wanted.append(_calls.started_at < search.before)
    return wanted


def _exactly(at: datetime, call_id: str) -> ColumnElement[datetime]:
    """When this call began: who asks may have been told it to the millisecond only."""
    other = SQLModel.metadata.tables["calls"].alias()
    own = select(other.c.started_at).where(other.c.call_id == call_id).scalar_subquery()
    return func.coalesce(own, literal(at, _calls.started_at.type))
