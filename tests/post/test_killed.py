"""A house whose plug is pulled in the middle of a delivery: nothing is sent twice, and nothing is lost."""

import asyncio
import multiprocessing
import signal

import pytest

from pizzeria.outbox.decisions import LEASE
from pizzeria.post.postman import Postman
from pizzeria.replay.doubles.crm import Crm
from tests.clock import StoppedClock
from tests.post import bearer
from tests.post.offices import HOOK_SECRET, Office, open_hooks
from tests.store.evening import draft
from tests.store.letters import HOOK, SMS

HOUSES = multiprocessing.get_context("forkserver")
"""each begins as a copy of one that has read its modules: to read them takes ten times what it then does"""
HOUSES.set_forkserver_preload([bearer.__name__])


async def dies(office: Office, database_url: str, when: str) -> None:
    await somebody_dies(database_url, office.company.base_url, when)


async def somebody_dies(*wanted: str) -> None:
    """Another process takes the letter, and is killed at that moment."""
    process = HOUSES.Process(target=bearer.main, args=wanted)
    process.start()
    await asyncio.to_thread(process.join, 60)
    assert process.exitcode == (0 if wanted[-1] == "never" else -signal.SIGKILL)


@pytest.mark.parametrize("when", ["before", "after", "never"])
async def test_a_message_is_sent_once_whenever_the_house_dies(
    office: Office, database_url: str, when: str
) -> None:
    await office.store.place_order(draft())
    await dies(office, database_url, when)
    sent_by_the_dead = when != "before"
    assert len(office.sent) == sent_by_the_dead
    await office.round(60)
    assert len(office.sent) == sent_by_the_dead, "as long as somebody may still have it, nobody touches it"
    await office.round(LEASE.total_seconds())
    await office.round(15)
    assert len(office.sent) == 1
    assert len(office.company.asked("POST", "/sms")) == 1
    assert await office.states() == {"receipt": "sent"}


async def test_a_house_that_dies_again_and_again_sends_once(office: Office, database_url: str) -> None:
    await office.store.place_order(draft())
    await dies(office, database_url, "before")
    await office.round(LEASE.total_seconds())
    await dies_later(office)
    await office.round(LEASE.total_seconds())
    await office.round(60)
    assert len(office.sent) == 1
    assert await office.states() == {"receipt": "sent"}


async def dies_later(office: Office) -> None:
    """After it was found out that the first one sent nothing, the second takes it and dies unrecorded."""
    office.clock.forward(15)
    (errand,) = await office.store.outbox.take(SMS)
    assert errand.task == "send"
    await office.texts.deliver(errand)


@pytest.mark.parametrize(("when", "times"), [("before", 1), ("after", 2), ("never", 1)])
async def test_a_webhook_is_never_lost_and_comes_again_under_its_own_id(
    database_url: str, clock: StoppedClock, when: str, times: int
) -> None:
    async with (
        Crm(HOOK_SECRET, clock=clock) as crm,
        open_hooks(database_url, clock, crm.url) as (store, webhooks),
    ):
        await store.place_order(draft())
        await somebody_dies(database_url, crm.url, when)
        clock.forward(LEASE.total_seconds())
        await Postman(store.outbox, HOOK, webhooks.deliver, clock).round()
        assert [asked.headers["pizzeria-id"] for asked in crm.asked] == ["1"] * times
        assert list(crm.events) == [1]
        assert crm.faults == []
