"""Calls that were on the line when the house went down are not on the board when it is up again."""

from datetime import timedelta

from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.store.evening import hangs_up, rings, says

LONGEST = timedelta(minutes=30)


async def endings(store: Store) -> dict[str, str | None]:
    return {call.call_id: call.end_reason for call in await store.calls()}


async def test_a_call_that_nobody_carries_any_more_ends_with_its_last_word(
    store: Store, clock: StoppedClock
) -> None:
    for event in (rings("c1"), says("i1", "A Vesuvio", 5, 0), rings("c2"), hangs_up("c2")):
        await store.record(event)
    clock.forward(LONGEST.total_seconds() + 1)
    await store.end_lost_calls(LONGEST)
    assert await endings(store) == {"c1": "lost", "c2": "hangup"}
    assert await store.live_carts() == []
    lost = await store.call("c1")
    assert lost is not None
    assert lost.call.ended_at == lost.messages[-1].at
    told = [entry for entry in await store.journal.after(0) if entry.name == "call.ended"]
    assert [entry.data["end_reason"] for entry in told] == ["hangup", "lost"]


async def test_a_call_in_which_nothing_was_said_ends_where_it_began(
    store: Store, clock: StoppedClock
) -> None:
    await store.record(rings("c1"))
    clock.forward(LONGEST.total_seconds() + 1)
    await store.end_lost_calls(LONGEST)
    lost = await store.call("c1")
    assert lost is not None
    assert (lost.call.ended_at, lost.call.duration_seconds) == (lost.call.started_at, 0)


async def test_a_house_that_shares_its_database_leaves_the_others_calls_alone(
    store: Store, clock: StoppedClock, database_url: str
) -> None:
    await store.record(rings("c1"))
    clock.forward(60)
    await store.end_lost_calls(LONGEST)
    alone = database_url.startswith("sqlite")
    assert await endings(store) == {"c1": "lost" if alone else None}
