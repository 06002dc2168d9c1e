"""A busy evening: fifty at once, and nobody waits long."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable
from contextlib import closing

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.store.address import read_address
from pizzeria.store.engine import Database
from pizzeria.store.store import Store
from tests.store.evening import PATIENCE, delivered, draft
from tests.stores import SQLITE, locked

AT_MOST = 1.0
"""seconds. A quiet machine needs a tenth of it, and may be disturbed; so the best of three evenings counts"""


async def waited(writing: Awaitable[object]) -> float:
    began = time.perf_counter()
    await writing
    return time.perf_counter() - began


async def test_of_fifty_orders_at_once_none_waits_long(store: Store) -> None:
    longest = []
    for evening in range(3):
        orders = (delivered(draft(f"c{n}", evening)) for n in range(50))
        longest.append(max(await asyncio.gather(*(waited(store.place_order(order)) for order in orders))))
    assert min(longest) < AT_MOST
    assert len(await store.orders()) == 150


async def test_who_comes_first_is_served_first(store: Store) -> None:
    """Which SQLite's own queue does not promise: there, some of fifty wait a second."""
    orders = await asyncio.gather(*(store.place_order(draft(f"c{n}")) for n in range(50)))
    assert [order.number for order in orders] == list(range(1, 51))


async def test_the_board_reads_while_others_write(store: Store, database_url: str) -> None:
    first = await store.place_order(draft("c1"))
    async with locked(database_url):
        placing = asyncio.create_task(store.place_order(draft("c2")))
        async with asyncio.timeout(PATIENCE):
            assert (await store.scenes.now(0)).orders.due == [first]
            assert await store.orders() == [first]
        assert not placing.done()
    assert [await placing, first] == await store.orders()


async def test_an_order_is_in_the_tables_however_late_the_loop_that_carries_the_sound_is(
    sqlite_store: Store, sqlite_url: str
) -> None:
    """The loop is needed to begin, and to be told: whoever writes next does not wait for it."""
    placing = [asyncio.create_task(sqlite_store.place_order(draft(f"c{n}"))) for n in range(2)]
    for _ in range(3):
        await asyncio.sleep(0)
    until = time.perf_counter() + PATIENCE
    with closing(sqlite3.connect(sqlite_url.removeprefix(SQLITE))) as tables:
        while tables.execute("SELECT count(*) FROM orders").fetchone() != (2,):
            assert time.perf_counter() < until
    await asyncio.gather(*placing)


async def test_sqlite_is_set_up_for_many_readers_and_a_writer(sqlite_store: Store, sqlite_url: str) -> None:
    async def pragmas(session: AsyncSession) -> list[object]:
        names = ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
        return [await session.scalar(text(f"PRAGMA {name}")) for name in names]

    database = Database(read_address(sqlite_url))
    assert await database.read(pragmas) == await database.write(pragmas) == ["wal", 5000, 1, 1]
    await database.close()
