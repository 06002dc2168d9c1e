"""One database, SQLite or PostgreSQL: any number of readers, and one writer at a time.

A database that is away for a moment (restarted, its connections cut, locked by somebody else) is tried again
for as long as somebody waits for the answer, AWAY seconds at most where nothing else is said. When the commit
itself was cut nobody knows whether it was done: then it is tried again where twice is as good as once, DOUBTS
times at most, should it be the commit that sends the database away.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TypeVar

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from pizzeria.errors import Unreachable
from pizzeria.store.postgresql import Postgresql
from pizzeria.store.sqlite import Sqlite
from pizzeria.store.work import InDoubt, Work

T = TypeVar("T")

AWAY = 15.0
"""seconds"""
AGAIN = 0.2
"""seconds between two attempts"""
DOUBTS = 5
"""commits of one write that may be cut"""


class Database:
    """What was begun is finished: whoever asked may be cancelled meanwhile, the transaction is not."""

    def __init__(self, url: URL) -> None:
        self.is_postgresql = url.get_backend_name() == "postgresql"
        self._engine = Postgresql(url) if self.is_postgresql else Sqlite(url)
        self._under_way: set[asyncio.Task[object]] = set()
        self._closed = False

    @property
    def busy(self) -> bool:
        """Something is under way."""
        return bool(self._under_way)

    async def read(self, work: Work[T]) -> T:
        """The answer of `work`. What it writes is not kept."""
        return await self._finish(partial(self._engine.read, work), AWAY)

    async def write(self, work: Work[T], patience: float | None = None, *, repeatable: bool = False) -> T:
        """The answer of `work`, once what it wrote is committed; if it raises, nothing is kept, but for
        InDoubt.

        `patience` is in seconds; AWAY where none is given. `repeatable`: twice is as good as once.
        """
        seconds = AWAY if patience is None else patience
        doubts = DOUBTS if repeatable else 0
        return await self._finish(partial(self._engine.write, work), seconds, doubts)

    async def close(self) -> None:
        """Waits for what is under way; whoever comes later meets Unreachable."""
        self._closed = True
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._engine.close()

    async def _finish(
        self, attempt: Callable[[], Coroutine[object, object, T]], patience: float, doubts: int = 0
    ) -> T:
        if self._closed:
            raise Unreachable("the database was closed")
        given_up = asyncio.Event()
        task = asyncio.create_task(self._insist(attempt, given_up, patience, doubts))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await asyncio.shield(task)
        finally:
            given_up.set()

    async def _insist(
        self,
        attempt: Callable[[], Coroutine[object, object, T]],
        given_up: asyncio.Event,
        patience: float,
        doubts: int,
    ) -> T:
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while True:
            try:
                return await attempt()
            except Exception as error:
                doubts -= isinstance(error, InDoubt)
                hopeless = doubts < 0 if isinstance(error, InDoubt) else not _is_away(error)
                if hopeless or given_up.is_set() or self._closed or loop.time() > until:
                    raise
            await asyncio.sleep(AGAIN)


def _is_away(error: Exception) -> bool:
    """Rather than that it objects to what it was told."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError)
    if name := getattr(error.orig, "sqlite_errorname", ""):
        return str(name).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    connecting = error.statement is None
    return connecting or error.connection_invalidated
