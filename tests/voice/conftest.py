"""The built-in voice, once for every test of a module, and a mouth for its callers."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from pizzeria.menu_files import read_menu_files
from pizzeria.realtime_server.door import Door
from pizzeria.settings import Settings
from pizzeria.voice.mouth.speech import Mouth
from pizzeria.voice.server import open_voice
from tests.house import MENU

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
