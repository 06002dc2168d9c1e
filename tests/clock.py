"""A clock that stands still until it is told to go on, and can be broken; and one that hurries."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pizzeria.clock import Clock

FRIDAY_EVENING = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)


class BrokenClock(Exception):
    pass


class StoppedClock:
    def __init__(self, at: datetime = FRIDAY_EVENING) -> None:
        self.at = at
        self.broken = False

    def __call__(self) -> datetime:
        if self.broken:
            raise BrokenClock
        return self.at

    def forward(self, seconds: float) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


class FastClock(Clock):
    """Runs so many times faster than life."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self._speed = speed

    def now(self) -> float:
        return super().now() * self._speed

    def call_at(self, when: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        wait = max(0.0, when - self.now()) / self._speed
        return asyncio.get_running_loop().call_later(wait, callback)
