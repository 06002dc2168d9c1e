"""The tables are what the models say, whoever makes them and however often."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from pizzeria.errors import SetupError
from pizzeria.store.address import make_folder, read_address
from pizzeria.store.migrate import config, migrate
from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.store.evening import PATIENCE, draft, rings
from tests.stores import in_tables


def differences(connection: Connection) -> object:
    return compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)


def tables(connection: Connection) -> object:
    return set(inspect(connection).get_table_names())


def undo(connection: Connection) -> None:
    backwards = config()
    backwards.attributes["connection"] = connection
    command.downgrade(backwards, "base")


def back_to_the_first_tables(connection: Connection) -> None:
    back_to(connection, "0001")


def back_to_before_the_outbox(connection: Connection) -> None:
    back_to(connection, "0002")


def back_to(connection: Connection, revision: str) -> None:
    backwards = config()
    backwards.attributes["connection"] = connection
    command.downgrade(backwards, revision)


def age(connection: Connection) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


async def migrated(url: str) -> str:
    address = read_address(url)
    make_folder(address)
    await migrate(address)
    return url


async def test_the_migrations_make_what_the_models_say(bare_url: str) -> None:
    await migrated(bare_url)
    assert await in_tables(bare_url, differences) == []


async def test_the_migrations_can_be_undone(bare_url: str) -> None:
    await migrated(bare_url)
    await in_tables(bare_url, undo)
    assert await in_tables(bare_url, tables) == {"alembic_version"}


async def test_what_is_in_the_tables_is_there_after_the_next_start(
    bare_url: str, clock: StoppedClock
) -> None:
    for known in (0, 1):
        store = await Store.open(bare_url, clock)
        assert len(await store.calls()) == known
        await store.record(rings())
        await store.close()


async def test_an_order_of_an_older_house_was_last_moved_when_it_was_placed(
    bare_url: str, clock: StoppedClock
) -> None:
    store = await Store.open(bare_url, clock)
    placed = await store.place_order(draft())
    clock.forward(60)
    await store.advance(1, "cancelled")
    await store.close()
    await in_tables(bare_url, back_to_the_first_tables)
    store = await Store.open(bare_url, clock)
    (order,) = (await store.on_board(10)).finished
    assert (order.moved_at, order.to_acknowledge) == (placed.placed_at, False)
    await store.close()


async def test_an_order_of_before_the_outbox_has_no_tracking_page_and_goes_on_as_ever(
    bare_url: str, clock: StoppedClock
) -> None:
    store = await Store.open(bare_url, clock)
    placed = await store.place_order(draft())
    await store.close()
    await in_tables(bare_url, back_to_before_the_outbox)
    store = await Store.open(bare_url, clock)
    order = await store.order(placed.number)
    assert order == placed
    assert (order.token, order.language, order.messages) == ("", "", ())
    assert await store.tracked("") is None
    await store.advance(placed.number, "baking")
    assert (await store.place_order(draft("c2"))).token
    await store.close()


async def test_two_that_start_at_once_make_the_tables_once(bare_url: str, clock: StoppedClock) -> None:
    async with asyncio.timeout(PATIENCE):
        stores = await asyncio.gather(*(Store.open(bare_url, clock) for _ in range(4)))
    await stores[0].record(rings())
    assert [len(await store.calls()) for store in stores] == [1, 1, 1, 1]
    for store in stores:
        await store.close()


async def test_two_houses_with_a_database_each_open_at_once(tmp_path: Path, clock: StoppedClock) -> None:
    urls = [f"sqlite+aiosqlite:///{tmp_path}/{n}.db" for n in range(6)]
    async with asyncio.timeout(PATIENCE):
        stores = await asyncio.gather(*(Store.open(url, clock) for url in urls))
    for store in stores:
        await store.record(rings())
        await store.close()


async def test_a_database_of_a_newer_pizzeria_is_left_alone(bare_url: str, clock: StoppedClock) -> None:
    await in_tables(await migrated(bare_url), age)
    with pytest.raises(SetupError, match="made by a newer pizzeria"):
        await Store.open(bare_url, clock)
