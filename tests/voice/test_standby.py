"""The built-in voice stands in for another model, as a process that is looked after."""

import asyncio
import os
import signal

import pytest

from pizzeria.errors import TurnedAway
from pizzeria.realtime.events import Ready
from pizzeria.settings import Settings
from pizzeria.standby import StandbyVoice, why_none
from tests.house import MENU
from tests.voice.conftest import MODELS


async def test_who_asks_while_it_starts_waits_and_when_it_dies_that_is_known_until_it_starts_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    monkeypatch.setenv("PIZZERIA_MODELS_DIR", str(MODELS))
    voice = StandbyVoice(Settings.model_construct(), again=0.5)
    async with voice.running(), asyncio.timeout(60):
        connection = await (await voice.reach()).connect()
        assert isinstance(await anext(connection.events()), Ready)
        await connection.close()
        os.kill(voice.process_id, signal.SIGKILL)
        with pytest.raises(TurnedAway, match="has ended"):
            await turned_away(voice)
        await waits(voice)


async def turned_away(voice: StandbyVoice) -> None:
    while True:
        await voice.reach()
        await asyncio.sleep(0)


async def waits(voice: StandbyVoice) -> None:
    """Returns when who asks has to wait, for it starts again."""
    asked = asyncio.create_task(voice.reach())
    while (await asyncio.wait([asked], timeout=0.1))[0]:
        asked.exception()
        asked = asyncio.create_task(voice.reach())
    asked.cancel()


def test_where_there_is_none_what_to_do_is_said() -> None:
    assert why_none(Settings.model_construct()) == ""
    assert "PIZZERIA_STANDBY is off" in why_none(Settings.model_construct(standby="off"))
    assert "unset PIZZERIA_SOUND" in why_none(Settings.model_construct(sound="ulaw"))
