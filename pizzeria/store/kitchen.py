"""What the kitchen says of itself: one row, written when it first says something, kept over a restart."""

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.kitchen import Kitchen
from pizzeria.store.tables import KitchenState

ONLY = 1
"""the row's id"""


async def now(session: AsyncSession) -> Kitchen:
    row = await session.get(KitchenState, ONLY)
    return Kitchen() if row is None else _kitchen(row)


async def change(
    session: AsyncSession, behind_minutes: int | None, taking_orders: bool | None
) -> tuple[Kitchen, Kitchen]:
    """As it was and as it is. What is None stays."""
    row = await session.get(KitchenState, ONLY) or KitchenState(id=ONLY)
    before = _kitchen(row)
    row.behind_minutes = before.behind_minutes if behind_minutes is None else behind_minutes
    row.taking_orders = before.taking_orders if taking_orders is None else taking_orders
    session.add(row)
    return before, _kitchen(row)


def _kitchen(row: KitchenState) -> Kitchen:
    return Kitchen(row.behind_minutes, row.taking_orders)
