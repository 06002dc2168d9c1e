"""PostgreSQL, by way of asyncpg.

Writers wait for one another in this process, and then in the database: so the journal's ids commit in the
order they were given, and "everything after N" never skips one.
"""

import asyncio
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


class Postgresql:
    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url,
            json_serializer=as_json,
            pool_pre_ping=True,
            connect_args={"timeout": CONNECT_SECONDS},
            hide_parameters=True,  # what fails is logged; who called is not
        )
        self._turn = asyncio.Lock()

    async def read(self, work: Work[T]) -> T:
        async with AsyncSession(self._engine) as session:
            return await work(session)

    async def write(self, work: Work[T]) -> T:
        async with self._turn, AsyncSession(self._engine, expire_on_commit=False) as session:
            await session.exec(select(func.pg_advisory_xact_lock(ONE_WRITER)))
            return await kept(session, work)

    async def close(self) -> None:
        await self._engine.dispose()
