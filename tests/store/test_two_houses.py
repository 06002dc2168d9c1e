"""Two processes on one PostgreSQL: each hears what the other writes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.postgres import Postgres
from tests.store.evening import draft, hear, rings

WRITE_UNHEARD = """
    INSERT INTO journal (name, data, at) VALUES ('menu.changed', '{}', now());
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'
"""
"""an entry of which nobody gives notice, committed while the line of whoever listens is cut"""


@pytest.fixture
async def here(postgres_url: str, clock: StoppedClock) -> AsyncIterator[Store]:
    store = await Store.open(postgres_url, clock)
    yield store
    await store.close()


@pytest.fixture
async def there(here: Store, postgres_url: str, clock: StoppedClock) -> AsyncIterator[Store]:
    store = await Store.open(postgres_url, clock)
    yield store
    await store.close()


async def test_an_order_taken_there_is_on_the_board_here(here: Store, there: Store) -> None:
    waiting = asyncio.create_task(hear(here.journal.listen(None), 1))
    await asyncio.wait([waiting], timeout=0)
    order = await there.place_order(draft())
    (entry,) = await waiting
    assert entry.name == "order.placed"
    assert await here.order(order.number) == order


async def test_both_hear_everything_once_and_in_order_while_both_write(here: Store, there: Store) -> None:
    count = 40
    boards = [asyncio.create_task(hear(house.journal.listen(0), 2 * count)) for house in (here, there)]
    await asyncio.gather(*(here.record(rings(f"h{n}")) for n in range(count)))
    await asyncio.gather(*(there.record(rings(f"t{n}")) for n in range(count)))
    first, second = await asyncio.gather(*boards)
    assert [entry.id for entry in first] == list(range(1, 2 * count + 1))
    assert first == second


async def test_writers_in_both_houses_leave_no_gap_for_a_listener(here: Store, there: Store) -> None:
    count = 60
    board = asyncio.create_task(hear(here.journal.listen(0), 2 * count))
    houses = {"h": here, "t": there}
    await asyncio.gather(
        *(store.record(rings(f"{name}{n}")) for n in range(count) for name, store in houses.items())
    )
    heard = await board
    assert [entry.id for entry in heard] == sorted(entry.id for entry in heard)
    assert len({entry.data["call_id"] for entry in heard}) == 2 * count


async def test_one_draft_placed_in_both_houses_at_once_is_one_order(here: Store, there: Store) -> None:
    placed = await asyncio.gather(*(house.place_order(draft()) for house in (here, there) * 10))
    assert len(set(placed)) == 1
    assert len(await here.journal.after(0)) == 1


async def test_a_board_whose_line_to_the_database_broke_misses_nothing(
    here: Store, there: Store, postgres_server: Postgres
) -> None:
    stream = here.journal.listen(0)
    for n in range(1, 4):
        await there.record(rings(f"c{n}"))
        waiting = asyncio.create_task(hear(stream, 2))
        await asyncio.to_thread(postgres_server.sql, WRITE_UNHEARD, "pizzeria")
        assert [entry.name for entry in await waiting] == ["call.started", "menu.changed"]


async def test_the_calls_of_a_house_that_died_end_when_another_starts(
    here: Store, postgres_url: str, clock: StoppedClock
) -> None:
    dying = await Store.open(postgres_url, clock)
    for store, call_id in ((here, "c1"), (dying, "c2")):
        await store.record(rings(call_id))
    await here.end_lost_calls(timedelta(minutes=30))
    assert [call.call_id for call in await here.live_carts()] == ["c1", "c2"], "both houses live"
    await dying.close()
    await here.end_lost_calls(timedelta(minutes=30))
    assert [call.call_id for call in await here.live_carts()] == ["c1"]
