"""An order that was cut off is taken up by one call of the same number, or taken off the board."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from pizzeria.errors import Refused
from pizzeria.ordering.cart import Cart, Line
from pizzeria.ordering.events import CallEnded, CartChanged
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING, StoppedClock
from tests.store.evening import ANNA, BERTIL, BILL, HIDDEN, draft, rings

CART = Cart((Line(1, "vesuvio", "normal", "ordinary", 2),), None, 4, 2)


async def cut_off(store: Store, call_id: str = "c1", phone: str = ANNA) -> None:
    await store.record(rings(call_id, phone=phone))
    await store.record(CartChanged(call_id, CART, BILL))
    await store.record(CallEnded(call_id, "dropped", FRIDAY_EVENING + timedelta(seconds=30)))


async def taken(store: Store, call_id: str, phone: str = ANNA) -> str | None:
    """Whose order this call goes on with."""
    kept = await store.drafts.take_up(call_id, phone)
    return kept.call_id if kept else None


async def on_board(store: Store) -> list[str]:
    return [call.call_id for call in (await store.scenes.now(0)).calls if call.lost_at]


async def test_of_two_calls_at_once_from_one_number_one_is_given_it(store: Store) -> None:
    await cut_off(store)
    assert await on_board(store) == ["c1"]
    for call_id in ("c2", "c3"):
        await store.record(rings(call_id))
    got = await asyncio.gather(taken(store, "c2"), taken(store, "c3"))
    assert set(got) == {None, "c1"}
    assert await on_board(store) == []


async def test_nobody_else_is_given_it_and_who_hides_the_number_has_none(store: Store) -> None:
    await cut_off(store)
    await cut_off(store, "c2", HIDDEN)
    assert [await taken(store, "c3", BERTIL), await taken(store, "c4", HIDDEN)] == [None, None]
    assert await on_board(store) == ["c1"]


async def test_after_an_hour_it_is_offered_no_more(store: Store, clock: StoppedClock) -> None:
    await cut_off(store)
    clock.forward(3600 + 29)
    assert await on_board(store) == ["c1"]
    clock.forward(1)
    assert (await taken(store, "c2"), await on_board(store)) == (None, [])


async def test_what_was_ordered_is_not_offered_again_wherever_that_was(store: Store) -> None:
    """The house may go down between the order and the empty cart."""
    await cut_off(store)
    await store.place_order(draft("c1", revision=3))
    assert await on_board(store) == ["c1"], "that was before it"
    await store.place_order(draft("c1", revision=4))
    assert (await taken(store, "c2"), await on_board(store)) == (None, [])
    await cut_off(store, "c5", BERTIL)
    later = FRIDAY_EVENING + timedelta(minutes=9)
    await store.place_order(replace(draft("counter-1", phone=BERTIL), placed_at=later))
    assert await taken(store, "c6", BERTIL) is None


async def test_staff_take_it_off_the_board_once(store: Store) -> None:
    await cut_off(store)
    await store.drafts.drop("c1")
    assert (await taken(store, "c2"), await on_board(store)) == (None, [])
    with pytest.raises(Refused, match="no_draft"):
        await store.drafts.drop("c1")
    assert [e.name for e in await store.journal.after(0)].count("call.draft_dropped") == 1


async def test_a_call_that_was_lost_before_it_had_anything_of_it_leaves_it_to_the_next(store: Store) -> None:
    await cut_off(store)
    await store.record(rings("c2"))
    assert await taken(store, "c2") == "c1"
    assert await taken(store, "c2") == "c1", "dialled again, it is the same call"
    await store.record(CallEnded("c2", "lost", FRIDAY_EVENING))
    assert await taken(store, "c3") == "c1"
    await store.record(rings("c3"))
    await store.record(CartChanged("c3", Cart(revision=5), replace(BILL, lines=())))
    await store.record(CallEnded("c3", "hangup", FRIDAY_EVENING))
    assert await taken(store, "c4") is None, "whoever began anew did not want it"
