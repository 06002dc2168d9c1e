"""The event stream: without a gap, without a repeat, to the end."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest
from quart import Quart

from pizzeria.store.store import Store
from pizzeria.store.tail import Entry
from pizzeria.web.sse import BEAT, COMMENT, HELLO, close_streams
from pizzeria.web.sse import stream as frames
from tests.web.evening import COLLECTED_HERE, SIX, ordered, orders_on_the_line, places, rings
from tests.web.socket_client import PATIENCE, served, stream


async def test_a_new_listener_hears_what_happens_from_now_on(app: Quart, store: Store) -> None:
    await rings(store, "before")
    async with served(app) as port, stream(port) as line:
        assert line.status == 200
        assert line.headers["content-type"].startswith("text/event-stream")
        await rings(store)
        await orders_on_the_line(store)
        await places(store)
        heard = await line.hear(3)
    assert [event.name for event in heard] == ["call.started", "cart.changed", "order.placed"]
    assert [event.data["call_id"] for event in heard] == ["c1"] * 3
    ids = [event.id for event in heard]
    assert ids == sorted(set(ids))


async def test_who_comes_back_hears_all_that_was_missed_and_nothing_twice(app: Quart, store: Store) -> None:
    async with served(app) as port:
        async with stream(port) as line:
            await ordered(store)
            first = await line.hear(2)
        await store.advance(1, "baking")
        async with stream(port, Last_Event_ID=str(first[-1].id)) as line:
            await store.advance(1, "ready")
            rest = await line.hear(3)
    names = [event.name for event in first + rest]
    assert names == ["call.started", "cart.changed", "order.placed", "order.advanced", "order.advanced"]
    everything = [entry.id for entry in await store.journal.after(0)]
    assert [event.id for event in first + rest] == everything[-5:]


async def test_the_page_starts_the_stream_where_its_picture_ends(app: Quart, store: Store) -> None:
    await rings(store)
    after = await store.journal.last_id()
    await orders_on_the_line(store)
    async with served(app) as port, stream(port, f"/api/events?after={after}") as line:
        assert [event.name for event in await line.hear(1)] == ["cart.changed"]


async def test_the_header_counts_more_than_the_address(app: Quart, store: Store) -> None:
    await rings(store)
    first = await store.journal.last_id()
    await orders_on_the_line(store)
    await places(store)
    async with (
        served(app) as port,
        stream(port, f"/api/events?after={first}", Last_Event_ID=str(first + 1)) as line,
    ):
        assert [event.name for event in await line.hear(1)] == ["order.placed"]


async def test_many_events_while_nobody_listened_are_all_told(app: Quart, store: Store) -> None:
    after = await store.journal.last_id()
    for number in range(30):
        await ordered(store, f"c{number}", to=COLLECTED_HERE)
    async with served(app) as port, stream(port, Last_Event_ID=str(after)) as line:
        heard = await line.hear(90)
    assert [event.id for event in heard] == [entry.id for entry in await store.journal.after(after)]


@pytest.mark.parametrize("wrong", ["abc", "-1", "1.5", "1e3", "\u0663", "9" * 30, "99999", "1 OR 1=1"])
async def test_an_id_that_was_never_given_is_refused(app: Quart, wrong: str) -> None:
    answer = await app.test_client().get("/api/events", query_string={"after": wrong})
    assert answer.status_code == 400
    assert (await answer.get_json())["error"]["code"] == "bad_event_id"


async def test_a_wrong_last_event_id_header_is_refused(app: Quart) -> None:
    answer = await app.test_client().get("/api/events", headers={"Last-Event-ID": "abc"})
    assert answer.status_code == 400


async def test_every_stream_ends_when_the_house_closes(app: Quart, store: Store) -> None:
    async with served(app) as port, stream(port) as line:
        await line.block()
        close_streams(app)
        assert await line.ended() == b""


async def test_a_listener_that_goes_leaves_nothing_behind(app: Quart) -> None:
    before = asyncio.all_tasks()
    async with served(app) as port:
        async with stream(port) as line:
            await line.block()
            waiting = [task for task in asyncio.all_tasks() - before if _is_listening(task)]
        assert len(waiting) == 1
        _, still_there = await asyncio.wait(waiting, timeout=PATIENCE)
        assert not still_there


def _is_listening(task: asyncio.Task[object]) -> bool:
    return getattr(task.get_coro(), "__name__", "") == "_next"


async def test_silence_is_filled_with_a_comment_and_costs_no_event() -> None:
    entries = Slow()
    told = frames(entries.told(), asyncio.Event(), COMMENT, 0.01)
    assert await anext(told) == HELLO
    assert [await anext(told), await anext(told)] == [COMMENT, COMMENT]
    entries.happens(7)
    assert (await skip(told, COMMENT)).startswith(b"id: 7\nevent: menu.changed\ndata: {")
    await told.aclose()
    assert entries.closed


async def test_a_beat_has_no_id_so_that_it_cannot_move_the_place_in_the_journal() -> None:
    assert BEAT.startswith(COMMENT)
    assert b"id:" not in BEAT


async def test_when_the_journal_ends_a_listener_the_stream_ends() -> None:
    entries = Slow()
    entries.ends()
    told = frames(entries.told(), asyncio.Event(), COMMENT, 5.0)
    assert [frame async for frame in told] == [HELLO]


async def test_a_line_feed_in_a_name_cannot_forge_an_event() -> None:
    entries = Slow()
    entries.happens(1, "\n\nid: 9\nevent: order.placed\r\rdata: {}")
    told = frames(entries.told(), asyncio.Event(), COMMENT, 5.0)
    await anext(told)
    frame = await anext(told)
    assert frame.count(b"\n") == 4
    assert b"\r" not in frame
    await told.aclose()


class Slow:
    """A journal's listener that tells what the test lets happen."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Entry | None] = asyncio.Queue()
        self.closed = False

    def happens(self, id: int, text: str = "lök") -> None:
        self._queue.put_nowait(Entry(id, "menu.changed", {"id": text}, SIX))

    def ends(self) -> None:
        self._queue.put_nowait(None)

    async def told(self) -> AsyncGenerator[Entry]:
        try:
            while entry := await self._queue.get():
                yield entry
        finally:
            self.closed = True


async def skip(told: AsyncIterator[bytes], what: bytes) -> bytes:
    async for frame in told:
        if frame != what:
            return frame
    raise AssertionError("the stream ended")
