"""PostgreSQL is cut off at any message of what is written down about a call."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from itertools import count, cycle

import pytest

from pizzeria.ordering.cart import Cart, Line
from pizzeria.ordering.events import CallEvent, CartChanged, ToolUsed
from pizzeria.ordering.line_events import ModelBack, ModelLost
from pizzeria.store import engine
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING, StoppedClock
from tests.store.evening import BILL, hangs_up, rings, says
from tests.way import Side, Way, never

Cut = Callable[[bytes], Side | None]
EVERY = 17
"""messages"""
CART = Cart((Line(1, "vesuvio", "normal", "ordinary", 2),), None, 3, 2)


@pytest.fixture
async def beyond(way: Way, clock: StoppedClock) -> AsyncIterator[Store]:
    """A store at the end of this way."""
    store = await Store.open(way.url, clock)
    yield store
    await store.close()


def whole(call_id: str) -> list[CallEvent]:
    return [
        rings(call_id),
        says("i1", "A Vesuvio", 5, 0, call_id),
        ToolUsed(call_id, "t1", "add_item", "{}", "{}", True, None, FRIDAY_EVENING, 12),
        CartChanged(call_id, CART, BILL),
        ModelLost(call_id, "it says nothing", FRIDAY_EVENING),
        ModelBack(call_id, 800, FRIDAY_EVENING),
        hangs_up(call_id),
    ]


def at_commits(side: Side) -> Cut:
    """Each time; the next one gets through."""
    commits = count(1)
    return lambda message: side if b"COMMIT" in message and next(commits) % 2 else None


def now_and_then() -> Cut:
    messages = count(1)
    sides: Iterator[Side] = cycle(("before", "after"))
    return lambda _: None if next(messages) % EVERY else next(sides)


@pytest.mark.parametrize(
    "cut", [at_commits("before"), at_commits("after"), now_and_then()], ids=["before", "after", "anywhere"]
)
async def test_what_happened_is_written_down_and_told_once_wherever_the_line_was_cut(
    way: Way, beyond: Store, monkeypatch: pytest.MonkeyPatch, cut: Cut
) -> None:
    monkeypatch.setattr(engine, "AGAIN", 0.0)
    for call_id in ("c1", "c2"):
        for event in whole(call_id):
            await beyond.record(event)
        way.cut = cut
    way.cut = never
    assert await in_log(beyond, "c2") == await in_log(beyond, "c1")
    told = [(entry.data["call_id"], entry.name) for entry in await beyond.journal.after(0)]
    assert told == [(event.call_id, event.name) for call_id in ("c1", "c2") for event in whole(call_id)]


async def in_log(store: Store, call_id: str) -> list[object]:
    detail = await store.call(call_id)
    assert detail
    said, used = ([replace(each, call_id="") for each in kind] for kind in (detail.messages, detail.tools))
    return [said, used, detail.losses, replace(detail.call, call_id="")]
