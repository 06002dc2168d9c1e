"""More callers than the house can serve: turned away before a word, and the board and the metrics say so."""

import asyncio
import time

import httpx2 as httpx
import pytest

from pizzeria.admission import BEAT, LATE
from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.web import turned_away
from tests.calls.waiter import Waiter
from tests.house import CALLER, House, open_house

STRANGER = "+46701740699"


async def greets(line: ModelLine) -> None:
    await Waiter(line).greets()


async def is_turned_away(house: House, number: str = "") -> None:
    with pytest.raises(Unreachable, match="503"):
        await Phone(f"{house.line}?from={number.replace('+', '%2B')}", callid="late").__aenter__()


async def told(house: House) -> None:
    async for entry in house.store.journal.listen(0):
        if entry.name == "calls.refused":
            return


async def test_a_caller_beyond_the_ceiling_costs_no_session_and_is_seen_on_the_board(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turned_away, "TOGETHER", 0.1)
    async with (
        open_house(sqlite_url, greets, max_calls=2) as house,
        httpx.AsyncClient(base_url=house.address) as staff,
        asyncio.timeout(20),
    ):
        async with house.phone("c1") as first, house.phone("c2") as second:
            await asyncio.gather(first.answered(), second.answered())
            await is_turned_away(house, STRANGER)
            await is_turned_away(house)
            assert (await staff.get("/readyz")).json()["reasons"] == ["full"]
            await told(house)
            await second.hang_up()
            await house.ending("c2")
            async with house.phone("c3") as third:
                await third.answered()
                await third.hang_up()
            await first.hang_up()
        await house.hung_up()
        assert len(house.model.lines) == 3, "nobody else ever had a session"
        board = (await staff.get("/")).text
        assert "2 callers could not be taken in the last hour (••• 699)." in board
        assert CALLER not in board
        metrics = (await staff.get("/metrics")).text
        assert 'pizzeria_calls_refused_total{reason="full"} 2.0' in metrics


async def test_a_loop_that_is_late_again_and_again_takes_nobody_else_and_then_does_again(
    sqlite_url: str,
) -> None:
    async with open_house(sqlite_url, greets) as house, asyncio.timeout(20), house.phone("c1") as phone:
        await phone.answered()
        switchboard = house.pizzeria.switchboard
        while switchboard.refuses() is None:
            hold_up(BEAT + LATE + 0.05)
            await asyncio.sleep(0.01)
        assert switchboard.refuses() == "slow"
        await is_turned_away(house)
        await phone.hang_up()


def hold_up(seconds: float) -> None:
    """The loop, as work does that should not run there."""
    time.sleep(seconds)
