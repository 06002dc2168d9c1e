"""The built-in voice, once for every test of a module, and a mouth for its callers; or its wits alone, at a
real desk with one database a test.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from pizzeria.agent.repertoire import Repertoire
from pizzeria.menu_files import read_menu_files
from pizzeria.realtime_server.door import Door
from pizzeria.settings import Settings
from pizzeria.voice.mouth.speech import Mouth
from pizzeria.voice.server import open_voice
from tests.agent.guests import Watch
from tests.house import MENU
from tests.stores import open_store
from tests.voice.caller import Line

MODELS = MENU.parent / "var" / "models"
"""where `make run` keeps them, too"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def voice() -> AsyncIterator[Door]:
    settings = Settings.model_construct(menu_dir=MENU, models_dir=MODELS)
    async with open_voice(read_menu_files(MENU), settings) as door:
        yield door


@pytest.fixture(scope="module")
def mouth() -> Iterator[Mouth]:
    with Mouth(MENU) as mouth:
        yield mouth


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    files, watch = read_menu_files(MENU), Watch()
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", watch.now)
    await store.load_menu(files.menu)
    yield Line(Repertoire.of(files), store, watch)
    await store.close()
