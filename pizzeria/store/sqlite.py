"""SQLite: each read and each write in one visit to a thread, from beginning to end.

A driver for asyncio goes to its thread and back several times a statement, and each time waits for the
event loop, which carries callers' sound and may be late; with a dozen statements that is most of the time it
takes, and whoever writes keeps all other writers waiting. Here it is once. Writers wait in the queue of their
one thread, in the order they came, and not in SQLite, where some of fifty would wait a second.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.store.work import Work, as_json, kept

T = TypeVar("T")

READS = 4
"""at a time; the others wait"""
STATEMENTS = 48
"""that each connection remembers: what a list is looked for in is another for each length, and large"""
# WAL is a property of the file, and was set when it was migrated.
PRAGMAS = (
    "PRAGMA busy_timeout = 5000",  # another process may be writing
    # A power cut may take the last moments with it, but never damages the file.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is forgotten is gone from the file too
)


class Sqlite:
    def __init__(self, url: URL) -> None:
        self._engine = _engine(url)
        self._writer = self._engine.execution_options(writing=True)
        self._reads = ThreadPoolExecutor(READS, "read")
        self._writes = ThreadPoolExecutor(1, "write")

    async def read(self, work: Work[T]) -> T:
        visit = partial(_visit, self._engine, work)
        return await asyncio.get_running_loop().run_in_executor(self._reads, visit)

    async def write(self, work: Work[T]) -> T:
        visit = partial(_visit, self._writer, partial(kept, work=work))
        return await asyncio.get_running_loop().run_in_executor(self._writes, visit)

    async def close(self) -> None:
        """When nothing is under way any more."""
        self._reads.shutdown()
        self._writes.shutdown()
        self._engine.dispose()


class _Session(AsyncSession):
    """What a driver for asyncio would still have to fetch is there already."""

    async def exec(self, *statement: Any, **how: Any) -> Any:
        return self.sync_session.exec(*statement, **how)

    async def execute(self, *statement: Any, **how: Any) -> Any:
        return self.sync_session.execute(*statement, **how)


def _visit(engine: Engine, work: Work[T]) -> T:
    session = _Session(expire_on_commit=False)
    session.sync_session.bind = engine
    try:
        return _finished(_begun(work, session))
    finally:
        session.sync_session.close()


async def _begun(work: Work[T], session: AsyncSession) -> T:
    return await work(session)


def _finished(work: Coroutine[None, None, T]) -> T:
    """The answer of what waits for nothing but its session, which answers at once here."""
    try:
        work.send(None)
    except StopIteration as done:
        answer: T = done.value
        return answer
    work.close()
    raise RuntimeError("what is done in the database waits for nothing but its session")


def _engine(url: URL) -> Engine:
    """With transactions begun by us: the driver would begin them late, and never IMMEDIATE."""
    engine = create_engine(
        url.set(drivername="sqlite"),
        json_serializer=as_json,
        connect_args={"isolation_level": None, "cached_statements": STATEMENTS},
        pool_size=READS + 1,
        hide_parameters=True,  # what fails is logged; who called is not
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
