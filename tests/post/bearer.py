"""A house that dies while it delivers: a process of its own, which runs `main` with DATABASE, ADDRESS, WHEN.

ADDRESS is 46elks' API for messages, or a webhook's receiver. WHEN is "before" (the letter is taken, nothing
is sent), "after" (it is sent, and the answer not yet written down) or "never". It dies as a machine does
whose plug is pulled: nothing is tidied up.
"""

import asyncio
import os
import signal

from pizzeria.outbox.decisions import Outcome
from pizzeria.post.postman import Deliver, Postman
from pizzeria.replay.doubles.company.company import Company
from pizzeria.store.errands import Errand
from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.post.offices import open_hooks, open_messages
from tests.store.letters import HOOK, SMS


def mortal(deliver: Deliver, when: str) -> Deliver:
    async def die_or_deliver(errand: Errand) -> Outcome:
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        outcome = await deliver(errand)
        if when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    return die_or_deliver


async def bear(database_url: str, address: str, when: str) -> None:
    clock = StoppedClock()
    if address.endswith("/hook"):
        async with open_hooks(database_url, clock, address) as (store, webhooks):
            await carry(Postman(store.outbox, HOOK, mortal(webhooks.deliver, when), clock), store)
        return
    company = Company()
    company.port = int(address.rpartition(":")[2].partition("/")[0])
    async with open_messages(database_url, clock, company) as office:
        deliver = mortal(office.texts.deliver, when)
        await carry(Postman(office.store.outbox, SMS, deliver, clock), office.store)


async def carry(postman: Postman, store: Store) -> None:
    assert await store.outbox.newest()
    await postman.round()


def main(database_url: str, address: str, when: str) -> None:
    asyncio.run(bear(database_url, address, when))
