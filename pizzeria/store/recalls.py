"""Calls that the house is to make later: they wait as rows, and are looked at again when their time has come.

A lot may have happened meanwhile, so a turn is taken in one transaction with the question whether it may be.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.call_backs import CallBack, CallBackRules, Purpose, decent
from pizzeria.ordering.order import OPEN
from pizzeria.store.call_backs import About, CallBackRows, CallBacks, call_back, made, new_row, on_the_line
from pizzeria.store.engine import Database
from pizzeria.store.tables import Calls, Orders

_waits = CallBackRows.state == "waiting"


class Recalls:
    def __init__(self, database: Database, call_backs: CallBacks, now: Callable[[], datetime]) -> None:
        self._database = database
        self._call_backs = call_backs
        self._now = now

    async def wait(self, to_number: str, purpose: Purpose, about: About, due: datetime) -> CallBack:
        """`about`: as with `begin`. Instead of what else waits for this customer."""

        async def work(session: AsyncSession) -> CallBack:
            await self._call_backs.drop_waiting(session, to_number, "wished for otherwise")
            row = new_row(to_number, purpose, about, self._now())
            row.state, row.due_at = "waiting", due
            return await self._call_backs.add(session, row)

        return await self._database.write(work)

    async def due(self) -> list[int]:
        """Whose time has come, the longest due first."""
        query = select(CallBackRows.id).where(_waits, col(CallBackRows.due_at) <= self._now())

        async def work(session: AsyncSession) -> list[int]:
            found = await session.exec(query.order_by(col(CallBackRows.due_at)))
            return [id for id in found if id is not None]

        return await self._database.read(work)

    async def next_due(self) -> datetime | None:
        query = select(func.min(CallBackRows.due_at)).where(_waits)

        async def work(session: AsyncSession) -> datetime | None:
            return (await session.exec(query)).one()

        return await self._database.read(work)

    async def take(self, id: int, rules: CallBackRules, timezone: ZoneInfo) -> CallBack | None:
        """It rings now. None when it waits on (it is night, or they are on the line), or is dropped, or was
        taken by another.
        """
        now = self._now()

        async def work(session: AsyncSession) -> CallBack | None:
            row = await session.get(CallBackRows, id)
            if row is None or row.state != "waiting":
                return None
            earlier = await made(session, row.to_number, now)
            why = await _needless(session, row)
            if not why and len(earlier) >= rules.most_a_day:
                why = "called often enough for a day"
            decently = decent(rules, now, timezone)
            if why:
                row.state, row.why, row.due_at = "dropped", why, None
            elif decently > now or await on_the_line(session, row.to_number, earlier, now):
                row.due_at = max(decently, now + timedelta(minutes=rules.minutes_between))
            else:
                row.state, row.asked_at, row.due_at = "ringing", now, None
            await self._call_backs.say(session, row)
            return call_back(row) if row.state == "ringing" else None

        return await self._database.write(work)


async def _needless(session: AsyncSession, row: CallBackRows) -> str:
    """Why this call need not be made any more; "" when it need."""
    if row.order_number is not None:
        status = (await session.exec(select(Orders.status).where(Orders.number == row.order_number))).first()
        if status not in OPEN:
            return f"the order is {status}"
    ours = select(CallBackRows.call_id).where(CallBackRows.call_id != "")
    query = select(Calls.id).where(Calls.from_number == row.to_number, col(Calls.call_id).not_in(ours))
    since = col(Calls.started_at) >= (row.wished_at or row.asked_at)
    query = query.where(or_(since, Calls.status == "active"))
    return "they have called" if (await session.exec(query)).first() is not None else ""
