"""Sessions of the staff that were ended before their time: whoever kept a copy of the cookie is not let in.

A row for each, until the session would have ended by itself; only who is logged in can make one. Beyond MOST
all sessions that there are end, in one row: what is kept is bounded, and nothing that was ended begins again.
"""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import col, delete, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.store.engine import Database
from pizzeria.store.tables import EndedSessions

MOST = 10_000
EVERYBODY = ""
"""the id of the row that ends all sessions which end by themselves at its `until`, or before"""


class StaffSessions:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def end(self, id: str, until: datetime, latest: datetime) -> None:
        """This session, which would have lasted `until`; those that begin now last until `latest`."""

        async def work(session: AsyncSession) -> None:
            await session.exec(delete(EndedSessions).where(col(EndedSessions.until) < self._now()))
            row = EndedSessions(id=id, until=until)
            if (await session.exec(select(func.count()).select_from(EndedSessions))).one() >= MOST:
                await session.exec(delete(EndedSessions))
                row = EndedSessions(id=EVERYBODY, until=latest)
            await session.merge(row)

        await self._database.write(work)

    async def is_over(self, id: str, until: datetime) -> bool:
        """Of a session that lasts `until` by itself."""
        mine = col(EndedSessions.id) == id
        all_are = (col(EndedSessions.id) == EVERYBODY) & (col(EndedSessions.until) >= until)

        async def work(session: AsyncSession) -> bool:
            ended = select(EndedSessions.id).where(or_(mine, all_are)).limit(1)
            return (await session.exec(ended)).first() is not None

        return await self._database.read(work)
