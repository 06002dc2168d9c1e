"""PostgreSQL is cut off at any message of what is written down about a call."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from itertools import count, cycle

import pytest

from pizzeria.ordering.cart import Cart, Line
from pizzeria.ordering.events import CallEvent, CartChanged, ToolUsed
from pizzeria.ordering.line_events import ModelBack, ModelLost
from pizzeria.store import engine, postgresql
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING, StoppedClock
from tests.store.evening import BILL, PATIENCE, hangs_up, rings, says
from tests.way import Side, Way, never

Cut = Callable[[bytes], Side | None]
SOON = 8.0
"""seconds: before the database would end what is silent"""
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


async def test_a_network_that_loses_everything_is_a_database_that_is_away(
    way: Way, beyond: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it begins before what is written, or with the commit whose answer is lost."""
    monkeypatch.setattr(postgresql, "SILENT", 0.2)

    events = [event for event in whole("c1") if event.name in ("call.started", "tool.used", "cart.changed")]

    def with_the_commit(message: bytes) -> Side | None:
        way.lost = b"COMMIT" in message
        return None

    await beyond.record(rings("c1"))
    for event in events[1:]:
        way.lost, way.cut = event.name == "cart.changed", with_the_commit
        way.in_vain.clear()
        written = asyncio.create_task(beyond.record(event))
        await way.in_vain.wait()
        way.lost, way.cut = False, never
        async with asyncio.timeout(SOON):
            await written
    told = [entry.name for entry in await beyond.journal.after(0)]
    assert told == [event.name for event in events]


async def test_a_house_that_falls_silent_in_the_middle_of_what_it_writes_keeps_no_other_from_writing(
    way: Way, postgres_url: str, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database itself does not wait for it: nobody is there any more to give up."""
    monkeypatch.setattr(postgresql, "SILENT", float("inf"))
    monkeypatch.setattr(postgresql, "GONE", 300)

    def in_the_middle(message: bytes) -> Side | None:
        way.lost = b"INSERT INTO calls" in message
        return None

    beyond, other = await Store.open(way.url, clock), await Store.open(postgres_url, clock)
    way.cut = in_the_middle
    writing = asyncio.create_task(beyond.record(rings("c1")))
    await way.in_vain.wait()
    async with asyncio.timeout(PATIENCE):
        await other.record(rings("c2"))
    way.lost, way.cut = False, never
    await writing
    assert [entry.data["call_id"] for entry in await other.journal.after(0)] == ["c2", "c1"]
    await beyond.close()
    await other.close()
