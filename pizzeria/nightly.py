"""What the house forgets every night, at four by its own clock; and a minute after it opened, for nights that
it slept through.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta

import structlog

from pizzeria.ordering.house import House
from pizzeria.store.store import Store

HOUR = time(4)
SOON = timedelta(minutes=1)
"""after the house opened: its first callers come first"""


@asynccontextmanager
async def forgetting(store: Store, house: House, now: Callable[[], datetime]) -> AsyncIterator[None]:
    """It is done every night while this is entered."""
    nights = asyncio.create_task(_every_night(store, house, now))
    try:
        yield
    finally:
        nights.cancel()
        await asyncio.wait([nights])


def next_night(now: datetime, house: House) -> datetime:
    """The next four o'clock there."""
    local = now.astimezone(house.hours.timezone)
    day = local.date() if local.time() < HOUR else local.date() + timedelta(days=1)
    return datetime.combine(day, HOUR, house.hours.timezone)


async def _every_night(store: Store, house: House, now: Callable[[], datetime]) -> None:
    log, rules = structlog.get_logger(), house.retention
    wait = SOON
    while True:
        await asyncio.sleep(wait.total_seconds())
        try:
            await store.outbox.forget()
            rows = await store.forgetting.forget(rules.transcripts_days, rules.numbers_days)
            log.info("forgotten what is old", rows=rows)
        except Exception as error:  # tomorrow is another night; the calls go on
            log.error("nothing was forgotten", error=type(error).__name__)
        wait = next_night(now(), house) - now()
