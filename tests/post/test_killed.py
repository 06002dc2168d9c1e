"""A house whose plug is pulled in the middle of a delivery: nothing is sent twice, and nothing is lost."""

import asyncio
import signal
import sys

import pytest

from pizzeria.outbox.decisions import LEASE
from tests.post.offices import Office
from tests.store.evening import draft


async def dies(office: Office, database_url: str, when: str) -> None:
    """Another process takes the letter, and is killed at that moment."""
    wanted = (database_url, office.company.base_url, when)
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.post.bearer", *wanted)
    assert await asyncio.wait_for(process.wait(), 60) == (0 if when == "never" else -signal.SIGKILL)


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
    (errand,) = await office.store.outbox.take("sms")
    assert errand.task == "send"
    await office.texts.deliver(errand)
