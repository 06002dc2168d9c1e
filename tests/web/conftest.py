"""A house with a real store, and the app that serves it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from quart import Quart

from pizzeria.store.store import Store
from pizzeria.web.app import create_app
from tests.stores import open_store
from tests.web.evening import FILES, SIX, House, Phones, settings


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", lambda: SIX)
    await store.load_menu(FILES.menu)
    yield store
    await store.close()


@pytest.fixture
def house(store: Store) -> House:
    return House(settings(), FILES, store, lambda: SIX, Phones())


@pytest.fixture
def app(house: House) -> Quart:
    return create_app(house)


@pytest.fixture
def locked_app(store: Store) -> Quart:
    """The same house behind a password."""
    known = settings(staff_password=SecretStr("tomat"), phone_token=SecretStr("ring"))
    return create_app(House(known, FILES, store, lambda: SIX, Phones()))
