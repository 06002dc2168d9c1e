"""The post office: what the house tells outside, the postmen who carry it, and who calls customers later.

Messages go out when the house has turned them on and 46elks' credentials are there, webhooks when there are
addresses for them, calls when the numbers can be connected; else nobody waits, and nothing is asked.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence, Set
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from pizzeria.connecting.wanted import DELIVERY, hook_address
from pizzeria.elks.fields import UNITS
from pizzeria.elks.rest import open_rest
from pizzeria.ordering.events import Event, MessageChanged, OrderAdvanced, OrderCancelled, OrderPlaced
from pizzeria.ordering.house import House
from pizzeria.ordering.line_events import CalledBack
from pizzeria.outbox.announcements import Announcements
from pizzeria.outbox.letters import Plan, Post, Route
from pizzeria.post.call_backs import can_call
from pizzeria.post.postman import Postman
from pizzeria.post.recaller import Recaller
from pizzeria.post.rounds import Rounds
from pizzeria.post.texts import Texts
from pizzeria.post.webhooks import hooks_of, open_webhooks
from pizzeria.settings import Settings
from pizzeria.store.journal import Journal
from pizzeria.store.spending import Budget
from pizzeria.store.store import Store
from pizzeria.store.tail import Entry

MINOR = 100
"""minor units in a unit of the account's currency: 46elks bills in crowns, euros, pounds and the like"""
FINISH_SECONDS = 5.0
"""for what is under way when the house closes"""
TOLD = frozenset({OrderPlaced.name, OrderAdvanced.name, OrderCancelled.name, CalledBack.name})


def sends_messages(settings: Settings, house: House) -> bool:
    return bool(house.messages.on and settings.elks_api_username and settings.elks_api_password)


def plan_of(settings: Settings, house: House) -> Plan | None:
    """What each event puts into the outbox; None where nothing goes out. Raises SetupError."""
    plans: list[Plan] = []
    if sends_messages(settings, house):
        plans.append(Announcements(house, (settings.public_url or "").rstrip("/")))
    if hooks := hooks_of(settings):
        plans.append(hooks)
    return _together(plans) if plans else None


@asynccontextmanager
async def open_office(
    settings: Settings, house: House, store: Store, now: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Letters are carried while this is entered. Raises SetupError when 46elks' address is not right."""
    async with AsyncExitStack() as stack:
        postmen: list[Rounds] = []
        if sends_messages(settings, house):
            rest = await stack.enter_async_context(open_rest(settings))
            reports = hook_address(settings, DELIVERY)
            texts = Texts(rest, store.outbox, house.messages.sender, reports, now)
            budget = day_budget(house, now)
            postmen.append(Postman(store.outbox, Route("sms"), texts.deliver, now, budget))
        if can_call(settings, house):
            postmen.append(Recaller(settings, house, store, now))
        if hooks := hooks_of(settings):
            webhooks = await stack.enter_async_context(open_webhooks(settings, now))
            postmen += [
                Postman(store.outbox, Route("hook", url), webhooks.deliver, now) for url in hooks.urls
            ]
        if postmen:
            await store.outbox.forget()
            told = TOLD | hooks.events if hooks else TOLD
            await stack.enter_async_context(_at_work(postmen, store.journal, told))
        yield


def day_budget(house: House, now: Callable[[], datetime]) -> Callable[[], Budget]:
    """Of the day that it is in the house's own time zone."""

    def budget() -> Budget:
        midnight = now().astimezone(house.hours.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
        return Budget(house.messages.most_a_day * UNITS // MINOR, midnight)

    return budget


def _together(plans: Sequence[Plan]) -> Plan:
    def plan(event: Event, at: datetime, entry: int) -> Post:
        posts = [each(event, at, entry) for each in plans]
        letters = tuple(letter for post in posts for letter in post.letters)
        return Post(letters, tuple(key for post in posts for key in post.withdrawn))

    return plan


@asynccontextmanager
async def _at_work(postmen: list[Rounds], journal: Journal, told: Set[str]) -> AsyncIterator[None]:
    bell = asyncio.create_task(_ring(postmen, journal, told))
    rounds = [asyncio.create_task(postman.run()) for postman in postmen]
    try:
        yield
    finally:
        for postman in postmen:
            postman.go_home()
        await asyncio.wait(rounds, timeout=FINISH_SECONDS)
        for task in (bell, *rounds):
            task.cancel()
        await asyncio.gather(bell, *rounds, return_exceptions=True)


async def _ring(postmen: list[Rounds], journal: Journal, told: Set[str]) -> None:
    """Wakes everybody when something was told that may have been put into the outbox."""
    async for entry in journal.listen(None):
        if entry.name in told or _is_sent_again(entry):
            for postman in postmen:
                postman.wake()


def _is_sent_again(entry: Entry) -> bool:
    return entry.name == MessageChanged.name and entry.data["state"] == "queued"
