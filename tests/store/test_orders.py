"""Placing, finding and moving orders; exactly once, or not at all."""

import asyncio
from datetime import UTC, timedelta

import pytest

from pizzeria.errors import Refused
from pizzeria.ordering.as_json import order_json
from pizzeria.ordering.order import Order, Status
from pizzeria.store.store import Store
from tests.clock import BrokenClock, StoppedClock
from tests.store.evening import ANNA, BERTIL, BILL, HIDDEN, HOME, delivered, draft, hear, told


async def test_an_order_is_kept_as_it_was_placed(store: Store) -> None:
    placed = await store.place_order(delivered(draft()))
    found = await store.order(placed.number)
    assert found == placed
    assert found == Order(
        number=1,
        status="placed",
        placed_at=draft().placed_at,
        ready_at=draft().ready_at,
        call_id="c1",
        customer_name="Anna Öberg",
        customer_phone=ANNA,
        fulfilment=HOME,
        bill=BILL,
        note="ring på",
        moved_at=draft().placed_at,
    )


async def test_an_order_to_be_fetched_is_kept_too(store: Store) -> None:
    placed = await store.place_order(draft())
    assert await store.order(placed.number) == placed


async def test_times_come_back_in_utc(store: Store) -> None:
    await store.place_order(draft())
    order = await store.order(1)
    assert order is not None
    assert order.placed_at.tzinfo is UTC
    assert order.ready_at - order.placed_at == timedelta(minutes=20)


async def test_orders_are_numbered_from_one(store: Store) -> None:
    numbers = [(await store.place_order(draft(f"c{n}"))).number for n in range(3)]
    assert numbers == [1, 2, 3]


async def test_there_is_no_order_that_nobody_placed(store: Store) -> None:
    assert await store.order(1) is None
    assert await store.orders() == []


async def test_the_same_draft_again_is_the_same_order_told_once(store: Store) -> None:
    first = await store.place_order(draft())
    assert await store.place_order(draft()) == first
    assert await store.orders() == [first]
    assert await told(store.journal) == ["order.placed"]


async def test_one_draft_placed_twenty_times_at_once_is_one_order(store: Store) -> None:
    answers = await asyncio.gather(*(store.place_order(delivered(draft())) for _ in range(20)))
    assert set(answers) == {await store.order(1)}
    assert len(await store.orders()) == 1
    assert await told(store.journal) == ["order.placed"]
    assert (await store.place_order(draft("c2"))).number == 2


async def test_a_call_that_orders_more_places_another_order(store: Store) -> None:
    first, second = await store.place_order(draft(revision=4)), await store.place_order(draft(revision=5))
    assert (first.number, second.number) == (1, 2)


async def test_the_board_hears_the_order_as_the_api_shows_it(store: Store, clock: StoppedClock) -> None:
    order = await store.place_order(delivered(draft()))
    (entry,) = await store.journal.after(0)
    assert entry.name == "order.placed"
    assert entry.data == {"call_id": "c1", "order": order_json(order)}
    assert entry.at == clock.at


async def test_an_order_that_cannot_be_told_is_not_kept(store: Store, clock: StoppedClock) -> None:
    clock.broken = True
    with pytest.raises(BrokenClock):
        await store.place_order(draft())
    clock.broken = False
    assert await store.orders() == []
    assert await told(store.journal) == []
    await store.place_order(draft())
    assert await told(store.journal) == ["order.placed"]


async def test_a_step_that_cannot_be_told_is_not_taken(store: Store, clock: StoppedClock) -> None:
    placed = await store.place_order(draft())
    clock.broken = True
    with pytest.raises(BrokenClock):
        await store.advance(1, "baking")
    assert await store.order(1) == placed
    assert await told(store.journal) == ["order.placed"]


async def test_an_order_is_placed_though_whoever_asked_has_gone(store: Store) -> None:
    stream = store.journal.listen(None)
    asking = asyncio.create_task(store.place_order(draft()))
    await asyncio.wait([asking], timeout=0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    (entry,) = await hear(stream, 1)
    assert entry.name == "order.placed"
    assert await store.order(1) is not None


async def test_orders_are_listed_newest_first(store: Store) -> None:
    for n in range(4):
        await store.place_order(draft(f"c{n}"))
    await store.advance(2, "baking")
    assert [order.number for order in await store.orders()] == [4, 3, 2, 1]
    assert [order.number for order in await store.orders(limit=2)] == [4, 3]
    assert [order.number for order in await store.orders("placed")] == [4, 3, 1]
    assert [order.number for order in await store.orders("baking")] == [2]


async def test_a_caller_finds_only_their_own_orders(store: Store) -> None:
    for n, phone in enumerate([ANNA, BERTIL, ANNA, HIDDEN]):
        await store.place_order(draft(f"c{n}", phone=phone))
    assert [order.number for order in await store.orders_of(ANNA)] == [3, 1]
    assert [order.number for order in await store.orders_of(ANNA, limit=1)] == [3]


async def test_callers_who_hide_their_number_have_no_orders(store: Store) -> None:
    await store.place_order(draft(phone=HIDDEN))
    assert await store.orders_of(HIDDEN) == []


async def test_an_order_goes_through_the_kitchen_step_by_step(store: Store) -> None:
    await store.place_order(draft())
    steps: list[Status] = ["baking", "ready", "baking", "ready", "collected"]
    for to in steps:
        assert (await store.advance(1, to)).status == to
    entries = await store.journal.after(1)
    assert [entry.name for entry in entries] == ["order.advanced"] * 5
    assert [entry.data["previous"] for entry in entries] == ["placed", "baking", "ready", "baking", "ready"]
    assert (await store.orders())[0].status == "collected"


async def test_a_step_that_is_not_allowed_is_refused_with_those_that_are(store: Store) -> None:
    await store.place_order(draft())
    with pytest.raises(Refused) as refused:
        await store.advance(1, "delivered")
    assert refused.value.code == "not_allowed"
    assert refused.value.details["allowed"] == ["baking", "cancelled"]
    assert await told(store.journal) == ["order.placed"]


async def test_the_kitchen_may_cancel_what_it_bakes(store: Store) -> None:
    await store.place_order(draft())
    await store.advance(1, "baking")
    assert (await store.advance(1, "cancelled")).status == "cancelled"
    assert await told(store.journal) == ["order.placed", "order.advanced", "order.cancelled"]


async def test_two_cooks_tapping_at_once_take_one_step(store: Store) -> None:
    await store.place_order(draft())
    taps = await asyncio.gather(
        store.advance(1, "baking"), store.advance(1, "baking"), return_exceptions=True
    )
    assert len([tap for tap in taps if isinstance(tap, Refused)]) == 1
    assert await told(store.journal) == ["order.placed", "order.advanced"]


async def test_a_number_nobody_got_cannot_be_moved(store: Store) -> None:
    with pytest.raises(Refused, match="unknown_order"):
        await store.advance(7, "baking")


async def test_callers_cancel_their_own_order(store: Store) -> None:
    await store.place_order(draft())
    order = await store.cancel_own(1, ANNA)
    assert order.status == "cancelled"
    assert await store.order(1) == order
    assert await told(store.journal) == ["order.placed", "order.cancelled"]


@pytest.mark.parametrize("phone", [BERTIL, HIDDEN])
async def test_somebody_elses_order_is_unknown(store: Store, phone: str) -> None:
    await store.place_order(draft())
    with pytest.raises(Refused, match="unknown_order"):
        await store.cancel_own(1, phone)


async def test_hidden_callers_cannot_cancel_each_others_orders(store: Store) -> None:
    await store.place_order(draft(phone=HIDDEN))
    with pytest.raises(Refused, match="unknown_order"):
        await store.cancel_own(1, HIDDEN, "another call")


async def test_hidden_callers_cancel_what_they_ordered_in_this_very_call(store: Store) -> None:
    placed = await store.place_order(draft(phone=HIDDEN))
    assert (await store.cancel_own(1, HIDDEN, placed.call_id)).status == "cancelled"


@pytest.mark.parametrize("to", ["baking", "cancelled"])
async def test_what_is_no_longer_waiting_cannot_be_cancelled_by_its_caller(store: Store, to: Status) -> None:
    await store.place_order(draft())
    await store.advance(1, to)
    with pytest.raises(Refused) as refused:
        await store.cancel_own(1, ANNA)
    assert refused.value.code == "too_late"
    assert refused.value.details["status"] == to
