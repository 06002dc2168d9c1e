"""One database, SQLite or PostgreSQL: sessions to read with, and one writer at a time.

Writing goes through one lock in the process and then through the engine's own (BEGIN IMMEDIATE on SQLite, an
advisory lock on PostgreSQL). SQLite's writers then wait in a fair queue here and not in SQLite, where some
of fifty would wait a second. On PostgreSQL it makes the journal's ids commit in the order they were given,
so that "everything after N" never skips one.

A database that is away for a moment (restarted, its connections cut, locked by somebody else) is tried again
for as long as somebody waits for the answer, AWAY seconds at most: but not when the commit itself was cut, as
then nobody knows whether it was done.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TypeVar

import asyncpg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Unreachable
from pizzeria.store.reading import Reader, Work

T = TypeVar("T")

ONE_WRITER = 0x70697A7A
"""the advisory lock's key; such locks are per database"""

CONNECT_SECONDS = 10
AWAY = 15.0
"""seconds"""
AGAIN = 0.2
"""seconds between two attempts"""

UNBEGUN = {"isolation_level": None}
"""The driver would begin transactions late, and never IMMEDIATE."""
# WAL is a property of the file, and was set when it was migrated.
PRAGMAS = (
    "PRAGMA busy_timeout = 5000",  # another process may be writing
    # A power cut may take the last moments with it, but never damages the file.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is forgotten is gone from the file too
)


class Database:
    """What was begun is finished: whoever asked may be cancelled meanwhile, the transaction is not."""

    def __init__(self, url: URL) -> None:
        self.is_postgresql = url.get_backend_name() == "postgresql"
        self._engine = _postgresql(url) if self.is_postgresql else _sqlite(url)
        self._writer = self._engine.execution_options(writing=True)
        self._reader = None if self.is_postgresql else Reader(_sqlite_reads(url))
        self._turn = asyncio.Lock()
        self._under_way: set[asyncio.Task[object]] = set()
        self._closed = False

    @property
    def busy(self) -> bool:
        """Something is under way."""
        return bool(self._under_way)

    async def read(self, work: Work[T]) -> T:
        """The answer of `work`. What it writes is not kept."""
        return await self._finish(partial(self._read, work))

    async def write(self, work: Work[T]) -> T:
        """The answer of `work`, once what it wrote is committed; if it raises, nothing is kept."""
        return await self._finish(partial(self._write, work))

    async def close(self) -> None:
        """Waits for what is under way; whoever comes later meets Unreachable."""
        self._closed = True
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._engine.dispose()
        if self._reader:
            self._reader.close()

    async def _finish(self, attempt: Callable[[], Coroutine[object, object, T]]) -> T:
        if self._closed:
            raise Unreachable("the database was closed")
        given_up = asyncio.Event()
        task = asyncio.create_task(self._insist(attempt, given_up))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await asyncio.shield(task)
        finally:
            given_up.set()

    async def _insist(
        self, attempt: Callable[[], Coroutine[object, object, T]], given_up: asyncio.Event
    ) -> T:
        loop = asyncio.get_running_loop()
        until = loop.time() + AWAY
        while True:
            try:
                return await attempt()
            except Exception as error:
                if not _is_away(error) or given_up.is_set() or self._closed or loop.time() > until:
                    raise
            await asyncio.sleep(AGAIN)

    async def _read(self, work: Work[T]) -> T:
        if self._reader:
            return await self._reader.read(work)
        async with AsyncSession(self._engine) as session:
            return await work(session)

    async def _write(self, work: Work[T]) -> T:
        async with self._turn, AsyncSession(self._writer, expire_on_commit=False) as session:
            if self.is_postgresql:
                await session.exec(select(func.pg_advisory_xact_lock(ONE_WRITER)))
            answer = await work(session)
            try:
                await session.commit()
            except Exception as error:
                raise Unreachable(f"whether it was written is not known: {type(error).__name__}") from error
            return answer


def _is_away(error: Exception) -> bool:
    """Rather than that it objects to what it was told."""
    if isinstance(error, DBAPIError):
        locked = getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
        return locked or error.connection_invalidated
    return isinstance(error, OSError | asyncpg.PostgresError)  # met while connecting


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        json_serializer=_json,
        pool_pre_ping=True,
        connect_args={"timeout": CONNECT_SECONDS},
        hide_parameters=True,  # what fails is logged; who called is not
    )


def _sqlite(url: URL) -> AsyncEngine:
    """With transactions begun by us."""
    engine = create_async_engine(url, json_serializer=_json, connect_args=UNBEGUN, hide_parameters=True)
    _listen(engine.sync_engine)
    return engine


def _sqlite_reads(url: URL) -> Engine:
    engine = create_engine(url.set(drivername="sqlite"), connect_args=UNBEGUN, hide_parameters=True)
    _listen(engine)
    return engine


def _listen(engine: Engine) -> None:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def _json(value: object) -> str:
    """As columns.Words: lone surrogates, which no reader of UTF-8 takes, are left out."""
    return json.dumps(value, ensure_ascii=False).encode(errors="ignore").decode()


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
