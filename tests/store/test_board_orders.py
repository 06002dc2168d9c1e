"""What the board asks of the orders, on a busy day and after years of them."""

from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from pizzeria.ordering.all_day import AllDay, Sold
from pizzeria.ordering.order import Bill, Draft, Order, PricedLine, Status
from pizzeria.outbox.decisions import Taken
from pizzeria.outbox.letters import Plan
from pizzeria.store import board
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING, StoppedClock
from tests.store.evening import ANNA, BERTIL, BILL, COLA, HALVES, draft, told
from tests.store.letters import SMS, told_of
from tests.stores import in_tables

MARGHERITA = replace(
    HALVES, item="margherita", name="Margherita", second_half=None, base="ordinary", base_name="", quantity=3
)


def billed(*lines: PricedLine) -> Bill:
    return replace(BILL, lines=tuple(replace(line, id=at) for at, line in enumerate(lines, 1)))


def ordered(call_id: str, *lines: PricedLine, minutes: float = 0) -> Draft:
    """Placed so many minutes after the evening began."""
    at = FRIDAY_EVENING + timedelta(minutes=minutes)
    ready = at + timedelta(minutes=20)
    return replace(draft(call_id), bill=billed(*lines), placed_at=at, ready_at=ready)


async def moved(store: Store, number: int, *steps: Status) -> None:
    for to in steps:
        await store.advance(number, to)


def numbers(orders: Sequence[Order]) -> list[int]:
    return [order.number for order in orders]


async def test_an_order_was_last_moved_when_it_took_its_newest_step(
    store: Store, clock: StoppedClock
) -> None:
    placed = await store.place_order(draft())
    assert placed.moved_at == placed.placed_at
    at = clock.forward(300)
    advanced = await store.advance(1, "baking")
    assert advanced.moved_at == at
    assert await store.order(1) == advanced


@pytest.mark.parametrize("who", ["the caller", "the kitchen"])
async def test_a_cancelled_order_waits_until_the_kitchen_has_seen_it(store: Store, who: str) -> None:
    placed = await store.place_order(draft())
    assert not placed.to_acknowledge
    cancelled = await (store.cancel_own(1, ANNA) if who == "the caller" else store.advance(1, "cancelled"))
    assert cancelled.to_acknowledge
    assert await store.order(1) == cancelled
    seen = await store.acknowledge(1)
    assert seen == replace(cancelled, to_acknowledge=False)
    assert await store.order(1) == seen
    (entry,) = await store.journal.after(2)
    assert (entry.name, entry.data["call_id"]) == ("order.acknowledged", "c1")


async def test_two_screens_that_acknowledge_are_told_once(store: Store) -> None:
    await store.place_order(draft())
    await store.advance(1, "cancelled")
    assert await store.acknowledge(1) == await store.acknowledge(1)
    assert await told(store.journal) == ["order.placed", "order.cancelled", "order.acknowledged"]


async def test_an_order_to_which_nothing_happened_has_nothing_to_be_seen(store: Store) -> None:
    placed = await store.place_order(draft())
    assert await store.acknowledge(1) == placed
    assert await told(store.journal) == ["order.placed"]


async def test_the_board_shows_what_is_due_and_what_was_cancelled_unseen(store: Store) -> None:
    for n in range(6):
        await store.place_order(ordered(f"c{n}", COLA, minutes=-n))
    await moved(store, 2, "baking")
    await moved(store, 3, "baking", "ready")
    await moved(store, 4, "cancelled")
    await moved(store, 5, "cancelled")
    await store.acknowledge(5)
    await moved(store, 6, "baking", "ready", "collected")
    shown = await store.on_board(10)
    assert numbers(shown.due) == [4, 3, 2, 1]
    assert numbers(shown.finished) == [6, 5]
    assert shown.due[0].bill.lines == billed(COLA).lines


async def test_what_the_board_remembers_of_an_order_is_what_is_written(
    database_url: str, clock: StoppedClock
) -> None:
    """Whoever moved it: this house, or another on the same database."""
    async with opened(database_url, clock, told_of) as store, opened(database_url, clock) as other:
        for n in range(4):
            await store.place_order(ordered(f"c{n}", COLA, minutes=n))
        steps: list[Awaitable[object]] = [
            store.advance(1, "baking"),
            other.advance(1, "placed"),
            other.advance(2, "cancelled"),
            store.acknowledge(2),
            taken(store),
            other.replies.write("r1", ANNA, "+46766860046", "Glöm inte colan"),
            moved(other, 3, "baking", "ready", "collected"),
            other.place_order(ordered("c9", MARGHERITA)),
        ]
        for step in steps:
            await store.on_board(10)
            clock.forward(5)
            await step
            shown = await store.on_board(10)
            written = {order.number: order for order in await other.orders()}
            assert {order.number: order for order in (*shown.due, *shown.finished)} == written


@asynccontextmanager
async def opened(url: str, clock: StoppedClock, plan: Plan | None = None) -> AsyncIterator[Store]:
    store = await Store.open(url, clock, plan)
    yield store
    await store.close()


async def taken(store: Store) -> None:
    """The receipts, by 46elks."""
    for errand in await store.outbox.take(SMS):
        await store.outbox.settle(errand, Taken("s1"))


async def test_the_last_finished_are_those_that_moved_last(store: Store, clock: StoppedClock) -> None:
    for n in range(5):
        await store.place_order(ordered(f"c{n}", COLA))
    for number in (3, 1, 4, 2):
        await moved(store, number, "baking", "ready")
        clock.forward(60)
        await moved(store, number, "delivered")
    clock.forward(60)
    await moved(store, 5, "baking")
    assert numbers((await store.on_board(3)).finished) == [2, 4, 1]
    assert (await store.on_board(0)).finished == []
    assert numbers((await store.on_board(0)).due) == [5]


async def test_what_was_sold_is_counted_with_halves_and_bases(store: Store) -> None:
    await store.place_order(ordered("c1", MARGHERITA, HALVES, COLA))
    await store.place_order(ordered("c2", replace(MARGHERITA, quantity=2, size="normal"), COLA))
    assert await store.all_day(FRIDAY_EVENING) == AllDay(
        items=(Sold("margherita", 5), Sold("cola", 2), Sold("hawaii", 0, 2), Sold("vesuvio", 0, 2)),
        bases=(Sold("gluten_free", 2),),
    )


async def test_yesterdays_and_cancelled_orders_are_not_todays(store: Store) -> None:
    await store.place_order(ordered("c1", MARGHERITA, minutes=-1))
    await store.place_order(ordered("c2", MARGHERITA, minutes=0))
    await store.place_order(replace(ordered("c3", MARGHERITA, minutes=1), customer_phone=BERTIL))
    await store.cancel_own(3, BERTIL)
    assert await store.all_day(FRIDAY_EVENING) == AllDay((Sold("margherita", 3),))
    assert await store.all_day(FRIDAY_EVENING + timedelta(minutes=2)) == AllDay()


@pytest.mark.parametrize(
    ("query", "scans"),
    [
        (board.shown_query(10), ["SCAN orders USING INDEX ix_orders_moved_at"]),
        (board.sold_query(FRIDAY_EVENING), []),
    ],
)
async def test_the_orders_of_years_are_not_looked_through(
    sqlite_store: Store, sqlite_url: str, query: Any, scans: list[str]
) -> None:
    """As SQLite plans it, which knows nothing of how many rows there are. A scan ends with the last ten."""
    await sqlite_store.place_order(draft())
    written = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    plan = await in_tables(
        sqlite_url,
        lambda each: [row[3] for row in each.execute(text(f"EXPLAIN QUERY PLAN {written}"))],
    )
    assert [step for step in plan if step.startswith("SCAN") and "orders" in step] == scans
