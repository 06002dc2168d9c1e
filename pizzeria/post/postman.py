"""One route's postman: takes the letters that are due, delivers them, says what came of it.

He looks when he is woken (something happened) and when the next letter is due; nothing else. A letter is his
for outbox.decisions.LEASE; where he falls, at whatever step, the next one finds it by its state.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from pizzeria.outbox.decisions import Outcome
from pizzeria.outbox.letters import Route
from pizzeria.post.rounds import Rounds
from pizzeria.store.errands import Errand
from pizzeria.store.outbox import Outbox
from pizzeria.store.spending import Budget

Deliver = Callable[[Errand], Awaitable[Outcome]]


class Postman(Rounds):
    def __init__(
        self,
        outbox: Outbox,
        route: Route,
        deliver: Deliver,
        now: Callable[[], datetime],
        budget: Callable[[], Budget] | None = None,
    ) -> None:
        super().__init__(f"the post of {route.carrier}", now)
        self._outbox = outbox
        self._route = route
        self._deliver = deliver
        self._budget = budget

    async def round(self) -> None:
        """Everything that is due now."""
        while not self.going_home:
            budget = self._budget() if self._budget else None
            if not (errands := await self._outbox.take(self._route, budget)):
                return
            await asyncio.gather(*(self._run(errand) for errand in errands))

    async def _run(self, errand: Errand) -> None:
        await self._outbox.settle(errand, await self._deliver(errand))

    async def next_due(self) -> datetime | None:
        return await self._outbox.next_due(self._route)
