"""The stream: every entry once, in order, to everybody, however fast or slow they read."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, contextmanager

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as orm_event
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Unreachable
from pizzeria.store.address import read_address
from pizzeria.store.engine import Database
from pizzeria.store.journal import KEPT, PAGE, Entry, Journal
from pizzeria.store.rows import add_all
from pizzeria.store.store import Store
from pizzeria.store.tables import JournalEntries
from tests.clock import FRIDAY_EVENING
from tests.store.evening import PATIENCE, draft, hear, rings, says, sold_out


@pytest.fixture
async def database(store: Store, database_url: str) -> AsyncIterator[Database]:
    """The tables that `store` made, for tests of the journal by itself."""
    database = Database(read_address(database_url))
    yield database
    await database.close()


async def write(database: Database, journal: Journal, count: int) -> None:
    """So many entries at once, as another process would: by the table, and then a word to the journal."""
    rows = [{"name": "menu.changed", "data": {"n": n}, "at": FRIDAY_EVENING} for n in range(count)]

    async def work(session: AsyncSession) -> None:
        await add_all(session, JournalEntries, rows)

    await database.write(work)
    await journal.reread()


def ids(entries: list[Entry]) -> list[int]:
    return [entry.id for entry in entries]


async def test_entries_are_read_in_pages(store: Store) -> None:
    for n in range(5):
        await store.record(rings(f"c{n}"))
    assert ids(await store.journal.after(0)) == [1, 2, 3, 4, 5]
    assert ids(await store.journal.after(2, limit=2)) == [3, 4]
    assert await store.journal.after(5) == []


async def test_before_anything_happened_the_last_id_is_nought(store: Store) -> None:
    assert await store.journal.last_id() == 0
    await store.record(rings())
    assert await store.journal.last_id() == 1


async def test_an_entry_says_what_happened_and_when(store: Store) -> None:
    await store.record(rings())
    (entry,) = await store.journal.after(0)
    assert (entry.name, entry.at, entry.data["call_id"]) == ("call.started", FRIDAY_EVENING, "c1")
    assert entry.data["started_at"] == "2026-03-06T17:30:00.000Z"


async def test_listening_begins_when_one_asks_and_not_when_one_reads(store: Store) -> None:
    await store.record(rings("c1"))
    stream = store.journal.listen(None)
    await store.record(rings("c2"))
    (entry,) = await hear(stream, 1)
    assert entry.data["call_id"] == "c2"


async def test_who_waits_is_woken(store: Store) -> None:
    waiting = asyncio.create_task(hear(store.journal.listen(0), 1))
    await asyncio.wait([waiting], timeout=0)
    await store.record(rings())
    assert ids(await waiting) == [1]


async def test_who_lost_the_line_goes_on_where_it_broke(store: Store) -> None:
    for n in range(6):
        await store.record(rings(f"c{n}"))
    async with aclosing(store.journal.listen(0)) as stream:
        heard = await hear(stream, 4)
    assert ids(await hear(store.journal.listen(heard[-1].id), 2)) == [5, 6]


async def test_an_id_that_was_never_given_is_taken_as_now(store: Store) -> None:
    await store.record(rings("c1"))
    stream = store.journal.listen(999)
    waiting = asyncio.create_task(hear(stream, 1))
    await asyncio.wait([waiting], timeout=0)
    await store.journal.last_id()
    await store.record(rings("c2"))
    assert ids(await waiting) == [2]


async def test_everybody_hears_everything_once_and_in_order_while_everybody_writes(store: Store) -> None:
    """Twelve callers talk and order at once; eight screens begin at eight different places."""
    before, each = 20, 8
    for n in range(before):
        await store.record(rings(f"b{n}"))
    last = before + 12 * (each + 2)

    async def caller(n: int) -> None:
        await store.record(rings(f"c{n}"))
        for turn in range(each):
            await store.record(says(f"i{turn}", "hej", turn, turn, f"c{n}"))
        await store.place_order(draft(f"c{n}"))

    starts = (0, 0, 1, 7, 12, 19, 20, 20)
    screens = [asyncio.create_task(hear(store.journal.listen(start), last - start)) for start in starts]
    await asyncio.gather(*(caller(n) for n in range(12)))
    for start, heard in zip(starts, await asyncio.gather(*screens), strict=True):
        assert ids(heard) == list(range(start + 1, last + 1))


async def test_a_screen_that_keeps_losing_the_line_misses_nothing(store: Store) -> None:
    heard: list[int] = []

    async def screen() -> None:
        while len(heard) < 60:
            async with aclosing(store.journal.listen(heard[-1] if heard else 0)) as stream:
                heard.extend(ids(await hear(stream, 1 + len(heard) % 4)))

    reading = asyncio.create_task(screen())
    await asyncio.gather(*(store.record(rings(f"c{n}")) for n in range(63)))
    async with asyncio.timeout(PATIENCE):
        await reading
    assert heard == list(range(1, len(heard) + 1))


async def test_a_slow_listener_holds_up_nobody(store: Store) -> None:
    async with aclosing(store.journal.listen(0)) as slow:
        await store.record(rings("c0"))
        await hear(slow, 1)
        quick = store.journal.listen(0)
        for n in range(1, 30):
            await store.record(rings(f"c{n}"))
            await hear(quick, 1)
        assert ids(await hear(slow, 29)) == list(range(2, 31))


async def test_who_is_further_behind_than_the_memory_reads_the_table(
    database: Database,
) -> None:
    journal = Journal(database)
    slow, quick = journal.listen(0), journal.listen(0)
    await write(database, journal, 5)
    await hear(slow, 1)
    await write(database, journal, KEPT + 200)
    everything = list(range(1, KEPT + 206))
    assert ids(await hear(quick, KEPT + 205)) == everything
    assert ids(await hear(slow, KEPT + 204)) == everything[1:]


def entries_in_memory() -> int:
    """Of the whole process, whatever test they are from."""
    gc.collect()
    return sum(type(thing) is Entry for thing in gc.get_objects())


async def test_sleeping_screens_do_not_fill_the_memory(database: Database) -> None:
    before = entries_in_memory()
    journal = Journal(database)
    asleep = [journal.listen(0) for _ in range(5)]
    await write(database, journal, 5)
    for stream in asleep:
        await hear(stream, 1)
    awake = journal.listen(0)
    for _ in range(3):
        await write(database, journal, KEPT // 2)
        await hear(awake, KEPT // 2)
    assert entries_in_memory() - before <= KEPT + 2 * PAGE


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of any database meanwhile."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    orm_event.listen(Engine, "before_cursor_execute", note)
    yield asked
    orm_event.remove(Engine, "before_cursor_execute", note)


async def test_ten_screens_are_one_reader_of_the_table(store: Store) -> None:
    screens = [store.journal.listen(0) for _ in range(10)]
    await store.record(rings("c1"))
    for stream in screens:
        await hear(stream, 1)
    waiting = [asyncio.create_task(hear(stream, 1)) for stream in screens]
    await asyncio.wait(waiting, timeout=0)
    with statements() as asked:
        await store.record(rings("c2"))
        await asyncio.gather(*waiting)
    assert len([statement for statement in asked if "WHERE journal.id >" in statement]) == 1


async def test_what_is_rolled_back_is_never_told(database: Database) -> None:
    journal = Journal(database)
    stream = journal.listen(None)

    async def work(session: AsyncSession) -> None:
        await journal.append(session, sold_out("ham"), FRIDAY_EVENING)
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(work)
    await write(database, journal, 1)
    (entry,) = await hear(stream, 1)
    assert entry.data == {"n": 0}
    assert len(await journal.after(0)) == 1


async def test_the_stream_ends_when_the_store_is_closed(store: Store) -> None:
    await store.record(rings())
    stream = store.journal.listen(0)
    await hear(stream, 1)
    waiting = asyncio.create_task(anext(stream, None))
    await asyncio.wait([waiting], timeout=0)
    await store.close()
    async with asyncio.timeout(PATIENCE):
        assert await waiting is None
        assert [entry async for entry in store.journal.listen(0)] == []


async def test_a_closed_store_says_so(store: Store) -> None:
    await store.close()
    with pytest.raises(Unreachable, match="closed"):
        await store.record(rings())


async def test_what_is_being_written_is_finished_before_the_store_closes(
    store: Store, database_url: str
) -> None:
    writing = [asyncio.create_task(store.record(rings(f"c{n}"))) for n in range(20)]
    await asyncio.wait(writing, timeout=0)
    await store.close()
    await asyncio.gather(*writing)
    database = Database(read_address(database_url))
    assert await Journal(database).last_id() == 20
    await database.close()
