"""46elks on loopback, and a client of it."""

from collections.abc import AsyncIterator
from math import inf

import pytest

from pizzeria.elks.rest import Rest, open_rest
from pizzeria.replay.doubles.company.company import Company
from tests.elks.customers import credentials


@pytest.fixture
async def company() -> AsyncIterator[Company]:
    async with Company(speed=inf) as opened:
        yield opened


@pytest.fixture
async def rest(company: Company) -> AsyncIterator[Rest]:
    async with open_rest(credentials(company), seconds=5) as opened:
        yield opened
