"""What many rooms' tests need: a clock, databases of both kinds, a store on each, a browser."""

import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from pizzeria.store.store import Store
from tests.addresses import write_once
from tests.chromium import HOW, find_chromium
from tests.clock import StoppedClock
from tests.fuzz import profiles
from tests.in_turn import InTurn
from tests.pages import compile_once
from tests.postgres import Postgres, postgres
from tests.stores import open_store
from tests.way import Way, way_to

profiles.register()
write_once()
compile_once()
gc.set_threshold(20_000, 20, 20)  # Python's own looks for rubbish for a fifth of the run


def pytest_collection_finish() -> None:
    """What has been collected stays to the end: nobody looks through it for rubbish."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InTurn:
    return InTurn(config, log)


@pytest.fixture
def clock() -> StoppedClock:
    """It stands at a Friday evening, 2026-03-06 17:30 UTC."""
    return StoppedClock()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One for the whole run, started by the first test that needs it."""
    with postgres() as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Of a database that does not exist yet, in a folder that does not either."""
    return f"sqlite+aiosqlite:///{tmp_path}/var/pizzeria.db"


@pytest.fixture(scope="session")
def shared_database(postgres_server: Postgres) -> str:
    postgres_server.create("pizzeria")
    return "pizzeria"


@pytest.fixture
def postgres_url(postgres_server: Postgres, shared_database: str) -> str:
    """Of a database without a row in it: one for the whole run, emptied before each test."""
    postgres_server.empty(shared_database)
    return postgres_server.url(shared_database)


@pytest.fixture
async def way(postgres_url: str, postgres_server: Postgres, shared_database: str) -> AsyncIterator[Way]:
    """To that database; it can be cut."""
    async with way_to(postgres_server, shared_database) as way:
        yield way


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Runs the test twice, once on each kind of database."""
    url: str = request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])
    return url


@pytest.fixture
async def store(database_url: str, clock: StoppedClock) -> AsyncIterator[Store]:
    """On both kinds, without a menu. For tests that are not about the store, `sqlite_store` is quicker."""
    opened = await open_store(database_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str, clock: StoppedClock) -> AsyncIterator[Store]:
    opened = await open_store(sqlite_url, clock)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where it is. In CI there must be one; elsewhere these tests say how to get it."""
    if path := find_chromium():
        return path
    if os.environ.get("CI"):
        pytest.fail(HOW)
    pytest.skip(HOW)
