"""Stores for the tests. A new SQLite file is a copy of one that was made once in this process."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, NullPool, func, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from pizzeria.outbox.letters import Plan
from pizzeria.replay.stage.larder import Larder
from pizzeria.store.address import read_address
from pizzeria.store.engine import Database
from pizzeria.store.postgresql import ONE_WRITER
from pizzeria.store.store import Store

LARDER = Larder()
T = TypeVar("T")
SQLITE = "sqlite+aiosqlite:///"
CHANGED = "UPDATE orders SET note = 'not kept'"


async def furnished(database_url: str) -> str:
    """The same address; a SQLite database that is not there yet is there now."""
    if file := _missing(database_url):
        await LARDER.database(file)
    return database_url


def _missing(database_url: str) -> Path | None:
    file = Path(database_url.removeprefix(SQLITE))
    return file if database_url.startswith(SQLITE) and not file.exists() else None


async def open_store(database_url: str, now: Callable[[], datetime], plan: Plan | None = None) -> Store:
    return await Store.open(await furnished(database_url), now, plan)


@asynccontextmanager
async def locked(database_url: str) -> AsyncIterator[None]:
    """Another process writes all the while, and at last keeps nothing of it: nobody else can write."""
    if not database_url.startswith(SQLITE):
        async with _writing(database_url):
            yield
        return
    with closing(sqlite3.connect(database_url.removeprefix(SQLITE))) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute(CHANGED)
        yield


@asynccontextmanager
async def _writing(database_url: str) -> AsyncIterator[None]:
    engine = create_async_engine(database_url, poolclass=NullPool)
    async with engine.connect() as other:
        await other.execute(select(func.pg_advisory_xact_lock(ONE_WRITER)))
        await other.execute(text(CHANGED))
        yield


async def in_tables(database_url: str, question: Callable[[Connection], T]) -> T:
    """Its answer, past the store; what it writes is kept."""
    database = Database(read_address(database_url))
    try:
        return await database.write(
            lambda session: session.run_sync(lambda each: question(each.connection()))
        )
    finally:
        await database.close()
