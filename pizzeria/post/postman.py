"""One route's postman: takes the letters that are due, delivers them, says what came of it.

He looks when he is woken (something happened) and when the next letter is due; nothing else. A letter is his
for outbox.decisions.LEASE; where he falls, at whatever step, the next one finds it by its state.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

import structlog

from pizzeria.outbox.decisions import Outcome
from pizzeria.outbox.letters import Route
from pizzeria.store.errands import Errand
from pizzeria.store.outbox import Outbox
from pizzeria.store.spending import Budget

Deliver = Callable[[Errand], Awaitable[Outcome]]

LONGEST_SLEEP = 60.0
"""seconds: letters that another process left behind are found by then, even where nobody wakes us"""
TROUBLE = (1.0, 5.0, 15.0, 60.0)
"""seconds to wait when the database fails, and fails again"""

log = structlog.get_logger()


class Postman:
    def __init__(
        self,
        outbox: Outbox,
        route: Route,
        deliver: Deliver,
        now: Callable[[], datetime],
        budget: Callable[[], Budget] | None = None,
    ) -> None:
        self._outbox = outbox
        self._route = route
        self._deliver = deliver
        self._now = now
        self._budget = budget
        self._woken = asyncio.Event()
        self._going_home = False

    def wake(self) -> None:
        self._woken.set()

    def go_home(self) -> None:
        """After what he has in his hands; `run` then returns."""
        self._going_home = True
        self.wake()

    async def run(self) -> None:
        """Until he is sent home."""
        failures = 0
        while not self._going_home:
            self._woken.clear()
            try:
                await self.round()
                pause, failures = await self._pause(), 0
            except Exception as error:  # whatever is wrong with the database, it may be well again soon
                # Not what it says: a database repeats the customer's data in it.
                log.error("the post stands still", carrier=self._route.carrier, error=type(error).__name__)
                pause = TROUBLE[min(failures, len(TROUBLE) - 1)]
                failures += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause)

    async def round(self) -> None:
        """Everything that is due now."""
        while not self._going_home:
            budget = self._budget() if self._budget else None
            if not (errands := await self._outbox.take(self._route, budget)):
                return
            await asyncio.gather(*(self._run(errand) for errand in errands))

    async def _run(self, errand: Errand) -> None:
        await self._outbox.settle(errand, await self._deliver(errand))

    async def _pause(self) -> float:
        due = await self._outbox.next_due(self._route)
        if due is None:
            return LONGEST_SLEEP
        return min(max(0.0, (due - self._now()).total_seconds()), LONGEST_SLEEP)
