"""Reads of SQLite: each in a thread of its own from beginning to end.

aiosqlite goes to its thread and back four times a statement; with a dozen statements a picture of the board,
and a machine that has other things to do, that is most of the time it takes. Here it is once a read, and what
is read becomes rows and objects off the event loop, which carries callers' sound. So what reads has no loop,
and asks no clock: it is told what time it is.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel.ext.asyncio.session import AsyncSession

T = TypeVar("T")
Work = Callable[[AsyncSession], Awaitable[T]]

THREADS = 4
"""reads at a time; the others wait"""


class Reader:
    """`engine` is one that does not wait for a loop, pysqlite's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(THREADS, "read")

    async def read(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._at_once, work)

    def close(self) -> None:
        """When nothing is being read any more."""
        self._threads.shutdown()
        self._engine.dispose()

    def _at_once(self, work: Work[T]) -> T:
        session = AsyncSession()
        session.sync_session.bind = self._engine
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
    raise RuntimeError("a read waits for nothing but its session")
