"""The real house with one database a test, and calls that the waiter answers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pizzeria.agent.repertoire import Repertoire
from pizzeria.menu_files import read_menu_files
from tests.agent.guests import Watch
from tests.stores import open_store
from tests.voice.caller import Line

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    files, watch = read_menu_files(ROOT / "menu"), Watch()
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", watch.now)
    await store.load_menu(files.menu)
    yield Line(Repertoire.of(files), store, watch)
    await store.close()
