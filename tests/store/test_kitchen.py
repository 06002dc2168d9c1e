"""What the kitchen says of itself is kept, and told when it is news."""

import asyncio

from pizzeria.ordering.kitchen import Kitchen
from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.store.evening import told


async def test_a_kitchen_that_has_said_nothing_is_on_time_and_takes_orders(store: Store) -> None:
    assert await store.kitchen() == Kitchen(behind_minutes=0, taking_orders=True)
    assert await told(store.journal) == []


async def test_the_kitchen_says_one_thing_and_the_other_stays(store: Store) -> None:
    assert await store.set_kitchen(behind_minutes=45) == Kitchen(45, True)
    assert await store.set_kitchen(taking_orders=False) == Kitchen(45, False)
    assert await store.kitchen() == Kitchen(45, False)
    assert await store.set_kitchen(behind_minutes=0, taking_orders=True) == Kitchen()
    assert await store.kitchen() == Kitchen()


async def test_the_board_hears_of_a_change_and_only_of_a_change(store: Store) -> None:
    await store.set_kitchen(behind_minutes=0, taking_orders=True)
    assert await told(store.journal) == []
    await store.set_kitchen(behind_minutes=20)
    await store.set_kitchen(behind_minutes=20, taking_orders=True)
    (entry,) = await store.journal.after(0)
    assert (entry.name, entry.data) == ("kitchen.changed", {"taking_orders": True, "behind_minutes": 20})


async def test_two_screens_at_once_each_have_their_say(store: Store) -> None:
    await asyncio.gather(store.set_kitchen(behind_minutes=30), store.set_kitchen(taking_orders=False))
    assert await store.kitchen() == Kitchen(30, False)
    assert await told(store.journal) == ["kitchen.changed", "kitchen.changed"]


async def test_a_kitchen_that_stopped_stays_so_when_the_house_is_restarted(
    database_url: str, clock: StoppedClock
) -> None:
    for known in (Kitchen(), Kitchen(60, False)):
        store = await Store.open(database_url, clock)
        assert await store.kitchen() == known
        await store.set_kitchen(behind_minutes=60, taking_orders=False)
        await store.close()
