"""What the board asks of the orders: those to be seen now, the last that are done, what was sold today.

Each is one statement, so that an order which moves meanwhile is in one place and not in two or none; and each
finds its rows by an index, for a house keeps the orders of years.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, case
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from pizzeria.ordering.all_day import AllDay, Portion, count
from pizzeria.ordering.order import OPEN, Order
from pizzeria.store.orders import found
from pizzeria.store.records import OnBoard
from pizzeria.store.tables import OrderLines, Orders

MOST_OPEN = 300
"""the newest; where nobody looks at the board, orders stay open for ever"""


async def on_board(session: AsyncSession, finished: int) -> OnBoard:
    shown = await found(session, shown_query(finished))
    by_due = sorted(shown, key=lambda order: (order.ready_at, order.number))
    by_moved = sorted(shown, key=lambda order: (order.moved_at, order.number), reverse=True)
    return OnBoard(
        [order for order in by_due if _is_due(order)], [order for order in by_moved if not _is_due(order)]
    )


async def all_day(session: AsyncSession, since: datetime) -> AllDay:
    return count(Portion(*row) for row in await session.exec(sold_query(since)))


def shown_query(finished: int) -> SelectOfScalar[Orders]:
    number = col(Orders.number)
    opened = select(number).where(_is_open()).order_by(number.desc()).limit(MOST_OPEN).subquery()
    unseen = select(number).where(col(Orders.to_acknowledge))
    # NOT IN is meant for SQLite: by an index on status it would find and sort the orders of years.
    done = select(number).where(~_is_open(), ~col(Orders.to_acknowledge))
    newest = done.order_by(col(Orders.moved_at).desc(), number.desc()).limit(finished).subquery()
    return select(Orders).where(
        or_(number.in_(select(opened.c.number)), number.in_(unseen), number.in_(select(newest.c.number)))
    )


def sold_query(since: datetime) -> Select[str, str | None, str, int]:
    line, order = OrderLines, Orders
    noticed = case((col(line.base_name) == "", ""), else_=col(line.base))
    return (
        select(col(line.item), col(line.second_half), noticed, func.sum(line.quantity))
        .join(order, col(order.number) == line.order_number)
        .where(order.placed_at >= since, order.status != "cancelled")
        .group_by(col(line.item), col(line.second_half), noticed)
    )


def _is_due(order: Order) -> bool:
    return order.status in OPEN or order.to_acknowledge


def _is_open() -> ColumnElement[bool]:
    return col(Orders.status).in_(OPEN)
