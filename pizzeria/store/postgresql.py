"""PostgreSQL, by way of asyncpg.

Writers wait for one another in this process, and then in the database: so the journal's ids commit in the
order they were given, and "everything after N" never skips one.

Where a network loses everything, neither house nor database would notice for a quarter of an hour. So who has
waited for SILENT seconds takes the database for away, and it takes a house that is silent in the middle of a
transaction for gone, and lets the others write.
"""

import asyncio
from functools import partial
from typing import TypeVar

from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.store.work import Work, as_json, kept

T = TypeVar("T")

ONE_WRITER = 0x70697A7A
"""the advisory lock's key; such locks are per database"""
CONNECT_SECONDS = 10
SILENT = 5.0
"""seconds, for all of a transaction but its commit, and for that"""
GONE = 10_000
"""milliseconds; longer than a house is that would still go on"""


class Postgresql:
    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url,
            json_serializer=as_json,
            pool_pre_ping=True,
            connect_args={
                "timeout": CONNECT_SECONDS,
                "server_settings": {"idle_in_transaction_session_timeout": str(GONE)},
            },
            hide_parameters=True,  # what fails is logged; who called is not
        )
        self._turn = asyncio.Lock()

    async def read(self, work: Work[T]) -> T:
        async with asyncio.timeout(SILENT), AsyncSession(self._engine) as session:
            return await work(session)

    async def write(self, work: Work[T]) -> T:
        async with self._turn, _Session(self._engine, expire_on_commit=False) as session:
            return await kept(session, partial(_alone, work))

    async def close(self) -> None:
        await self._engine.dispose()


class _Session(AsyncSession):
    async def commit(self) -> None:
        async with asyncio.timeout(SILENT):
            await super().commit()


async def _alone(work: Work[T], session: AsyncSession) -> T:
    async with asyncio.timeout(SILENT):
        await session.exec(select(func.pg_advisory_xact_lock(ONE_WRITER)))
        return await work(session)
