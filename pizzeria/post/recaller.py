"""Who calls customers later: those who did not answer, and those for whom a time was named."""

from collections.abc import Callable
from datetime import datetime

import structlog

from pizzeria.errors import Refused
from pizzeria.ordering.house import House
from pizzeria.post.call_backs import ring
from pizzeria.post.rounds import Rounds
from pizzeria.settings import Settings
from pizzeria.store.store import Store

log = structlog.get_logger()


class Recaller(Rounds):
    def __init__(self, settings: Settings, house: House, store: Store, now: Callable[[], datetime]) -> None:
        super().__init__("calling back", now)
        self._settings = settings
        self._house = house
        self._store = store

    async def round(self) -> None:
        """One after the other: 46elks is asked, nobody is waited for."""
        for id in await self._store.recalls.due():
            if self.going_home:
                return
            taken = await self._store.recalls.take(id, self._house.call_backs, self._house.hours.timezone)
            if taken is None:
                continue
            try:
                await ring(self._settings, self._house, self._store, taken)
            except Refused as no:
                log.warning("not called back", code=no.code, call_id=taken.about_call)

    async def next_due(self) -> datetime | None:
        return await self._store.recalls.next_due()
