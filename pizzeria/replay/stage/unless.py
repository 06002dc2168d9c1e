"""Work that is given up when something else has come to its end."""

import asyncio
from asyncio import Task
from collections.abc import Callable, Coroutine
from typing import TypeVar

from pizzeria.errors import Unreachable

T = TypeVar("T")


async def unless(over: Task[object], work: Coroutine[object, object, T], why: Callable[[], str]) -> T:
    """What `work` returns. Raises Unreachable, and says why, when `over` is done before it."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return await task
        raise Unreachable(why())
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait([task])
