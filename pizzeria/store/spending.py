"""What messages cost today, and what is left of the day's ceiling.

46elks tells the cost when it takes a message. Of one whose cost is not known (it is on its way, or nobody
knows what became of it) it is taken for PRICE a part: the ceiling must hold even then.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.store.outbox_tables import OutboxLetters

PRICE = 5_000
"""1/10000 of the account's currency, a part: above what 46elks asks for a message within Sweden"""


@dataclass(frozen=True, slots=True)
class Budget:
    most: int
    """1/10000 of the account's currency"""
    since: datetime
    """aware: the beginning of the day"""


@dataclass(slots=True)
class Purse:
    left: int | None
    """None: no ceiling"""

    @classmethod
    async def open(cls, session: AsyncSession, budget: Budget | None) -> "Purse":
        return cls(None if budget is None else budget.most - await _spent(session, budget.since))

    def covers(self, parts: int) -> bool:
        return self.left is None or self.left >= parts * PRICE

    def pay(self, parts: int) -> None:
        if self.left is not None:
            self.left -= parts * PRICE


async def _spent(session: AsyncSession, since: datetime) -> int:
    row = OutboxLetters
    cost = case((col(row.cost).is_(None), col(row.parts) * PRICE), else_=col(row.cost))
    paid = or_(col(row.cost).is_not(None), col(row.state).not_in(("queued", "failed")))
    query = select(func.sum(cost)).where(row.carrier == "sms", col(row.tried_at) >= since, paid)
    return int((await session.exec(query)).one() or 0)
