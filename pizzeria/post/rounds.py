"""Somebody who looks for work when woken (something happened) and when the next is due; at nothing else."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import structlog

LONGEST_SLEEP = 60.0
"""seconds: what another process left behind is found by then, even where nobody wakes us"""
TROUBLE = (1.0, 5.0, 15.0, 60.0)
"""seconds to wait when the database fails, and fails again"""

log = structlog.get_logger()


class Rounds(ABC):
    def __init__(self, name: str, now: Callable[[], datetime]) -> None:
        self._name = name
        self._now = now
        self._woken = asyncio.Event()
        self.going_home = False

    @abstractmethod
    async def round(self) -> None:
        """Everything that is due now."""

    @abstractmethod
    async def next_due(self) -> datetime | None: ...

    def wake(self) -> None:
        self._woken.set()

    def go_home(self) -> None:
        """After what is in hand; `run` then returns."""
        self.going_home = True
        self.wake()

    async def run(self) -> None:
        """Until sent home."""
        failures = 0
        while not self.going_home:
            self._woken.clear()
            try:
                await self.round()
                pause, failures = await self._pause(), 0
            except Exception as error:  # whatever is wrong with the database, it may be well again soon
                # Not what it says: a database repeats the customer's data in it.
                log.error(f"{self._name} stands still", error=type(error).__name__)
                pause = TROUBLE[min(failures, len(TROUBLE) - 1)]
                failures += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause)

    async def _pause(self) -> float:
        due = await self.next_due()
        if due is None:
            return LONGEST_SLEEP
        return min(max(0.0, (due - self._now()).total_seconds()), LONGEST_SLEEP)
