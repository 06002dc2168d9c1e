"""What is done in one transaction, on either database."""

import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Unreachable

T = TypeVar("T")
Work = Callable[[AsyncSession], Awaitable[T]]
"""It waits for nothing but its session: on SQLite there is no event loop where it is done."""


class InDoubt(Unreachable):
    """The commit itself was cut: whether it was done is not known."""


async def kept(session: AsyncSession, work: Work[T]) -> T:
    """The answer of `work`, once what it wrote is committed. Raises InDoubt."""
    answer = await work(session)
    try:
        await session.commit()
    except Exception as error:
        raise InDoubt(f"whether it was written is not known: {type(error).__name__}") from error
    return answer


def as_json(value: object) -> str:
    """As columns.Words: lone surrogates, which no reader of UTF-8 takes, are left out."""
    return json.dumps(value, ensure_ascii=False).encode(errors="ignore").decode()
