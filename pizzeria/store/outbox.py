"""The outbox: letters kept until they are delivered, each taken by one process at a time.

A letter is queued in the transaction of what it tells. Taking, settling and reporting are transactions of
their own; there is one writer at a time (engine.py), so no two take the same letter. What happens to a letter
is decided in outbox.decisions; here it is found, written and told.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Refused
from pizzeria.ordering.events import Event
from pizzeria.outbox.decisions import AGAIN_USEFUL, Move, Outcome, Taken, after, again, begin, reported
from pizzeria.outbox.letters import SHOWN, Post, Route
from pizzeria.store.engine import Database
from pizzeria.store.errands import Errand, Sending
from pizzeria.store.outbox_rows import (
    add,
    changed,
    due,
    entry_of,
    errand_of,
    find,
    note,
    on,
    sending_of,
    standing_of,
)
from pizzeria.store.outbox_tables import OutboxLetters
from pizzeria.store.spending import Budget, Purse
from pizzeria.store.troubles import news_of

Tell = Callable[[AsyncSession, Event], Awaitable[None]]

KEPT = timedelta(days=30)
"""after which a letter that is done is forgotten"""


class Outbox:
    def __init__(self, database: Database, tell: Tell, now: Callable[[], datetime]) -> None:
        self._database = database
        self._tell = tell
        self._now = now

    async def queue(self, session: AsyncSession, post: Post) -> None:
        """In the session of a `Database.write`. A key that was queued before is not queued again."""
        if post.withdrawn:
            unsent = col(OutboxLetters.state) == "queued"
            await session.exec(
                delete(OutboxLetters).where(col(OutboxLetters.key).in_(post.withdrawn), unsent)
            )
        if post.letters:
            await add(session, post.letters, self._now())

    async def take(self, route: Route, budget: Budget | None = None) -> list[Errand]:
        """The next letters that are due, for whoever asks first; none when nothing is due.

        With a `budget`, messages that it does not cover have failed.
        """

        async def work(session: AsyncSession) -> list[Errand]:
            now = self._now()
            purse = await Purse.open(session, budget)
            while rows := await due(session, route, now):
                errands = [await self._begin(session, row, now, purse) for row in rows]
                if any(errands):
                    return [errand for errand in errands if errand]
            return []

        return await self._database.write(work)

    async def settle(self, errand: Errand, outcome: Outcome) -> None:
        """What came of an errand. One that came back too late changes nothing that others have found out."""

        async def work(session: AsyncSession) -> None:
            row = await session.get(OutboxLetters, errand.id)
            if row is None:
                return
            if isinstance(outcome, Taken):
                note(row, outcome)
            if row.attempts == errand.standing.attempts and row.state in ("sending", "uncertain"):
                await self._move(session, row, after(standing_of(row), outcome, self._now()))
                if news := await news_of(session, row):
                    await self._tell(session, news)

        await self._database.write(work)

    async def report(self, letter: int | None, remote_id: str, told: str) -> bool:
        """What 46elks says became of a message, known by our id or its own; whether it is one of ours.

        The same report twice is told once.
        """

        async def work(session: AsyncSession) -> bool:
            row = await find(session, letter, remote_id)
            if row is None or row.carrier != "sms" or row.remote_id not in ("", remote_id):
                return False
            row.remote_id = remote_id
            if (state := reported(row.state, told)) != row.state:
                await self._move(session, row, Move(state, None))
            return True

        return await self._database.write(work)

    async def again(self, letter: int) -> None:
        """A message is sent once more because a person says so, and it may arrive twice.

        Whoever still asks about the earlier try changes nothing: tries go on counting. Raises Refused
        unknown_message, or not_allowed.
        """

        async def work(session: AsyncSession) -> None:
            row = await session.get(OutboxLetters, letter)
            if row is None:
                raise Refused("unknown_message", f"There is no message {letter}.")
            now = self._now()
            move = again(standing_of(row), now)
            row.remote_id, row.expires_at = "", max(row.expires_at, now + AGAIN_USEFUL)
            await self._move(session, row, move)

        await self._database.write(work)

    async def next_due(self, route: Route) -> datetime | None:
        """When the next letter is due; None when none waits."""
        query = select(func.min(OutboxLetters.due_at)).where(*on(route))

        async def work(session: AsyncSession) -> datetime | None:
            return (await session.exec(query)).one()

        return await self._database.read(work)

    async def known(self, remote_ids: Sequence[str]) -> set[str]:
        """Which of 46elks' ids are those of letters already."""
        query = select(OutboxLetters.remote_id).where(col(OutboxLetters.remote_id).in_(remote_ids))

        async def work(session: AsyncSession) -> set[str]:
            return set(await session.exec(query))

        return await self._database.read(work)

    async def newest(self, limit: int = 100) -> list[Sending]:
        """As they stand, the last queued first."""
        query = select(OutboxLetters).order_by(col(OutboxLetters.id).desc()).limit(limit)

        async def work(session: AsyncSession) -> list[Sending]:
            return [sending_of(row) for row in await session.exec(query)]

        return await self._database.read(work)

    async def forget(self) -> None:
        """Letters that were done long ago, or that nobody carries any more."""
        row, before = OutboxLetters, self._now() - KEPT

        async def work(session: AsyncSession) -> None:
            await session.exec(delete(row).where(col(row.due_at).is_(None), col(row.moved_at) < before))
            await session.exec(delete(row).where(col(row.expires_at) < before))

        await self._database.write(work)

    async def _begin(
        self, session: AsyncSession, row: OutboxLetters, now: datetime, purse: Purse
    ) -> Errand | None:
        move = begin(standing_of(row), now, purse.covers(row.parts))
        if move.task == "send":
            row.attempts += 1
            row.tried_at = now
            purse.pay(row.parts)
        await self._move(session, row, move)
        if move.task is None:
            return None
        return errand_of(row, move.task, await entry_of(session, row))

    async def _move(self, session: AsyncSession, row: OutboxLetters, move: Move) -> None:
        """Told when it is one that people see."""
        before = row.state
        row.state, row.due_at = move.state, move.due_at
        row.why = row.why if move.state == "sending" else move.why
        row.moved_at = self._now() if move.state != before else row.moved_at
        await session.flush()
        if row.carrier == "sms" and SHOWN[row.state] != SHOWN[before]:
            await self._tell(session, changed(row))
