"""46elks on loopback, and a house that writes to its customers through it."""

from collections.abc import AsyncIterator
from math import inf

import pytest

from pizzeria.replay.doubles.company.company import Company
from tests.clock import StoppedClock
from tests.post.offices import Office, open_messages


@pytest.fixture
async def company() -> AsyncIterator[Company]:
    async with Company(speed=inf) as opened:
        yield opened
        assert opened.faults == []


@pytest.fixture
async def office(database_url: str, clock: StoppedClock, company: Company) -> AsyncIterator[Office]:
    async with open_messages(database_url, clock, company) as opened:
        yield opened
