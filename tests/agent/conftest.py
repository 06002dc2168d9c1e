"""A room with a database of its own for each test, and Anna on the line."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from pizzeria.store.store import Store
from tests.agent.guests import Guest, Room, Watch
from tests.stores import open_store


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def store(tmp_path: Path, watch: Watch) -> AsyncIterator[Store]:
    """SQLite only: what the engines have in common is tested where the store is."""
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", watch.now)
    yield store
    await store.close()


@pytest.fixture
async def room(store: Store, watch: Watch) -> Room:
    room = Room(store, watch)
    await store.load_menu(room.menu)
    return room


@pytest.fixture
async def anna(room: Room) -> Guest:
    return await room.answers()


@pytest.fixture
async def evening(room: Room) -> Guest:
    """A call to a house that opens 11 to 21 every day and takes orders until half past eight."""
    span = (time(11), time(21))
    hours = replace(room.house.hours, weekly=((span,),) * 7, last_order_minutes=30)
    room.house = replace(room.house, hours=hours)
    return await room.answers()


@pytest.fixture
async def closed(evening: Guest, watch: Watch) -> Guest:
    """The same house at eleven at night."""
    watch.at = datetime(2026, 10, 6, 21, 0, tzinfo=UTC)
    return evening
