"""Another process holds the database all through a call: the caller notices nothing, and nothing is lost."""

import asyncio

import pytest

from pizzeria import live_call
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.store import engine, sqlite
from tests.calls.waiter import Waiter
from tests.house import open_house
from tests.stores import locked

PATIENCE = 20


@pytest.fixture(autouse=True)
def soon_out_of_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked for a tenth of a second is as long here as a minute is in life."""
    monkeypatch.setattr(engine, "AWAY", 0.0)
    monkeypatch.setattr(live_call, "_AS_A_RULE", 0.1)
    monkeypatch.setattr(sqlite, "PRAGMAS", ("PRAGMA busy_timeout = 10",))


async def greets_and_listens(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("Is anybody there?")
    await waiter.answers_with("Yes, I am here.")


async def test_a_call_begins_and_ends_while_nothing_can_be_written_and_is_written_down_whole(
    sqlite_url: str,
) -> None:
    async with open_house(sqlite_url, greets_and_listens) as house, asyncio.timeout(PATIENCE):
        async with locked(sqlite_url):
            async with house.phone() as phone:
                await phone.answered()
                heard = phone.heard_ms
                await phone.speak(800)
                await phone.silence(700)
                await phone.hears(heard + 800)
                await phone.hang_up()
                assert await phone.ended() == "hangup"
            await house.pizzeria.switchboard.last_calls(PATIENCE)
            assert house.pizzeria.switchboard.active == 0, "whoever calls next finds the line free"
            assert await house.store.calls() == []
        await house.hung_up()
        detail = await house.store.call("c1")
        assert detail is not None
        assert detail.call.end_reason == "hangup"
        said = [message.content for message in detail.messages]
        assert said == ["Pizzeria Lilla Lyktan, what would you like?", "Is anybody there?", "Yes, I am here."]
        told = [entry.name for entry in await house.store.journal.after(0)]
        assert (told[0], told.count("call.started"), told[-1]) == ("call.started", 1, "call.ended")
