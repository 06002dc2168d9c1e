"""What is written down of the front door: who came to it, and when it closes."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.door_events import HouseClosing
from pizzeria.ordering.events import Event
from pizzeria.ordering.line_events import PhoneConnected
from pizzeria.store.engine import Database

Tell = Callable[[AsyncSession, Event], Awaitable[None]]


class Door:
    def __init__(self, database: Database, tell: Tell) -> None:
        self._database = database
        self._tell = tell

    async def connected(self, call_id: str) -> None:
        """From outside, that is: it is told, and proves that the house can be called."""
        await self._database.write(lambda session: self._tell(session, PhoneConnected(call_id)))

    async def closes(self, calls: int, until: datetime) -> None:
        """This process takes no more calls."""
        await self._database.write(lambda session: self._tell(session, HouseClosing(calls, until)))
