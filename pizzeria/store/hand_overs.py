"""Calls that leave the agent: for staff, and back again; and how the phone company saw the end.

46elks' own documents leave open whether a call has the same id on our socket as in the webhooks (two projects
in production say so, one says not): who is not found by the id is looked for by the number, among the newest.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.events import Event
from pizzeria.ordering.line_events import CallClosed, HandedOver, HandOverState
from pizzeria.store.engine import Database
from pizzeria.store.records import HandOver
from pizzeria.store.tables import Calls

Tell = Callable[[AsyncSession, Event], Awaitable[None]]
FRESH = timedelta(minutes=10)
"""within which a caller whom staff did not get to talk with is still waiting for them"""
AT_MOST_AGO = timedelta(hours=2)
"""that such a call began: an index finds it"""


class HandOvers:
    def __init__(self, database: Database, tell: Tell, now: Callable[[], datetime]) -> None:
        self._database = database
        self._tell = tell
        self._now = now

    async def want(self, call_id: str, reason: str) -> bool:
        """The caller is to be put through. False for a call that nobody knows."""

        async def work(session: AsyncSession) -> bool:
            if (row := await find_call(session, call_id)) is None:
                return False
            row.hand_over_reason, row.hand_over_at = reason, self._now()
            await self._move(session, row, "wanted")
            return True

        return await self._database.write(work)

    async def ring(self, call_id: str, from_number: str) -> bool:
        """Staff are rung now, if that was wanted: whether it was. Asked again, the answer is the same."""

        async def work(session: AsyncSession) -> bool:
            row = await find_call(session, call_id) or await self._wanted_by(session, from_number)
            if row is None or row.hand_over not in ("wanted", "ringing"):
                return False
            await self._move(session, row, "ringing")
            return True

        return await self._database.write(work)

    async def rang(self, call_id: str, from_number: str, to: HandOverState) -> None:
        """What became of ringing staff."""

        async def work(session: AsyncSession) -> None:
            row = await find_call(session, call_id) or await self._wanted_by(session, from_number)
            if row is not None and row.hand_over == "ringing":
                await self._move(session, row, to)

        await self._database.write(work)

    async def close(self, closed: CallClosed) -> bool:
        """How the phone company saw the end; whether we know the call. Told once; the last word counts, but
        "ongoing" after an end does not.
        """

        async def work(session: AsyncSession) -> bool:
            if (row := await find_call(session, closed.call_id)) is None:
                return False
            said = (closed.state, closed.duration_seconds)
            late = closed.state == "ongoing" and row.closed_state is not None
            if not late and said != (row.closed_state, row.closed_seconds):
                row.closed_state, row.closed_seconds = said
                await self._tell(session, closed)
            if row.hand_over in ("wanted", "ringing"):
                await self._move(session, row, "over" if row.hand_over == "ringing" else "unanswered")
            return True

        return await self._database.write(work)

    async def _move(self, session: AsyncSession, row: Calls, to: HandOverState) -> None:
        if to == row.hand_over and to != "wanted":
            return
        row.hand_over = to
        await self._tell(session, HandedOver(row.call_id, to, row.hand_over_reason, self._now()))

    async def _wanted_by(self, session: AsyncSession, from_number: str) -> Calls | None:
        if not from_number:
            return None
        query = select(Calls).where(Calls.from_number == from_number)
        query = query.where(col(Calls.hand_over_at) >= self._now() - FRESH)
        return (await session.exec(query.order_by(col(Calls.hand_over_at).desc()).limit(1))).one_or_none()


async def handed_back(session: AsyncSession, from_number: str, now: datetime) -> Calls | None:
    """The newest call of this number, if staff were wanted in it and have not talked with the caller."""
    query = select(Calls).where(Calls.from_number == from_number, Calls.status == "completed")
    query = query.where(col(Calls.started_at) >= now - AT_MOST_AGO)
    newest = (await session.exec(query.order_by(col(Calls.started_at).desc()).limit(1))).one_or_none()
    if newest is None or newest.ended_at is None or newest.ended_at < now - FRESH or newest.draft_to:
        return None
    return newest if newest.hand_over not in (None, "over") else None


def hand_over_of(row: Calls) -> HandOver | None:
    if row.hand_over is None or row.hand_over_at is None:
        return None
    return HandOver(row.call_id, row.hand_over, row.hand_over_reason, row.hand_over_at)


async def find_call(session: AsyncSession, call_id: str) -> Calls | None:
    return (await session.exec(select(Calls).where(Calls.call_id == call_id))).one_or_none()
