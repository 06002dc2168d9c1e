"""The built-in voice as the stand-in for the model that is set: started once the door is open, kept running,
and started again when it dies, so that a caller whose model cannot be had is not alone.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from pizzeria.errors import SetupError, TurnedAway
from pizzeria.exchange import Standby
from pizzeria.realtime.connection import Realtime
from pizzeria.settings import Settings
from pizzeria.sound import PCM
from pizzeria.voice.extra import HOW, LANGUAGE, missing
from pizzeria.voice_process import voice_process

AGAIN = 30.0
"""seconds until one that died is started again"""
READY = (
    "The stand-in      the built-in voice, in English: it goes on with a call when the model cannot be had"
)


def why_none(settings: Settings) -> str:
    """Why there is no stand-in for the model, and what to do about it; "" when there is one."""
    if settings.standby == "off":
        return "PIZZERIA_STANDBY is off: callers whose model cannot be had are handed to staff"
    if missing():
        return f"without the built-in voice callers whose model cannot be had are handed to staff: {HOW}"
    if settings.sound != PCM.name:
        return f"the built-in voice speaks {PCM.name} only: unset PIZZERIA_SOUND, or staff take such calls"
    return ""


class StandbyVoice:
    """As an `exchange.Standby` it can be had before it runs; whoever asks then waits for it."""

    def __init__(self, settings: Settings, again: float = AGAIN) -> None:
        self._settings = settings
        self._again = again
        self._voice: asyncio.Future[Realtime] = asyncio.get_running_loop().create_future()
        self.standby = Standby(self.reach, LANGUAGE)
        self.process_id = 0
        """of the one that runs, or ran last"""

    async def reach(self) -> Realtime:
        """Waits while it starts. Raises TurnedAway when it did not, or is dead."""
        return await asyncio.shield(self._voice)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """It is started and looked after while this is entered."""
        keeper = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper

    async def _keep(self) -> None:
        while True:
            why = "the built-in voice has ended"
            try:
                async with voice_process() as voice:
                    self.process_id = voice.process.pid
                    self._tell(Realtime.from_settings(self._led_to(voice.address)))
                    await voice.process.wait()
            except SetupError as error:
                why = str(error)
            structlog.get_logger().warning("there is no stand-in", why=why)
            self._tell(TurnedAway(why))
            await asyncio.sleep(self._again)
            self._voice = asyncio.get_running_loop().create_future()

    def _tell(self, news: Realtime | TurnedAway) -> None:
        if self._voice.done():
            self._voice = asyncio.get_running_loop().create_future()
        if isinstance(news, TurnedAway):
            self._voice.set_exception(news)
            self._voice.exception()  # nobody need have asked
        else:
            self._voice.set_result(news)

    def _led_to(self, address: str) -> Settings:
        own = {"openai_api_key": None, "openai_base_url": address, "model": "built-in", "dialect": "ga"}
        return self._settings.model_copy(update=own)
