"""Who does not answer is tried again: after a while, at a decent hour, and only if there still is a reason.

On a clock that skips: hours of waiting pass at once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from pizzeria.clock import Clock
from pizzeria.ordering.call_backs import CallBack
from pizzeria.replay.doubles.company.world import Person
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.stage.skipping import SkippingLoop
from tests.calls.waiter import Waiter
from tests.staff.lines import (
    CUSTOMER,
    PHONE,
    Exchange,
    begins_with_two,
    connected,
    finishes_for_pickup,
    speaks,
)
from tests.staff.test_call_back import LOGIN
from tests.whole_day.town import play

NOON = datetime(2026, 3, 6, 11, 0, tzinfo=UTC)
MINUTE = 60
LATE = NOON.replace(hour=19, minute=45)
"""20:45 in Stockholm"""


async def takes_it(line: ModelLine) -> None:
    """The first caller begins an order, or finishes one; whoever comes later is greeted."""
    waiter = Waiter(line)
    if line.number == 0:
        await begins_with_two(waiter)
        await waiter.hears("To pick up, please")
        await finishes_for_pickup(waiter)
    else:
        await waiter.greets()


@asynccontextmanager
async def at(start: datetime, folder: Path) -> AsyncIterator[tuple[Exchange, httpx.AsyncClient]]:
    url = f"sqlite+aiosqlite:///{folder}/pizzeria.db"
    async with connected(url, takes_it, clock=Clock(start), speed=1.0) as exchange:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, SkippingLoop)
        loop.skip_unless(lambda: exchange.house.store.busy)
        async with httpx.AsyncClient(base_url=exchange.house.address, auth=LOGIN) as staff:
            yield exchange, staff
        loop.stop_skipping()


async def lost(exchange: Exchange, turns: int = 1) -> str:
    """The id of a call that breaks off after so many turns; with three an order was placed before."""
    call = exchange.company.ring(CUSTOMER, PHONE)
    phone = await call.phone()
    await speaks(phone, turns)
    await phone.answered()
    phone.drop()
    await exchange.settled()
    return call.id


async def wish(staff: httpx.AsyncClient, **wanted: Any) -> dict[str, Any]:
    answer = await staff.post("/api/calls", json={"purpose": "draft_rescued", **wanted})
    assert answer.status_code == 202, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def not_answered(exchange: Exchange, staff: httpx.AsyncClient, **wanted: Any) -> None:
    """The customer is called, and busy."""
    exchange.company.world.people[CUSTOMER] = Person("busy")
    await wish(staff, **wanted)
    await exchange.settled()


async def backs(exchange: Exchange, call_id: str) -> list[CallBack]:
    return await exchange.house.store.call_backs.about(call_id)


def rung(exchange: Exchange) -> int:
    """How often 46elks was asked to call somebody."""
    return len(exchange.company.asked("POST", "/calls"))


def test_who_is_busy_is_called_again_ten_minutes_later_and_then_left_alone(tmp_path: Path) -> None:
    async def story() -> None:
        async with at(NOON, tmp_path) as (exchange, staff):
            call = await lost(exchange)
            await not_answered(exchange, staff, call_id=call)
            page = (await staff.get(f"/calls/{call}")).text
            assert "Will be called again at" in page
            await asyncio.sleep(9 * MINUTE)
            assert rung(exchange) == 1
            await asyncio.sleep(2 * MINUTE)
            await exchange.settled()
            assert rung(exchange) == 2
            await asyncio.sleep(300 * MINUTE)
            assert rung(exchange) == 2
            assert [(back.attempt, back.state) for back in await backs(exchange, call)] == [
                (1, "unanswered"),
                (2, "unanswered"),
            ]

    play(story())


def test_who_answers_the_second_time_has_the_agent_and_the_order(tmp_path: Path) -> None:
    async def story() -> None:
        async with at(NOON, tmp_path) as (exchange, staff):
            call = await lost(exchange)
            await not_answered(exchange, staff, call_id=call)
            exchange.company.world.people[CUSTOMER] = Person()
            await asyncio.sleep(11 * MINUTE)
            phone = await exchange.company.calls[-1].phone()
            await phone.answered()
            told = str((await (await exchange.house.model.line(1)).configured())["instructions"])
            assert "You are the one who calls" in told
            assert "2 x Vesuvio" in told
            await phone.hang_up()
            await exchange.settled()
            assert [back.state for back in await backs(exchange, call)] == ["unanswered", "answered"]
            assert exchange.company.faults == []

    play(story())


@pytest.mark.parametrize(("meanwhile", "why"), [("calls", "they have called"), ("cancels", "cancelled")])
def test_nobody_is_called_again_when_there_is_no_need_any_more(
    tmp_path: Path, meanwhile: str, why: str
) -> None:
    async def story() -> None:
        async with at(NOON, tmp_path) as (exchange, staff):
            call = await lost(exchange, 3)
            await not_answered(exchange, staff, order=1, purpose="item_ran_out")
            if meanwhile == "calls":
                again = exchange.company.ring(CUSTOMER, PHONE)
                await (await again.phone()).answered()
                await again.hang_up()
                await exchange.settled()
            else:
                await exchange.house.store.advance(1, "cancelled")
            await asyncio.sleep(60 * MINUTE)
            assert rung(exchange) == 1
            last = (await backs(exchange, call))[-1]
            assert (last.state, last.attempt) == ("dropped", 2)
            assert why in last.why
            assert f"<b>dropped</b> <small>{last.why}" in (await staff.get(f"/calls/{call}")).text

    play(story())


def test_what_falls_into_the_night_is_done_in_the_morning_also_by_a_house_that_was_down(
    tmp_path: Path,
) -> None:
    async def evening() -> str:
        async with at(LATE, tmp_path) as (exchange, staff):
            call = await lost(exchange)
            await not_answered(exchange, staff, call_id=call)
            return call

    async def night() -> None:
        async with at(LATE + timedelta(hours=2), tmp_path) as (exchange, _):
            await asyncio.sleep(60 * MINUTE)
            assert rung(exchange) == 0, "it was due when the house was down"

    async def morning(call: str) -> None:
        async with at(NOON + timedelta(hours=20, minutes=55), tmp_path) as (exchange, _):
            exchange.company.world.people[CUSTOMER] = Person("busy")
            await asyncio.sleep(3 * MINUTE)
            assert rung(exchange) == 0, "five to eight in UTC: it is not nine yet in Stockholm"
            await asyncio.sleep(5 * MINUTE)
            await exchange.settled()
            assert rung(exchange) == 1
            assert [back.attempt for back in await backs(exchange, call)] == [1, 2]

    call = play(evening())
    play(night())
    play(morning(call))


def test_a_call_at_a_time_that_staff_name(tmp_path: Path) -> None:
    async def story() -> None:
        async with at(NOON, tmp_path) as (exchange, staff):
            call = await lost(exchange)
            exchange.company.world.people[CUSTOMER] = Person()
            await wish(staff, call_id=call, at=(NOON + timedelta(hours=5)).isoformat())
            said = await wish(staff, call_id=call, in_minutes=30)
            assert said["state"] == "waiting"
            for wrong in ({"at": "soon"}, {"at": "2026-03-06T12:00:00"}, {"in_minutes": -5}):
                answer = await staff.post(
                    "/api/calls", json={"purpose": "draft_rescued", "call_id": call, **wrong}
                )
                assert answer.status_code == 400
            await asyncio.sleep(29 * MINUTE)
            assert rung(exchange) == 0
            await asyncio.sleep(2 * MINUTE)
            out = exchange.company.calls[-1]
            await (await out.phone()).answered()
            await out.hang_up()
            await exchange.settled()
            await asyncio.sleep(360 * MINUTE)
            assert rung(exchange) == 1, "the later wish took the place of the one before"
            assert [back.state for back in await backs(exchange, call)] == ["dropped", "answered"]

    play(story())
