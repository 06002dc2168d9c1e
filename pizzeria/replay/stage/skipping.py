"""An event loop whose time skips: nobody waits for a timer, and a call of minutes plays in a second.

Everything that talks to one another runs in this one loop, over real sockets. On loopback the kernel delivers
what is sent before `send` returns, so when no socket is ready and nothing is under way outside the loop (a
thread, a database), nothing can happen before the next timer: time jumps there. Between two jumps it stands
still, however long the work takes, and so all that is measured comes out the same each time.
"""

import asyncio
import selectors
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Events = list[tuple[selectors.SelectorKey, int]]

_LOOK_AGAIN = 0.005
"""seconds until we ask again whether what is outside the loop is still under way"""


def nobody() -> bool:
    """Nothing is under way outside the loop."""
    return False


class SkippingLoop(asyncio.SelectorEventLoop):
    """Time stands at 1,000 seconds when it is made. It begins to skip when it is told to, and may stop."""

    def __init__(self) -> None:
        self._time = 1_000.0
        self._jobs = 0
        self._outside: Callable[[], bool] | None = None
        self._alarm: tuple[float, Callable[[], object]] | None = None
        super().__init__(_SkippingSelector(self))

    def skip_unless(self, outside: Callable[[], bool]) -> None:
        """Skip from now on, whenever nothing is under way `outside` (besides the loop's own executor)."""
        self._outside = outside

    def stop_skipping(self) -> None:
        """Timers take their time again."""
        self._outside = None

    def alarm(self, real_seconds: float, callback: Callable[[], object]) -> None:
        """Calls back once so much real time is over. There is one alarm: a new one replaces the old one."""
        self._alarm = (time.monotonic() + real_seconds, callback)

    def time(self) -> float:
        return self._time

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        future = super().run_in_executor(executor, func, *args)
        self._jobs += 1
        future.add_done_callback(self._job_done)
        return future

    def wait(self, select: Callable[[float | None], Events], timeout: float | None) -> Events:
        """What the selector does: `timeout` is until the next timer, None when there is none."""
        rang = self._ring()
        ready = select(0)
        if ready or rang or (timeout is not None and timeout <= 0):
            return ready
        if self._outside is None or timeout is None:
            return self._really(select, timeout)
        if self._jobs or self._outside():
            return select(_LOOK_AGAIN)
        self._time += timeout
        return []

    def _really(self, select: Callable[[float | None], Events], timeout: float | None) -> Events:
        """Waits as long as it takes. Time moves with the timers only; what else it takes does not count."""
        left = self._alarm[0] - time.monotonic() if self._alarm else None
        if left is not None and (timeout is None or left < timeout):
            return select(max(0.0, left))
        ready = select(timeout)
        if not ready and timeout is not None:
            self._time += timeout
        return ready

    def _ring(self) -> bool:
        if self._alarm is None or time.monotonic() < self._alarm[0]:
            return False
        (_, callback), self._alarm = self._alarm, None
        callback()
        return True

    def _job_done(self, _: asyncio.Future[Any]) -> None:
        self._jobs -= 1


class _SkippingSelector(selectors.BaseSelector):
    """The system's own, asked by way of the loop."""

    def __init__(self, loop: SkippingLoop) -> None:
        self._loop = loop
        self._real = selectors.DefaultSelector()

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def select(self, timeout: float | None = None) -> Events:
        return self._loop.wait(self._real.select, timeout)

    def close(self) -> None:
        self._real.close()

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.get_key(fileobj)
