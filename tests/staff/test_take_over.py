"""Staff at the board: they see who is on the way to them, take a call, or end it."""

import asyncio
from math import inf

import httpx2 as httpx

from pizzeria.replay.doubles.company.world import Person
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.staff.lines import CUSTOMER, PATIENCE, PHONE, STAFF, Exchange, asks_for_a_human, connected, speaks

LOGIN = ("staff", "staff")


def at_the_board(exchange: Exchange) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=exchange.house.address, auth=LOGIN)


async def talks_on(line: ModelLine) -> None:
    """Greets, and goes on and on; what it is told by the house it does in one sentence."""
    waiter = Waiter(line)
    await waiter.greets()
    await line.response()
    await waiter.answers_with("I am connecting you to a colleague.")


async def test_staff_take_a_call_and_the_agent_says_so_before_it_goes(sqlite_url: str) -> None:
    lifted = asyncio.Event()
    async with connected(sqlite_url, talks_on) as exchange, at_the_board(exchange) as board:
        exchange.company.world.people[STAFF] = Person(until=lifted)
        call = exchange.company.ring(CUSTOMER, PHONE)
        async with asyncio.timeout(PATIENCE):
            phone = await call.phone()
            await phone.answered()
            assert "Take this call" in (await board.get("/board")).text
            answer = await board.post(f"/api/calls/{call.id}/take-over", json={})
            assert answer.status_code == 200
            assert await phone.ended() == "done"
            assert phone.heard_ms == 2 * 1200, "the greeting, and one sentence"
            async for entry in exchange.house.store.journal.listen(0):
                if entry.data.get("state") == "ringing":
                    break
        shown = (await board.get("/board")).text
        assert "Your telephone rings" in shown
        assert "Take this call" not in shown
        lifted.set()
        await exchange.settled()
        assert [leg["to"] for leg in call.legs][1:] == [STAFF]
        again = await board.post(f"/api/calls/{call.id}/take-over", json={})
        assert again.status_code == 404
        assert exchange.company.faults == []


async def test_staff_see_who_it_is_and_what_was_said_before_they_lift(sqlite_url: str) -> None:
    lifted = asyncio.Event()
    async with connected(sqlite_url, asks_for_a_human) as exchange, at_the_board(exchange) as board:
        exchange.company.world.people[STAFF] = Person(until=lifted)
        call = exchange.company.ring(CUSTOMER, PHONE)
        async with asyncio.timeout(PATIENCE):
            phone = await call.phone()
            await speaks(phone, 2)
            await phone.ended()
            async for entry in exchange.house.store.journal.listen(0):
                if entry.data.get("state") == "ringing":
                    break
            await exchange.house.ending(call.id)  # by then the last words are written down
        shown = (await board.get("/board")).text
        for words in (
            "••• 543",
            "Your telephone rings",
            "wants a human",
            "May I speak to somebody?",
            "I am connecting you to staff.",
            "Vesuvio",
        ):
            assert words in shown
        assert CUSTOMER not in shown
        lifted.set()
        await exchange.settled()
        assert "wants a human" not in (await board.get("/board")).text


async def test_staff_hang_up_in_mid_word(sqlite_url: str) -> None:
    async def goes_on_for_ever(line: ModelLine) -> None:
        await line.configured()
        await line.reply("And then, and then, and then …", 60_000, faster=inf)

    async with connected(sqlite_url, goes_on_for_ever) as exchange, at_the_board(exchange) as board:
        exchange.company.world.people[STAFF] = Person()
        call = exchange.company.ring(CUSTOMER, PHONE)
        async with asyncio.timeout(PATIENCE):
            phone = await call.phone()
            await phone.hears(200)
            answer = await board.post(f"/api/calls/{call.id}/hang-up", json={})
            assert answer.status_code == 200
            assert await phone.ended() == "done"
            assert await exchange.house.ending(call.id) == "ended_by_staff"
        await exchange.settled()
        assert [leg["to"] for leg in call.legs if leg["to"] == STAFF] == [], "nobody is rung"
        assert (await board.post(f"/api/calls/{call.id}/hang-up", json={})).status_code == 404
        assert exchange.company.faults == []


async def test_only_staff_may_and_only_with_a_way_back_from_46elks(sqlite_url: str) -> None:
    async with (
        connected(sqlite_url, talks_on) as exchange,
        httpx.AsyncClient(base_url=exchange.house.address) as stranger,
    ):
        for deed in ("take-over", "hang-up"):
            assert (await stranger.post(f"/api/calls/c1/{deed}", json={})).status_code == 401
    async with connected(sqlite_url, talks_on, phone_token=None) as exchange, at_the_board(exchange) as board:
        answer = await board.post("/api/calls/c1/take-over", json={})
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_connected")
