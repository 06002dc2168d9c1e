"""The call log as it is read, on both kinds of database."""

from dataclasses import replace
from datetime import timedelta

from pizzeria.ordering.events import CallEnded
from pizzeria.store.records import CallSearch
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING
from tests.store.evening import ANNA, draft, hangs_up, rings


async def found(store: Store, search: CallSearch) -> list[str]:
    return [call.call_id for call in await store.call_log.find(search)]


async def test_a_page_begins_where_the_last_one_ended_even_within_one_instant(store: Store) -> None:
    for call_id in ("b", "a", "c"):
        await store.record(rings(call_id))
    await store.record(rings("before", FRIDAY_EVENING - timedelta(microseconds=1)))
    assert await found(store, CallSearch()) == ["a", "b", "c", "before"]
    assert await found(store, CallSearch(before=FRIDAY_EVENING, beside="b")) == ["c", "before"]
    assert await found(store, CallSearch(before=FRIDAY_EVENING)) == ["before"]
    forgotten = CallSearch(before=FRIDAY_EVENING, beside="bb")
    assert await found(store, forgotten) == ["c", "before"], "a call that nobody knows"


async def test_calls_are_found_by_number_name_and_time(store: Store) -> None:
    await store.record(rings("anna", phone="+46701740605"))
    await store.record(rings("bo", FRIDAY_EVENING + timedelta(hours=1), "+46701740699"))
    await store.place_order(replace(draft("anna"), customer_name="Åsa 100 %"))
    assert await found(store, CallSearch(digits=("0605",))) == ["anna"]
    assert await found(store, CallSearch(names=("åsa", "Åsa"))) == ["anna"]
    assert await found(store, CallSearch(names=("100 %",))) == ["anna"]
    assert await found(store, CallSearch(names=("10%",))) == []
    assert await found(store, CallSearch(since=FRIDAY_EVENING + timedelta(minutes=1))) == ["bo"]
    assert await found(store, CallSearch(until=FRIDAY_EVENING + timedelta(hours=1))) == ["anna"]
    (call,) = await store.call_log.find(CallSearch(digits=("0605",)))
    assert (call.order_number, call.customer_name) == (1, "Åsa 100 %")


async def test_a_days_calls_and_orders_are_told_with_what_they_took_and_brought(store: Store) -> None:
    tomorrow = FRIDAY_EVENING + timedelta(days=1)
    await store.record(rings("c1", phone=ANNA))
    await store.place_order(draft("c1"))
    await store.place_order(draft("counter-1"))
    await store.record(CallEnded("c1", "hangup", FRIDAY_EVENING, 400, (600, 800), cost_microdollars=77))
    await store.record(rings("c2"))
    await store.place_order(draft("c2"))
    await store.cancel_own(3, ANNA)
    await store.record(hangs_up("c2"))
    await store.record(rings("c3", tomorrow))
    calls, orders = await store.call_log.of_day(FRIDAY_EVENING, tomorrow)
    told = sorted((call.ordered, call.turns_ms.replace(" ", ""), call.cost_microdollars) for call in calls)
    assert told == [(False, "[]", 0), (True, "[600,800]", 77)]
    assert sorted(order.status for order in orders) == ["cancelled", "placed"], "not what was typed in"
