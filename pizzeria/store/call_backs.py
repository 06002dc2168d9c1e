"""Calls that the house makes: begun once, counted against their limits, and moved by what 46elks tells."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import String
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from pizzeria.errors import Refused
from pizzeria.ordering.call_backs import CallBack, CallBackState, Purpose
from pizzeria.ordering.events import Event
from pizzeria.ordering.line_events import CalledBack
from pizzeria.store.columns import UtcTime, Words
from pizzeria.store.engine import Database
from pizzeria.store.tables import NUMBERED, Calls

Tell = Callable[[AsyncSession, Event], Awaitable[None]]
Again = Callable[[int], datetime | None]
"""after the so-manieth attempt, when the next is; None when there is none"""
About = tuple[str, int | None]
"""the id of the call and the number of the order that it is about"""
DAY = timedelta(days=1)
LONGEST = timedelta(minutes=30)
"""that a call counts as under way, should nobody ever tell how it ended"""
UNDER_WAY: tuple[CallBackState, ...] = ("ringing", "uncertain")
NOT_MADE: tuple[CallBackState, ...] = ("waiting", "declined", "dropped")


class CallBackRows(SQLModel, table=True):
    __tablename__: ClassVar[str] = "call_backs"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    call_id: str = Field(default="", sa_type=Words, index=True, sa_column_kwargs={"server_default": ""})
    to_number: str = Field(sa_type=Words, index=True)
    purpose: Purpose = Field(sa_type=String)
    about_call: str = Field(sa_type=Words, index=True)
    order_number: int | None = None
    state: CallBackState = Field(sa_type=String)
    why: str = Field(default="", sa_type=Words, sa_column_kwargs={"server_default": ""})
    asked_at: datetime = Field(sa_type=UtcTime)
    wished_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """by staff; None of what older houses wrote, who asked at once"""
    due_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    attempt: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


class CallBacks:
    def __init__(self, database: Database, tell: Tell, now: Callable[[], datetime]) -> None:
        self._database = database
        self._tell = tell
        self._now = now

    async def begin(self, to_number: str, purpose: Purpose, about: About, most_a_day: int) -> CallBack:
        """`about`: the call's id and the order's number. Written down before 46elks is asked.

        Raises Refused already_calling, or too_often.
        """
        now = self._now()

        async def work(session: AsyncSession) -> CallBack:
            earlier = await made(session, to_number, now)
            if await on_the_line(session, to_number, earlier, now):
                raise Refused("already_calling", "That customer is being called already.")
            if len(earlier) >= most_a_day:
                raise Refused("too_often", "That customer was called often enough for a day.")
            await self.drop_waiting(session, to_number, "called sooner")
            row = new_row(to_number, purpose, about, now)
            return await self.add(session, row)

        return await self._database.write(work)

    async def move(
        self, id: int, to: CallBackState, why: str = "", call_id: str = "", again: Again | None = None
    ) -> None:
        """What became of it; who has answered has answered. Who has not is tried again when `again` says."""

        async def work(session: AsyncSession) -> None:
            row = await session.get(CallBackRows, id)
            if row is None:
                return
            row.call_id = call_id or row.call_id
            if row.state not in (to, "answered"):
                row.state, row.why = to, why
                await self.say(session, row)
                await self._follow(session, row, again)

        await self._database.write(work)

    async def of_call(self, call_id: str) -> CallBack | None:
        """The one that this call was made for."""
        return next(iter(await self._where(CallBackRows.call_id == call_id)), None) if call_id else None

    async def about(self, call_id: str) -> list[CallBack]:
        """Oldest first."""
        return await self._where(CallBackRows.about_call == call_id)

    async def _where(self, condition: bool) -> list[CallBack]:
        query = select(CallBackRows).where(condition).order_by(col(CallBackRows.id))

        async def work(session: AsyncSession) -> list[CallBack]:
            return [call_back(row) for row in await session.exec(query)]

        return await self._database.read(work)

    async def _follow(self, session: AsyncSession, row: CallBackRows, again: Again | None) -> None:
        """What is to be done about those who wait, now that this one has got on."""
        if row.state == "answered":
            await self.drop_waiting(session, row.to_number, "answered meanwhile")
        due = again(row.attempt) if again and row.state == "unanswered" else None
        if due is None or await has_waiting(session, row.to_number):
            return
        about = (row.about_call, row.order_number)
        following = new_row(row.to_number, row.purpose, about, self._now())
        following.state, following.due_at = "waiting", due
        following.attempt, following.wished_at = row.attempt + 1, row.wished_at or row.asked_at
        await self.add(session, following)

    # within somebody's transaction

    async def add(self, session: AsyncSession, row: CallBackRows) -> CallBack:
        session.add(row)
        await session.flush()
        await self.say(session, row)
        return call_back(row)

    async def drop_waiting(self, session: AsyncSession, to_number: str, why: str) -> None:
        for row in await session.exec(_waiting(to_number)):
            row.state, row.why, row.due_at = "dropped", why, None
            await self.say(session, row)

    async def say(self, session: AsyncSession, row: CallBackRows) -> None:
        assert row.id is not None
        await self._tell(session, CalledBack(row.about_call, row.id, row.purpose, row.state, row.why))


def new_row(to_number: str, purpose: Purpose, about: About, now: datetime) -> CallBackRows:
    """It rings now."""
    return CallBackRows(
        to_number=to_number,
        purpose=purpose,
        about_call=about[0],
        order_number=about[1],
        state="ringing",
        asked_at=now,
        wished_at=now,
    )


async def made(session: AsyncSession, to_number: str, now: datetime) -> Sequence[CallBackRows]:
    """Those that this number was really called with in the last day."""
    query = select(CallBackRows).where(CallBackRows.to_number == to_number)
    query = query.where(col(CallBackRows.asked_at) >= now - DAY, col(CallBackRows.state).not_in(NOT_MADE))
    return (await session.exec(query)).all()


async def on_the_line(
    session: AsyncSession, to_number: str, earlier: Sequence[CallBackRows], now: datetime
) -> bool:
    """Whether this customer's telephone rings already, or is in use with us. `earlier`: those made."""
    if any(row.state in UNDER_WAY and row.asked_at >= now - LONGEST for row in earlier):
        return True
    query = select(Calls.id).where(Calls.from_number == to_number, Calls.status == "active")
    return (await session.exec(query)).first() is not None


async def has_waiting(session: AsyncSession, to_number: str) -> bool:
    return (await session.exec(_waiting(to_number))).first() is not None


def _waiting(to_number: str) -> SelectOfScalar[CallBackRows]:
    return select(CallBackRows).where(CallBackRows.to_number == to_number, CallBackRows.state == "waiting")


async def called_by(session: AsyncSession, call_id: str) -> str | None:
    """The customer whom the house called with this call; None of a call that came in."""
    query = select(CallBackRows.to_number).where(CallBackRows.call_id == call_id, CallBackRows.call_id != "")
    return (await session.exec(query)).first()


async def newest_states(session: AsyncSession, call_ids: Sequence[str]) -> dict[str, CallBackState]:
    """Of the last call back about each of these calls, where there was one."""
    if not call_ids:
        return {}
    query = select(CallBackRows).where(col(CallBackRows.about_call).in_(call_ids))
    return {row.about_call: row.state for row in await session.exec(query.order_by(col(CallBackRows.id)))}


def call_back(row: CallBackRows) -> CallBack:
    assert row.id is not None
    return CallBack(
        row.id,
        row.call_id,
        row.to_number,
        row.purpose,
        row.about_call,
        row.order_number,
        row.state,
        row.why,
        row.asked_at,
        row.attempt,
        row.due_at,
    )
