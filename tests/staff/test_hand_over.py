"""A human on the line: the caller is put through to staff, and is the agent's again when nobody lifts."""

import asyncio
from typing import Any

import pytest

from pizzeria.replay.doubles.company.world import Outcome, Person
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.staff.lines import (
    CUSTOMER,
    PATIENCE,
    PHONE,
    SOCKET,
    STAFF,
    Exchange,
    asks_for_a_human,
    connected,
    goes_on_for_pickup,
    speaks,
)


def hands_over_and_then(*after: Any) -> Any:
    """A model that hands its first caller over; the calls after that go by these scripts."""

    async def script(line: ModelLine) -> None:
        await [asks_for_a_human, *after][line.number](line)

    return script


async def is_put_through(exchange: Exchange) -> Any:
    """A caller orders, asks for a human and is led to staff; the call."""
    call = exchange.company.ring(CUSTOMER, PHONE)
    async with asyncio.timeout(PATIENCE):
        phone = await call.phone()
        await speaks(phone, 2)
        assert await phone.ended() == "done"
    return call


async def test_staff_answer_and_the_agent_is_out_of_it(database_url: str) -> None:
    async with connected(database_url, asks_for_a_human) as exchange:
        exchange.company.world.people[STAFF] = Person()
        call = await is_put_through(exchange)
        await exchange.settled()
        assert [(leg["to"], leg["state"]) for leg in call.legs] == [(SOCKET, "success"), (STAFF, "success")]
        assert [form["callid"] for form in exchange.told("next")] == [call.id]
        assert [form["result"] for form in exchange.told("after-staff")] == ["success"]
        assert len(exchange.told("whenhangup")) == 1
        detail = await exchange.house.store.call(call.id)
        assert detail is not None
        assert (detail.call.end_reason, detail.call.status) == ("transferred", "completed")
        assert detail.hand_over is not None
        assert (detail.hand_over.state, detail.hand_over.reason) == ("over", "wants a human")
        assert detail.closed is not None
        assert (detail.closed.state, detail.closed.duration_seconds) == ("success", 1)
        moves = [data["state"] for data in await exchange.happened("call.handed_over")]
        assert moves == ["wanted", "ringing", "over"]
        assert exchange.company.faults == []


@pytest.mark.parametrize("outcome", ["busy", "failed"])
async def test_staff_do_not_answer_and_the_agent_goes_on_with_the_cart_as_it_was(
    sqlite_url: str, outcome: Outcome
) -> None:
    async with connected(sqlite_url, hands_over_and_then(goes_on_for_pickup)) as exchange:
        exchange.company.world.people[STAFF] = Person(outcome)
        call = await is_put_through(exchange)
        async with asyncio.timeout(PATIENCE):
            phone = await call.phone(1)
            await speaks(phone, 3)
            assert await phone.ended() == "done"
        await exchange.settled()
        legs = [(leg["to"], leg["state"]) for leg in call.legs]
        assert legs == [(SOCKET, "success"), (STAFF, outcome), (SOCKET, "success")]
        told = str((await (await exchange.house.model.line(1)).configured())["instructions"])
        assert "nobody could answer" in told
        assert '"wants a human"' in told
        assert "2 x Vesuvio" in told
        [order] = await exchange.house.store.orders()
        assert [(line.item, line.quantity) for line in order.bill.lines] == [("vesuvio", 2)]
        assert order.call_id == call.id
        detail = await exchange.house.store.call(call.id)
        assert detail is not None
        assert (detail.call.end_reason, len(detail.turns_ms)) == ("goodbye", 5), "both parts add up"
        moves = [data["state"] for data in await exchange.happened("call.handed_over")]
        assert moves == ["wanted", "ringing", "unanswered"]
        assert [len(exchange.told(name)) for name in ("next", "after-staff", "whenhangup")] == [2, 1, 1]
        assert exchange.company.faults == []


async def test_staff_are_rung_as_long_as_the_house_says(sqlite_url: str) -> None:
    async with connected(sqlite_url, asks_for_a_human) as exchange:
        exchange.company.world.people[STAFF] = Person()
        await is_put_through(exchange)
        await exchange.settled()
        [answered] = [told.body for told in exchange.company.world.told if "/next" in told.url]
        rings = exchange.house.pizzeria.files.house.call.staff_rings
        assert f'"timeout":{rings}' in answered.replace(" ", "")


async def test_a_socket_with_an_id_of_its_own_is_found_by_its_caller(sqlite_url: str) -> None:
    """Sources disagree whether the socket's hello has the call's own id."""
    script = hands_over_and_then(goes_on_for_pickup)
    async with connected(sqlite_url, script, manners={"same_id": False}) as exchange:
        exchange.company.world.people[STAFF] = Person("busy")
        call = await is_put_through(exchange)
        async with asyncio.timeout(PATIENCE):
            phone = await call.phone(1)
            await speaks(phone, 3)
            assert await phone.ended() == "done"
        await exchange.settled()
        [order] = await exchange.house.store.orders()
        assert [(line.item, line.quantity) for line in order.bill.lines] == [("vesuvio", 2)]
        assert exchange.company.faults == []


async def test_a_call_that_the_agent_ended_rings_nobody(sqlite_url: str) -> None:
    async def says_goodbye(line: ModelLine) -> None:
        waiter = Waiter(line)
        await waiter.greets()
        await waiter.hears("Wrong number")
        await waiter.uses("end_call")
        await waiter.answers_with("Goodbye!")

    async with connected(sqlite_url, says_goodbye) as exchange:
        exchange.company.world.people[STAFF] = Person()
        call = exchange.company.ring(CUSTOMER, PHONE)
        phone = await call.phone()
        await speaks(phone, 1)
        assert await phone.ended() == "done"
        await exchange.settled()
        assert [leg["to"] for leg in call.legs] == [SOCKET]
        assert len(exchange.told("next")) == 1
        assert exchange.company.faults == []


async def test_a_caller_who_was_cut_off_and_calls_again_finds_the_cart(sqlite_url: str) -> None:
    async def begins(line: ModelLine) -> None:
        waiter = Waiter(line)
        await waiter.greets()
        await waiter.hears("Two Vesuvio, please")
        await waiter.uses("add_item", item="vesuvio", size="normal", quantity=2)
        await waiter.answers_with("Anything else?")

    async def either(line: ModelLine) -> None:
        await [begins, goes_on_for_pickup][line.number](line)

    async with connected(sqlite_url, either) as exchange:
        first = exchange.company.ring(CUSTOMER, PHONE)
        phone = await first.phone()
        await speaks(phone, 1)
        await phone.answered()
        phone.drop()
        await exchange.settled()
        second = exchange.company.ring(CUSTOMER, PHONE)
        async with asyncio.timeout(PATIENCE):
            phone = await second.phone()
            await speaks(phone, 3)
            assert await phone.ended() == "done"
        await exchange.settled()
        assert "The line was cut" in str(
            (await (await exchange.house.model.line(1)).configured())["instructions"]
        )
        [order] = await exchange.house.store.orders()
        assert order.call_id == second.id
        carts = [data for data in await exchange.happened("cart.changed") if data["call_id"] == second.id]
        assert len(carts[0]["cart"]["lines"]) == 1, "the board sees at once what was kept"
