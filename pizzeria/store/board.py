"""What the board asks of the orders: those to be seen now, the last that are done, what was sold today.

Each is one statement, so that an order which moves meanwhile is in one place and not in two or none; and each
finds its rows by an index, for a house keeps the orders of years.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, case
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from pizzeria.ordering.all_day import AllDay, Portion, count
from pizzeria.ordering.order import OPEN, Order, Status
from pizzeria.store.correspondence import Correspondence, correspondence
from pizzeria.store.orders import found
from pizzeria.store.records import OnBoard
from pizzeria.store.tables import OrderLines, Orders

MOST_OPEN = 300
"""the newest; where nobody looks at the board, orders stay open for ever"""
REMEMBERED = 500
"""orders, the newest"""


class Shown:
    """The orders on the board. One that has not moved since it was read is not read again: nothing else of
    it changes once it is placed, but for what is written to its customer and back.
    """

    def __init__(self) -> None:
        self._known = dict[int, Order]()

    async def now(self, session: AsyncSession, finished: int) -> OnBoard:
        shown = await self._orders(session, finished)
        by_due = sorted(shown, key=lambda order: (order.ready_at, order.number))
        by_moved = sorted(shown, key=lambda order: (order.moved_at, order.number), reverse=True)
        return OnBoard(
            [order for order in by_due if _is_due(order)], [order for order in by_moved if not _is_due(order)]
        )

    async def _orders(self, session: AsyncSession, finished: int) -> Sequence[Order]:
        """In a thread of its own, perhaps: what is known is replaced at a stroke."""
        known = self._known
        standing = {number or 0: now for number, *now in await session.exec(shown_query(finished))}
        stayed = [n for n, now in standing.items() if n in known and _standing(known[n]) == now]
        letters = await correspondence(session, stayed) if stayed else {}
        orders = [_with(known[number], letters[number]) for number in stayed]
        if moved := standing.keys() - {*stayed}:
            orders += await found(session, select(Orders).where(col(Orders.number).in_(moved)))
        newest = sorted((known | {order.number: order for order in orders}).items())[-REMEMBERED:]
        self._known = dict(newest)
        return orders


async def all_day(session: AsyncSession, since: datetime) -> AllDay:
    return count(Portion(*row) for row in await session.exec(sold_query(since)))


@cache
def shown_query(finished: int) -> Select[int | None, Status, datetime, bool]:
    """Number and standing of each."""
    number = col(Orders.number)
    opened = select(number).where(_is_open()).order_by(number.desc()).limit(MOST_OPEN).subquery()
    unseen = select(number).where(col(Orders.to_acknowledge))
    # NOT IN is meant for SQLite: by an index on status it would find and sort the orders of years.
    done = select(number).where(~_is_open(), ~col(Orders.to_acknowledge))
    newest = done.order_by(col(Orders.moved_at).desc(), number.desc()).limit(finished).subquery()
    moved_at = func.coalesce(Orders.moved_at, Orders.placed_at)
    return select(number, col(Orders.status), moved_at, col(Orders.to_acknowledge)).where(
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


def _standing(order: Order) -> list[object]:
    return [order.status, order.moved_at, order.to_acknowledge]


def _with(order: Order, letters: Correspondence) -> Order:
    messages, replies = tuple(letters.messages), tuple(letters.replies)
    same = (messages, replies) == (order.messages, order.replies)
    return order if same else replace(order, messages=messages, replies=replies)


def _is_due(order: Order) -> bool:
    return order.status in OPEN or order.to_acknowledge


def _is_open() -> ColumnElement[bool]:
    return col(Orders.status).in_(OPEN)
