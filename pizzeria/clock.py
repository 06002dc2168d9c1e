"""What time it is. Handed in from the wiring, so that a call can be played at another hour."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Seconds for measuring, and the time of day."""

    def __init__(self, start: datetime | None = None) -> None:
        """`start`: a time of day (aware) to begin at instead of the real one; it then runs at natural
        speed.
        """
        self._start = start
        self._began = time.monotonic()

    def now(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()

    def utc(self) -> datetime:
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=self.now() - self._began)

    def zero(self) -> datetime:
        """The time of day when `now` read 0."""
        return self.utc() - timedelta(seconds=self.now())

    def call_at(self, when: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(max(0.0, when - self.now()), callback)
