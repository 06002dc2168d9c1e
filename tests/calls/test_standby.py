"""The model's house will not serve us any more: another model goes on with the call, where there is one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from pizzeria.errors import TurnedAway
from pizzeria.exchange import Standby
from pizzeria.phrases import WORDS
from pizzeria.realtime.connection import Realtime
from pizzeria.replay.doubles.model import Model, Script
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.settings import Settings
from tests.calls.waiter import Waiter
from tests.house import House, nobody, open_house

SAID = {name: f"(recording: {words})" for name, words in WORDS["sv"].items()}


async def takes_it_down(line: ModelLine) -> Waiter:
    waiter = Waiter(line)
    await waiter.takes_a_vesuvio("A Vesuvio, I pick it up")
    return waiter


async def places_it(waiter: Waiter) -> None:
    review = await waiter.uses("review_order")
    assert [each["item"] for each in review["cart"]["lines"]] == ["vesuvio"]
    assert "one hundred" in review["total_spoken"], "as the other one speaks"
    await waiter.answers_with("One Vesuvio, right?")
    await waiter.hears("Yes")
    for _ in range(2):
        assert (await waiter.uses("place_order", name="Astrid", revision=review["revision"]))["ok"]
    await waiter.answers_with("Thank you, Astrid!")
    await waiter.says_goodbye()


async def goes_on(line: ModelLine) -> None:
    waiter = Waiter(line)
    await line.configured()
    await waiter.says("Let us go on. Anything else?")
    await waiter.hears("No, I am Astrid")
    await places_it(waiter)


async def takes_all(line: ModelLine) -> None:
    waiter = await takes_it_down(line)
    await places_it(waiter)


@asynccontextmanager
async def another_model(script: Script) -> AsyncIterator[tuple[Standby, Model]]:
    async with Model(script) as model:
        realtime = Realtime.from_settings(Settings.model_construct(openai_base_url=model.base_url, model="x"))

        async def reach() -> Realtime:
            return realtime

        yield Standby(reach, "en"), model


async def calls(house: House, turns: int) -> list[str]:
    """The whole call; what the call log says was said by the house."""
    async with asyncio.timeout(20), house.phone() as phone:
        for _ in range(turns):
            await speaks(phone)
        assert await phone.ended() == "done"
    await house.hung_up()
    detail = await house.store.call("c1")
    assert detail is not None
    return [message.content for message in detail.messages if message.role == "assistant"]


async def speaks(phone: Phone) -> None:
    await phone.answered()
    await phone.speak(800)
    await phone.silence(700)


async def test_a_model_that_refuses_in_mid_order_is_followed_by_the_other_one_and_the_order_is_placed_once(
    sqlite_url: str,
) -> None:
    async def gives_up(line: ModelLine) -> None:
        await takes_it_down(line)
        await line.fail("insufficient_quota")

    async with (
        another_model(goes_on) as (standby, other),
        open_house(sqlite_url, gives_up, standby=standby) as house,
    ):
        said = await calls(house, turns=4)
        assert await house.ending() == "goodbye"
        assert [order.customer_name for order in await house.store.orders()] == ["Astrid"]
        assert said.index(SAID["stand_in"]) < said.index("Let us go on. Anything else?")
        assert (len(house.model.lines), len(other.lines), other.faults) == (1, 1, [])
        assert "line 1: 1 x Vesuvio" in str(other.lines[0].received)


async def test_a_caller_whom_the_model_refuses_from_the_start_is_served_by_the_other_one(
    sqlite_url: str,
) -> None:
    async with (
        another_model(takes_all) as (standby, _),
        open_house(sqlite_url, nobody, standby=standby) as house,
    ):
        house.model.refusal = "invalid_api_key"
        said = await calls(house, turns=3)
        assert said[0] == SAID["stand_in"], "in the house's language, and before anybody speaks another"
        assert len(await house.store.orders()) == 1
        assert house.model.refused == ["invalid_api_key"], "nobody asks twice"


@pytest.mark.parametrize("there_is_one", [True, False])
async def test_where_the_other_one_is_dead_too_or_there_is_none_the_caller_is_told_and_handed_to_staff(
    sqlite_url: str, *, there_is_one: bool
) -> None:
    async def dead() -> Realtime:
        raise TurnedAway("the built-in voice has ended")

    standby = Standby(dead, "en") if there_is_one else None
    async with open_house(sqlite_url, nobody, standby=standby) as house:
        house.model.refusal = "insufficient_quota"
        assert await calls(house, turns=0) == [SAID["staff"]]
        assert await house.ending() == "model_unreachable"
        detail = await house.store.call("c1")
        assert detail is not None
        assert detail.hand_over is not None
