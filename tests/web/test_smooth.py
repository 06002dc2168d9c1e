"""No page of a busy day holds up the sound of a call: what each does on the event loop at a stretch is short.

On a day of 500 orders, 300 of them open, and 5,000 calls. Measured is what the loop's thread took of the
processor in each step of the loop: a machine that is busy with something else is no fault of the page's.
"""

import asyncio
import gc
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from quart import Quart
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from pizzeria.ordering.events import CallMessage, ToolUsed
from pizzeria.realtime.events import Who
from pizzeria.store.store import Store
from pizzeria.web.app import read_pages
from tests.stores import in_tables
from tests.web.asking import get
from tests.web.evening import SIX, hangs_up, ordered, rings

CALLS, ORDERS, OPEN = 5_000, 500, 300
MOST = 0.020
"""seconds on the loop at a stretch: between two frames of sound"""
TURNS = 120
"""of the longest call there may be"""
OFTEN = (700, 10, 10)
"""Python's own threshold; that of the tests is higher"""


@contextmanager
def frozen() -> Iterator[None]:
    """As a house that is served is, where Python looks for rubbish as often as it always does."""
    rarely = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*OFTEN)
    try:
        yield
    finally:
        gc.set_threshold(*rarely)
        gc.unfreeze()


@contextmanager
def steps() -> Iterator[list[float]]:
    """The processor's seconds of each step of the loop, while this is entered."""
    taken = list[float]()
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        run(handle)
        taken.append(time.thread_time() - began)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio.Handle, "_run", timed)
        yield taken


async def a_busy_day(store: Store, url: str) -> None:
    """Ten orders that were really placed, and calls that were, again and again; one call is very long."""
    for n in range(10):
        await ordered(store, f"c{n}")
        await hangs_up(store, f"c{n}")
    await a_long_call(store)
    await in_tables(url, _many_times)


def _many_times(connection: Connection) -> None:
    for line in (copied("calls", CALL), copied("orders", ORDER), copied("order_lines", LINE)):
        connection.execute(text(line), {"calls": CALLS, "orders": ORDERS, "open": OPEN})


async def a_long_call(store: Store) -> None:
    await rings(store, "long")
    line = {"line": 1, "name": "Vesuvio", "size": "family", "quantity": 2}
    answer = json.dumps({"ok": True, "lines": [line] * 20})
    for n in range(TURNS):
        at = SIX + timedelta(seconds=3 * n)
        who: Who = "assistant" if n % 2 else "user"
        words = "En Vesuvio och en Hawaii, familj, tack. " * 5
        await store.record(CallMessage("long", f"i{n}", who, words, at, n))
        used = ToolUsed("long", f"t{n}", "add_item", '{"item": "vesuvio"}', answer, True, None, at, 4)
        await store.record(used)


CALL = {
    "id": "lower(hex(randomblob(16)))",
    "call_id": "'c0-' || n",
    "started_at": "strftime('%Y-%m-%d %H:%M:%S.000000', started_at, '-' || (n * 10) || ' seconds')",
}
ORDER = {
    "number": "n * 10 + number",
    "call_id": "'c0-' || (n * 10 + number)",
    "status": "CASE WHEN n * 10 + number <= :open THEN iif(n % 2, 'placed', 'baking') ELSE 'collected' END",
    "token": "NULL",
}
LINE = {"order_number": "n * 10 + order_number"}
MANY = {
    "calls": "call_id = 'c0' AND n <= :calls",
    "orders": "n < :orders / 10",
    "order_lines": "n < :orders / 10",
}


def copied(table: str, new: Mapping[str, str]) -> str:
    """SQL that puts each row into the table again, many times, with these columns new."""
    columns = [f'"{column.name}"' for column in SQLModel.metadata.tables[table].columns]
    values = [new.get(name.strip('"'), name) for name in columns]
    numbers = "WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < :calls)"
    into = f"INSERT INTO {table} ({', '.join(columns)})"
    return f"{numbers} {into} SELECT {', '.join(values)} FROM {table}, count WHERE {MANY[table]}"


PAGES = ("/", "/board", "/calls", "/fragments/calls?open=long", "/calls/long", "/api/calls", "/api/orders")


async def test_no_page_of_a_busy_day_holds_up_a_callers_sound(
    app: Quart, store: Store, tmp_path: Path
) -> None:
    """The best of three visits, the first of which paints all and the others what is new."""
    await a_busy_day(store, f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db")
    longest = {path: [await longest_step(app, store, path) for _ in range(3)] for path in PAGES}
    assert {path: taken for path, taken in longest.items() if min(taken) >= MOST} == {}


async def longest_step(app: Quart, store: Store, path: str) -> float:
    """Of a visit after something has happened, in a house that is served: with its pages read, and frozen."""
    await store.set_kitchen(behind_minutes=5)
    await store.set_kitchen(behind_minutes=0)
    read_pages(app)
    with frozen(), steps() as taken:
        answer = await get(app, path)
    assert answer.status_code == 200
    return max(taken)
