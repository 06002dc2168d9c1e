"""What callers said and who they were is forgotten in time; what was sold stays, and nobody waits for it."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria import nightly
from pizzeria.clock import Clock
from pizzeria.nightly import next_night
from pizzeria.ordering.cart import Address, Delivery
from pizzeria.ordering.events import CartChanged, ToolUsed
from pizzeria.ordering.flags import Flag, Signs
from pizzeria.ordering.line_events import CallFlagged
from pizzeria.store import forgetting
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING, StoppedClock
from tests.house import nobody, open_house
from tests.ordering.menus import small_house
from tests.store.evening import ANNA, BERTIL, BILL, HOME, PATIENCE, delivered, draft, hangs_up, rings, says
from tests.web.evening import PIZZAS

TABLES = ("calls", "call_messages", "tool_calls", "orders", "journal", "replies", "call_backs", "outbox")
SECRET = "glasögonorm"
DAY = timedelta(days=1)


async def a_whole_evening(store: Store, call_id: str = "c1") -> int:
    """A call in which everything private was said that there is a place for; the order's number."""
    await store.record(rings(call_id))
    await store.record(says("i1", f"Jag heter Anna Öberg, {SECRET}, {ANNA}", 1, 0, call_id))
    arguments = json.dumps({"name": "Anna Öberg", "street": "Storgatan 1", "note": SECRET})
    answer = f'{{"to": "{ANNA}"}}'
    await store.record(
        ToolUsed(call_id, "t1", "place_order", arguments, answer, True, None, FRIDAY_EVENING, 5)
    )
    await store.record(CartChanged(call_id, PIZZAS, BILL))
    await store.record(CallFlagged(call_id, Signs((Flag("allergy", "allerg"),), "even", ())))
    await store.hand_overs.want(call_id, f"wants to tell of {SECRET}")
    order = await store.place_order(delivered(draft(call_id)))
    await store.record(hangs_up(call_id))
    await store.replies.write(f"s-{call_id}", ANNA, "+46766861004", SECRET)
    return order.number


async def everything(store: Store) -> str:
    """All that stands in the database."""

    async def work(session: AsyncSession) -> str:
        asked = [text(f"SELECT * FROM {table}") for table in TABLES]
        return str([list(await session.exec(each)) for each in asked])  # type: ignore[call-overload]

    return await store._database.write(work)


PRIVATE = (ANNA, "Öberg", "Storgatan", SECRET, "porten", "ring på", "allerg")


async def test_in_time_nothing_is_left_of_a_caller_but_what_was_sold(
    store: Store, clock: StoppedClock
) -> None:
    number = await a_whole_evening(store)
    for step in ("baking", "ready", "delivered"):
        await store.advance(number, step)
    sold = await store.order(number)
    before = await everything(store)
    assert [word for word in PRIVATE if word not in before] == []
    clock.forward(366 * 86_400)
    assert await store.forgetting.forget(90, 365) > 0
    after = await everything(store)
    assert [word for word in PRIVATE if word in after] == []
    kept = await store.order(number)
    assert sold
    assert kept
    assert (kept.bill, kept.placed_at, kept.status) == (sold.bill, sold.placed_at, "delivered")
    assert isinstance(kept.fulfilment, Delivery)
    assert kept.fulfilment.address == Address("", "11122", "Stockholm", "")
    assert kept.token == ""
    [call] = await store.calls()
    assert (call.call_id, call.duration_seconds, call.order_number) == ("c1", 62, number)
    assert await store.forgetting.forget(90, 365) == 0, "there is nothing left to do"


async def test_what_was_said_goes_sooner_than_who_it_was(store: Store, clock: StoppedClock) -> None:
    number = await a_whole_evening(store)
    await store.advance(number, "baking")
    await store.advance(number, "cancelled")
    clock.forward(89 * 86_400)
    assert await store.forgetting.forget(90, 365) == 0
    clock.forward(2 * 86_400)
    await store.forgetting.forget(90, 365)
    detail = await store.call("c1")
    order = await store.order(number)
    assert detail
    assert order
    assert (detail.messages, detail.tools, detail.call.from_number) == ([], [], ANNA)
    assert (order.customer_name, order.customer_phone, order.fulfilment) == ("Anna Öberg", ANNA, HOME)


async def test_what_is_under_way_is_left_alone_however_old(store: Store, clock: StoppedClock) -> None:
    number = await a_whole_evening(store)
    await store.record(rings("c2", phone=BERTIL))
    clock.forward(4000 * 86_400)
    await store.forgetting.forget(1, 1)
    order = await store.order(number)
    assert order
    assert (order.status, order.customer_phone, order.fulfilment) == ("placed", ANNA, HOME)
    assert [call.from_number for call in await store.calls() if call.status == "active"] == [BERTIL]


async def test_nought_days_keep_for_ever(store: Store, clock: StoppedClock) -> None:
    await a_whole_evening(store)
    before = await everything(store)
    clock.forward(4000 * 86_400)
    assert await store.forgetting.forget(0, 0) == 0
    assert await everything(store) == before


async def test_the_journal_goes_on_where_it_was(store: Store, clock: StoppedClock) -> None:
    await a_whole_evening(store)
    last = await store.journal.last_id()
    clock.forward(91 * 86_400)
    await store.forgetting.forget(90, 365)
    assert await store.journal.last_id() == last, "whoever comes back with it is not told that it never was"
    await store.record(rings("c9", at=clock()))
    assert [entry.name for entry in await store.journal.after(last)] == ["call.started"]


async def test_a_caller_waits_for_one_step_at_most(
    sqlite_store: Store, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was broken off is finished the next time."""
    monkeypatch.setattr(forgetting, "BATCH", 3)
    await sqlite_store.record(rings())
    for number in range(30):
        await sqlite_store.record(says(f"i{number}", SECRET, number, number))
    await sqlite_store.record(hangs_up())
    clock.forward(91 * 86_400)
    night = asyncio.create_task(sqlite_store.forgetting.forget(90, 365))
    while (await everything(sqlite_store)).count(SECRET) == 60:
        continue
    await sqlite_store.record(rings("c2", at=clock()))
    assert not night.done(), "a call came through before it was over"
    night.cancel()
    await asyncio.wait([night])
    assert SECRET in await everything(sqlite_store)
    await sqlite_store.forgetting.forget(90, 365)
    assert SECRET not in await everything(sqlite_store)


async def test_forgotten_is_gone_from_the_file_too(sqlite_url: str, clock: StoppedClock) -> None:
    store = await Store.open(sqlite_url, clock)
    await a_whole_evening(store)
    await store.advance(1, "cancelled")
    clock.forward(366 * 86_400)
    await store.forgetting.forget(90, 365)
    await store.close()
    [file] = Path(sqlite_url.removeprefix("sqlite+aiosqlite:///")).parent.glob("pizzeria.db")
    assert SECRET.encode() not in file.read_bytes()
    assert ANNA.encode() not in file.read_bytes()


@pytest.mark.parametrize(("hours", "until"), [(0, 9.5), (8, 1.5), (9, 0.5), (10, 23.5)])
def test_night_is_at_four_by_the_houses_own_clock(hours: float, until: float) -> None:
    now = FRIDAY_EVENING + timedelta(hours=hours)  # half past six in the evening in Stockholm
    assert next_night(now, small_house()) - now == timedelta(hours=until)


async def test_a_house_that_opens_forgets_what_it_slept_through(
    sqlite_url: str, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_whole_evening(sqlite_store)
    monkeypatch.setattr(nightly, "SOON", timedelta())
    later = Clock(FRIDAY_EVENING + 91 * DAY)
    async with asyncio.timeout(PATIENCE), open_house(sqlite_url, nobody, clock=later):
        while (await everything(sqlite_store)).count(SECRET):
            continue
    order = await sqlite_store.order(1)
    assert order
    assert order.customer_phone == ANNA
