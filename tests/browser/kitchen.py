"""A house whose board is looked at. The screens go before it does, for they complain of a closed house."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pizzeria.replay.doubles.model import Script
from tests.browser.screens import Screens
from tests.house import House, open_house
from tests.replay.doubles.apps import quiet

CALM: Any = {"reduced_motion": "reduce"}
"""what a screen is asked for in most tests: nothing glides, so nothing is waited for"""


@asynccontextmanager
async def kitchen(
    database_url: str, screens: Screens, script: Script = quiet, **wanted: Any
) -> AsyncIterator[House]:
    async with open_house(database_url, script, **wanted) as house:
        yield house
        await screens.close()
