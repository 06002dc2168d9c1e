"""Everything that the board shows, as it was at one moment: read at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.kitchen import Kitchen
from pizzeria.store import kitchen, stock
from pizzeria.store.board import Shown
from pizzeria.store.engine import Database
from pizzeria.store.live_calls import live, lost
from pizzeria.store.records import LiveCart, OnBoard, SoldOut
from pizzeria.store.troubles import Trouble, troubles


@dataclass(frozen=True, slots=True)
class Scene:
    calls: list[LiveCart]
    orders: OnBoard
    sold_out: SoldOut
    kitchen: Kitchen
    troubles: tuple[Trouble, ...]


class Scenes:
    def __init__(self, database: Database, shown: Shown, now: Callable[[], datetime]) -> None:
        self._database = database
        self._shown = shown
        self._now = now

    async def now(self, finished: int) -> Scene:
        """With the last `finished` orders that are done, and callers who were cut off."""
        now = self._now()

        async def work(session: AsyncSession) -> Scene:
            return Scene(
                calls=[*await live(session, now), *await lost(session, now)],
                orders=await self._shown.now(session, finished),
                sold_out=await stock.sold_out(session),
                kitchen=await kitchen.now(session),
                troubles=await troubles(session, now),
            )

        return await self._database.read(work)
