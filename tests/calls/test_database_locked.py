"""Another process holds the database all through a call: the caller notices nothing, and nothing is lost."""

import asyncio

import pytest

from pizzeria import live_call
from pizzeria.store import engine, sqlite
from tests.calls.short_call import asks, greets_and_listens, hangs_up, is_written_down_whole
from tests.house import open_house
from tests.stores import locked

PATIENCE = 20


@pytest.fixture(autouse=True)
def soon_out_of_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked for a tenth of a second is as long here as a minute is in life."""
    monkeypatch.setattr(engine, "AWAY", 0.0)
    monkeypatch.setattr(live_call, "_AS_A_RULE", 0.1)
    monkeypatch.setattr(sqlite, "PRAGMAS", ("PRAGMA busy_timeout = 10",))


async def test_a_call_begins_and_ends_while_nothing_can_be_written_and_is_written_down_whole(
    sqlite_url: str,
) -> None:
    async with open_house(sqlite_url, greets_and_listens) as house, asyncio.timeout(PATIENCE):
        async with locked(sqlite_url):
            async with house.phone() as phone:
                await asks(phone)
                await hangs_up(phone)
            await house.pizzeria.switchboard.last_calls(PATIENCE)
            assert house.pizzeria.switchboard.active == 0, "whoever calls next finds the line free"
            assert await house.store.calls() == []
        await is_written_down_whole(house)
