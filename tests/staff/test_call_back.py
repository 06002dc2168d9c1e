"""The house calls a customer: for a reason, at a decent hour, not too often, and never twice by mistake."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx2 as httpx
import pytest

from pizzeria.clock import Clock
from pizzeria.replay.doubles.company.troubles import Trouble
from pizzeria.replay.doubles.company.world import Person
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.staff.lines import (
    CUSTOMER,
    PATIENCE,
    PHONE,
    SOCKET,
    Exchange,
    begins_with_two,
    connected,
    rescues_it,
    speaks,
)

LOGIN = ("staff", "staff")


class AnHour(Clock):
    """Always the same time of day."""

    def __init__(self, hour: int) -> None:
        super().__init__()
        self._utc = datetime(2026, 7, 1, hour, tzinfo=UTC)

    def utc(self) -> datetime:
        return self._utc


async def begins_an_order(line: ModelLine) -> None:
    waiter = Waiter(line)
    await begins_with_two(waiter)


async def either(line: ModelLine) -> None:
    await [begins_an_order, rescues_it][line.number](line)


def staff_of(exchange: Exchange) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=exchange.house.address, auth=LOGIN, timeout=PATIENCE)


async def a_lost_call(exchange: Exchange) -> str:
    """Somebody begins an order and is cut off; the call's id."""
    call = exchange.company.ring(CUSTOMER, PHONE)
    async with asyncio.timeout(PATIENCE):
        phone = await call.phone()
        await speaks(phone, 1)
        await phone.answered()
        phone.drop()
    await exchange.settled()
    return call.id


def code_of(answer: httpx.Response) -> Any:
    return answer.json()["error"]["code"]


async def test_a_draft_is_rescued_by_calling_back(database_url: str) -> None:
    async with connected(database_url, either, clock=AnHour(12)) as exchange, staff_of(exchange) as staff:
        lost = await a_lost_call(exchange)
        exchange.company.world.people[CUSTOMER] = Person()
        answer = await staff.post("/api/calls", json={"call_id": lost, "purpose": "draft_rescued"})
        assert (answer.status_code, answer.json()["state"]) == (202, "ringing")
        [_, out] = exchange.company.calls
        async with asyncio.timeout(PATIENCE):
            phone = await out.phone()
            await speaks(phone, 3)
            assert await phone.ended() == "done"
        await exchange.settled()
        [asked] = exchange.company.asked("POST", "/calls")
        assert (asked.form["from"], asked.form["to"]) == (PHONE, CUSTOMER)
        told = str((await (await exchange.house.model.line(1)).configured())["instructions"])
        for words in ("You are the one who calls", "2 x Vesuvio", "answering machine", "good moment"):
            assert words in told
        [order] = await exchange.house.store.orders()
        assert (order.customer_phone, order.call_id) == (CUSTOMER, out.id)
        log = (await staff.get(f"/calls/{lost}")).text
        assert "draft rescued" in log
        assert "<b>answered</b>" in log
        states = [data["state"] for data in await exchange.happened("call.called_back")]
        assert states == ["ringing", "answered"]
        assert [leg["to"] for leg in out.legs] == [SOCKET]
        assert exchange.company.faults == []


@pytest.mark.parametrize("how", ["busy", "failed"])
async def test_nobody_answers_and_a_second_try_is_the_last_of_the_day(sqlite_url: str, how: Any) -> None:
    async with connected(sqlite_url, either, clock=AnHour(12)) as exchange, staff_of(exchange) as staff:
        lost = await a_lost_call(exchange)
        exchange.company.world.people[CUSTOMER] = Person(how)
        wish = {"call_id": lost, "purpose": "draft_rescued"}
        for _ in range(2):
            assert (await staff.post("/api/calls", json=wish)).status_code == 202
            await exchange.settled()
        third = await staff.post("/api/calls", json=wish)
        assert (third.status_code, code_of(third)) == (409, "too_often")
        assert len(exchange.company.asked("POST", "/calls")) == 2
        assert [b.state for b in await exchange.house.store.call_backs.about(lost)] == [
            "unanswered",
            "dropped",
            "unanswered",
            "waiting",
        ]


async def test_nobody_is_called_at_night_nor_who_never_called_nor_without_a_reason(sqlite_url: str) -> None:
    async with connected(sqlite_url, either, clock=AnHour(22)) as exchange, staff_of(exchange) as staff:
        lost = await a_lost_call(exchange)
        for wish, code in (
            ({"call_id": lost, "purpose": "draft_rescued"}, "quiet_hours"),
            ({"call_id": "c-nobody", "purpose": "draft_rescued"}, "unknown_call"),
            ({"order": 99, "purpose": "item_ran_out"}, "unknown_order"),
            ({"call_id": lost, "purpose": "sell_insurance"}, "bad_request"),
            ({"to": "+46701234567", "purpose": "draft_rescued"}, "unknown_call"),
        ):
            assert code_of(await staff.post("/api/calls", json=wish)) == code
        assert exchange.company.asked("POST", "/calls") == []


@pytest.mark.parametrize(
    ("trouble", "code", "state"),
    [
        (Trouble("no credit", "/calls", "POST"), "declined", "declined"),
        (Trouble("error", "/calls", "POST"), "uncertain", "uncertain"),
        (Trouble("error", "/calls", "POST", done=True), "uncertain", "answered"),
        (Trouble("error", "/numbers", "GET", times=2), "declined", "declined"),
    ],
)
async def test_whatever_46elks_does_nobody_is_called_twice_by_mistake(
    sqlite_url: str, trouble: Trouble, code: str, state: str
) -> None:
    """A call that 46elks made and did not own up to is known by its own webhooks."""

    async def script(line: ModelLine) -> None:
        if line.number == 0:
            await begins_an_order(line)
        else:
            await Waiter(line).greets()

    async with connected(sqlite_url, script, clock=AnHour(12)) as exchange, staff_of(exchange) as staff:
        lost = await a_lost_call(exchange)
        exchange.company.world.people[CUSTOMER] = Person()
        exchange.company.trouble(trouble)
        wish = {"call_id": lost, "purpose": "draft_rescued"}
        answer = await staff.post("/api/calls", json=wish)
        assert (answer.status_code, code_of(answer)) == (502, code)
        for call in exchange.company.calls[1:]:
            phone = await call.phone()
            await phone.answered()
            await call.hang_up()
        await exchange.settled()
        [back] = await exchange.house.store.call_backs.about(lost)
        assert back.state == state
        assert len(exchange.company.asked("POST", "/calls")) == (trouble.path == "/calls")
        again = await staff.post("/api/calls", json=wish)
        if state == "uncertain":
            assert (again.status_code, code_of(again)) == (409, "already_calling"), "it may ring still"
        else:
            assert again.status_code == 202


async def test_the_button_on_a_calls_page_does_the_same_and_comes_back_to_the_page(sqlite_url: str) -> None:
    async with connected(sqlite_url, either, clock=AnHour(12)) as exchange, staff_of(exchange) as staff:
        lost = await a_lost_call(exchange)
        exchange.company.world.people[CUSTOMER] = Person("busy")
        assert f'action="/calls/{lost}/call-back"' in (await staff.get(f"/calls/{lost}")).text
        pressed = await staff.post(f"/calls/{lost}/call-back", data={"purpose": "item_ran_out"})
        assert (pressed.status_code, pressed.headers["location"]) == (303, f"/calls/{lost}")
        await exchange.settled()
        assert "item ran out, <b>unanswered</b>" in (await staff.get(f"/calls/{lost}")).text
        foreign = {"Origin": "https://elsewhere.example.com"}
        stranger = await staff.post(
            f"/calls/{lost}/call-back", data={"purpose": "item_ran_out"}, headers=foreign
        )
        assert stranger.status_code == 403
        assert len(exchange.company.asked("POST", "/calls")) == 1
