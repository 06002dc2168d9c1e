"""What time it is. Handed in from the wiring, so that a call can be played at another hour."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Seconds for measuring, and the time of day. Made where an event loop runs, and asked in any thread: the
    loop's time is its own, so that a loop whose time skips takes the whole house along.
    """

    def __init__(self, start: datetime | None = None) -> None:
        """`start`: a time of day (aware) to begin at instead of the real one; it then runs at natural
        speed.
        """
        self._loop = asyncio.get_running_loop()
        self._start = start
        self._began = self.now() if start else 0.0

    def now(self) -> float:
        """Seconds that never go back."""
        return self._loop.time()

    def utc(self) -> datetime:
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=self.now() - self._began)

    def call_at(self, when: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        return self._loop.call_later(max(0.0, when - self.now()), callback)
