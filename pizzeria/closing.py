"""How the house closes: no call is taken any more, those on the line go on for a while, then a recording says
goodbye. Who asks again ends it at once. Pages stay open all the while.
"""

import asyncio
import signal
from collections.abc import Callable
from datetime import timedelta

from pizzeria.wiring import Pizzeria


class Signals:
    """SIGTERM, or Ctrl-C: the first closes the house, and any after it ends it at once."""

    def __init__(self) -> None:
        self.first = asyncio.Event()
        self.again = asyncio.Event()

    def catch(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._came)

    def _came(self) -> None:
        (self.again if self.first.is_set() else self.first).set()


async def close(pizzeria: Pizzeria, again: asyncio.Event, say: Callable[[str], None]) -> None:
    """Returns when no call is on the line any more."""
    calmly = asyncio.create_task(_close_calmly(pizzeria, say))
    at_once = asyncio.create_task(again.wait())
    await asyncio.wait((calmly, at_once), return_when=asyncio.FIRST_COMPLETED)
    calmly.cancel()
    at_once.cancel()
    await pizzeria.switchboard.end()


async def _close_calmly(pizzeria: Pizzeria, say: Callable[[str], None]) -> None:
    switchboard, seconds = pizzeria.switchboard, pizzeria.settings.drain_seconds
    calls = switchboard.active
    last_calls = switchboard.last_calls(seconds)
    if calls:
        on = "1 call is" if calls == 1 else f"{calls} calls are"
        say(f"Closing: {on} on the line and may go on for {seconds} seconds. Once more (Ctrl-C) ends it now.")
        until = pizzeria.now() + timedelta(seconds=seconds)
        told = pizzeria.store.door.closes(calls, until)  # if it can be told: calls go on without it
        await asyncio.gather(last_calls, told, return_exceptions=True)
    else:
        await last_calls
    await switchboard.drain()
