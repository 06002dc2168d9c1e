"""Text messages from customers: each kept once, beside the newest order of its number, and told."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.events import Event, MessageReceived
from pizzeria.store import orders
from pizzeria.store.engine import Database
from pizzeria.store.outbox_tables import Replies

Tell = Callable[[AsyncSession, Event], Awaitable[None]]


class ReplyBook:
    def __init__(self, database: Database, tell: Tell, now: Callable[[], datetime]) -> None:
        self._database = database
        self._tell = tell
        self._now = now

    async def write(self, id: str, from_number: str, to_number: str, words: str) -> bool:
        """Whether it is new: 46elks' `id` tells. `from_number` is E.164, or "" when it is hidden."""

        async def work(session: AsyncSession) -> bool:
            if await session.get(Replies, id) is not None:
                return False
            newest = await orders.of_phone(session, from_number, 1) if from_number else []
            order = newest[0] if newest else None
            row = Replies(
                id=id,
                from_number=from_number,
                to_number=to_number,
                words=words,
                at=self._now(),
                order_number=order.number if order else None,
            )
            session.add(row)
            told = MessageReceived(
                order.call_id if order else "", row.order_number, from_number, words, row.at
            )
            await self._tell(session, told)
            return True

        return await self._database.write(work)
