"""Stores for the tests. A new SQLite file is a copy of one that was made once in this process."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from pizzeria.outbox.letters import Plan
from pizzeria.replay.stage.larder import Larder
from pizzeria.store.address import read_address
from pizzeria.store.engine import Database
from pizzeria.store.store import Store

LARDER = Larder()
T = TypeVar("T")
SQLITE = "sqlite+aiosqlite:///"


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


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Somebody else holds the SQLite database: nothing can be written."""
    with closing(sqlite3.connect(database_url.removeprefix(SQLITE))) as other:
        other.execute("BEGIN IMMEDIATE")
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
