"""The journal: everything that happened, in the order it was committed, kept and told.

A listener is a cursor and nothing else: no queue fills up behind a slow one. A commit wakes the listeners;
the first to wake reads the new entries into the tail, and all the others find them there. Who is further
behind than the tail reads the table in pages.

Commits by other processes are heard on PostgreSQL (see notices.py). On SQLite they are read with the next
commit of this process.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime

from sqlalchemy import event as orm_event
from sqlalchemy.orm import Session
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.event_json import event_json
from pizzeria.ordering.events import Event
from pizzeria.store.engine import Database
from pizzeria.store.rows import add_numbered
from pizzeria.store.tables import JournalEntries
from pizzeria.store.tail import Entry, Tail

__all__ = ["CHANNEL", "Entry", "Journal"]

CHANNEL = "pizzeria_journal"
KEPT = 1_000
"""entries in memory"""
PAGE = 100
"""entries a listener takes at a time, from memory or from the table"""


class Journal:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._loop = asyncio.get_running_loop()
        self._tail = Tail(KEPT)
        self._head = 0
        self._moved = asyncio.Event()
        self._catching_up = asyncio.Lock()
        self._closed = False

    @property
    def head(self) -> int:
        """The newest entry that this process knows of, without asking the database."""
        return self._head

    async def append(self, session: AsyncSession, event: Event, at: datetime) -> int:
        """The id of one more entry, in the session of a `Database.write`: there when what it tells of is."""
        entry = {"name": event.name, "data": event_json(event), "at": at}
        id = await add_numbered(session, JournalEntries, entry)
        if self._database.is_postgresql:
            await session.exec(select(func.pg_notify(CHANNEL, str(id))))

        def committed(_: Session) -> None:
            self._loop.call_soon_threadsafe(self.reached, id)

        orm_event.listen(session.sync_session, "after_commit", committed, once=True)
        return id

    async def after(self, id: int, limit: int = 500) -> list[Entry]:
        """The entries that follow `id`, oldest first."""
        query = select(JournalEntries).where(col(JournalEntries.id) > id)
        query = query.order_by(col(JournalEntries.id)).limit(limit)

        async def work(session: AsyncSession) -> list[Entry]:
            return [_numbered(row) for row in await session.exec(query)]

        return await self._database.read(work)

    async def newest(self, name: str, limit: int) -> list[Entry]:
        """The last entries of this name, newest first."""
        query = select(JournalEntries).where(JournalEntries.name == name)
        query = query.order_by(col(JournalEntries.id).desc()).limit(limit)

        async def work(session: AsyncSession) -> list[Entry]:
            return [_numbered(row) for row in await session.exec(query)]

        return await self._database.read(work)

    async def last_id(self) -> int:
        """The newest entry's id; 0 when nothing happened yet."""

        async def work(session: AsyncSession) -> int:
            return (await session.exec(select(func.max(JournalEntries.id)))).one() or 0

        return await self._database.read(work)

    def listen(self, after: int | None) -> AsyncGenerator[Entry]:
        """Every entry after that id, or from this moment on: no gap, no repeat, ids ascending.

        Ends when the store is closed. An id that was never given (of an older database, say) is taken as now.
        """
        return self._follow(self._head if after is None else after)

    async def reread(self) -> None:
        """Find out what was committed meanwhile, by whomever."""
        self.reached(await self.last_id())

    def reached(self, id: int) -> None:
        """The entry of that id is committed: wake the listeners."""
        if id > self._head:
            self._head = id
            self._wake()

    def close(self) -> None:
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        """A new event for the next time, so that whoever is slow cannot miss this one."""
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def _follow(self, cursor: int) -> AsyncGenerator[Entry]:
        if self._closed:
            return
        cursor = min(cursor, await self.last_id())
        while not self._closed:
            moved = self._moved
            page = await self._page(cursor)
            for entry in page:
                cursor = entry.id
                yield entry
            if not page:
                await moved.wait()

    async def _page(self, cursor: int) -> Sequence[Entry]:
        if cursor >= self._tail.floor:
            await self._catch_up()
        if self._closed:
            return []
        if cursor < self._tail.floor:
            return await self.after(cursor, PAGE)
        return self._tail.since(cursor, PAGE)

    async def _catch_up(self) -> None:
        async with self._catching_up:
            if self._closed or self._tail.last >= self._head:
                return
            if self._head - self._tail.last > KEPT:
                self._tail.restart(self._head - KEPT)
            self._tail.extend(await self.after(self._tail.last, KEPT))


def _numbered(row: JournalEntries) -> Entry:
    assert row.id is not None
    return Entry(row.id, row.name, row.data, row.at)
