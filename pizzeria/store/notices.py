"""What other processes commit, heard through PostgreSQL's LISTEN on a connection of its own. While that is
there it holds a lock by which the others know that this house lives; PostgreSQL lets go of it when we die.

https://www.postgresql.org/docs/current/sql-notify.html: a notice sent in a transaction is delivered when it
commits. What is said while nobody listens is lost, so the journal is read again after every connect.
"""

import asyncio
from contextlib import suppress
from typing import Any

import asyncpg
import structlog
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.store.journal import CHANNEL, Journal
from pizzeria.store.postgresql import CONNECT_SECONDS, ONE_WRITER

HOUSES = ONE_WRITER
"""the first key of the houses' locks; of two keys and of one, locks are apart"""
CHECK_SECONDS = 30
"""between two questions whether the connection still lives"""
_LIVING = """
    SELECT objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = :houses
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
"""https://www.postgresql.org/docs/current/view-pg-locks.html has which key stands where"""
PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0)
"""seconds before each new attempt; the last for all that follow"""

Lost = (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError)


class Notices:
    """Runs until cancelled; a lost connection is made again."""

    def __init__(self, url: URL, journal: Journal, house: int) -> None:
        self._engine = create_async_engine(url, poolclass=NullPool, connect_args={"timeout": CONNECT_SECONDS})
        self._journal = journal
        self._house = house
        self._failures = 0
        self._listening = asyncio.Event()

    async def begin(self) -> asyncio.Task[None]:
        """It runs, and the lock is held, if the database can be had."""
        task = asyncio.create_task(self.run())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._listening.wait(), CONNECT_SECONDS)
        return task

    async def run(self) -> None:
        while True:
            try:
                await self._listen()
            except Lost as error:
                structlog.get_logger().warning("lost the journal's notices", error=str(error))
            await asyncio.sleep(PAUSES[min(self._failures, len(PAUSES) - 1)])
            self._failures += 1

    async def _listen(self) -> None:
        """Raises one of Lost when the connection is gone."""
        async with self._engine.connect() as connection:
            driver = await _driver(connection)
            gone = asyncio.Event()
            driver.add_termination_listener(lambda _: gone.set())
            await driver.execute("SELECT pg_advisory_lock($1, $2)", HOUSES, self._house)
            await driver.add_listener(CHANNEL, self._heard)
            await self._journal.reread()
            self._failures = 0
            self._listening.set()
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(gone.wait(), CHECK_SECONDS)
                await driver.execute("SELECT 1", timeout=CHECK_SECONDS)

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self._journal.reached(int(str(payload)))


async def living(session: AsyncSession) -> set[int]:
    """The houses on this PostgreSQL; one whose connection is just being made again is not among them."""
    connection = await session.connection()
    return set((await connection.execute(text(_LIVING), {"houses": HOUSES})).scalars())


async def _driver(connection: AsyncConnection) -> "asyncpg.Connection[Any]":
    raw = await connection.get_raw_connection()
    assert isinstance(raw.driver_connection, asyncpg.Connection)
    return raw.driver_connection
