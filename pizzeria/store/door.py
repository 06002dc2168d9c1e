"""What is written down of the front door: who came to it, and when it closes."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.door_events import CallsRefused, HouseClosing, WhyRefused
from pizzeria.ordering.events import Event
from pizzeria.ordering.line_events import PhoneConnected
from pizzeria.store.engine import Database
from pizzeria.store.tables import RefusedCalls

Tell = Callable[[AsyncSession, Event], Awaitable[None]]


class Door:
    def __init__(self, database: Database, tell: Tell, now: Callable[[], datetime]) -> None:
        self._database = database
        self._tell = tell
        self._now = now

    async def connected(self, call_id: str) -> None:
        """From outside, that is: it is told, and proves that the house can be called."""
        await self._database.write(lambda session: self._tell(session, PhoneConnected(call_id)))

    async def closes(self, calls: int, until: datetime) -> None:
        """This process takes no more calls."""
        await self._database.write(lambda session: self._tell(session, HouseClosing(calls, until)))

    async def refused(self, why: WhyRefused, count: int, numbers: tuple[str, ...]) -> None:
        """So many callers could not be taken; `numbers` are masked."""

        async def work(session: AsyncSession) -> None:
            session.add(RefusedCalls(at=self._now(), why=why, count=count, numbers=", ".join(numbers)))
            await self._tell(session, CallsRefused(why, count, numbers))

        await self._database.write(work)
