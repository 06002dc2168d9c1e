"""A store that writes to its customers, and the postman who carries it, one round at a time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from pizzeria.elks.rest import open_rest
from pizzeria.ordering.house import House
from pizzeria.outbox.announcements import Announcements
from pizzeria.post.office import day_budget
from pizzeria.post.postman import Postman
from pizzeria.post.texts import Texts
from pizzeria.post.webhooks import Webhooks, hooks_of, open_webhooks
from pizzeria.replay.doubles.company.company import Company
from pizzeria.settings import Settings
from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.elks.customers import PUBLIC, credentials
from tests.outbox.orders import talkative
from tests.store.letters import SMS
from tests.stores import open_store


@dataclass(frozen=True, slots=True)
class Office:
    store: Store
    postman: Postman
    texts: Texts
    clock: StoppedClock
    company: Company

    @property
    def sent(self) -> list[str]:
        """What 46elks has really sent."""
        return [text.message for text in self.company.texts.all]

    async def states(self, number: int = 1) -> dict[str, str]:
        order = await self.store.order(number)
        assert order is not None
        return {message.kind: message.state for message in order.messages}

    async def round(self, seconds: float = 0) -> None:
        """So much later, everything that is due."""
        self.clock.forward(seconds)
        await self.postman.round()


@asynccontextmanager
async def open_messages(
    database_url: str, clock: StoppedClock, company: Company, house: House | None = None
) -> AsyncIterator[Office]:
    house = house or talkative()
    store = await open_store(database_url, clock, Announcements(house, PUBLIC))
    async with open_rest(credentials(company), seconds=2) as rest:
        texts = Texts(rest, store.outbox, house.messages.sender, f"{PUBLIC}/hooks/secret/delivery", clock)
        postman = Postman(store.outbox, SMS, texts.deliver, clock, day_budget(house, clock))
        yield Office(store, postman, texts, clock, company)
    await store.close()


HOOK_SECRET = "shared-with-the-crm"


def hook_settings(*urls: str, **wanted: Any) -> Settings:
    keys = {"hook_urls": ",".join(urls), "hook_secret": SecretStr(HOOK_SECRET)}
    return Settings.model_construct(**{**keys, **wanted})


@asynccontextmanager
async def open_hooks(
    database_url: str, clock: StoppedClock, *urls: str
) -> AsyncIterator[tuple[Store, Webhooks]]:
    """A store that tells these of its orders and calls, and who carries it there."""
    settings = hook_settings(*urls)
    store = await open_store(database_url, clock, hooks_of(settings))
    async with open_webhooks(settings, clock) as webhooks:
        yield store, webhooks
    await store.close()
