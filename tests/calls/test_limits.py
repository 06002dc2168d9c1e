"""A phone that floods the house, or rings too often, is cut off; the others hear nothing of it."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
import websockets
from structlog.testing import capture_logs

from pizzeria.ordering.house import CallRules
from pizzeria.web.callers import HOUR, MOST, Callers
from pizzeria.web.flow import LARGEST, Flow
from tests.clock import FRIDAY_EVENING
from tests.house import CALLER, House, open_house
from tests.replay.doubles.apps import quiet

HELLO = '{"t":"hello","callid":"flood","from":"+46701740699","to":"+46846500411"}'


async def says(house: House, *frames: str, times: int = 1) -> tuple[int | None, str]:
    """A phone that says this and reads on; how it was cut off."""
    async with websockets.connect(house.line, max_queue=None, close_timeout=0.5) as phone:
        try:
            for _ in range(times):
                for frame in frames:
                    await phone.send(frame)
            async for _ in phone:
                pass
        except websockets.ConnectionClosed:
            pass
        return phone.close_code, phone.close_reason or ""


@pytest.mark.parametrize(
    ("frames", "times", "why"),
    [
        ([HELLO, '{"t":"audio","data":"' + "A" * LARGEST + '"}'], 1, "a frame is too large"),
        ([HELLO, *['{"t":"sync"}'] * 100], 100, "too much is said at once"),
        ([HELLO, '{"t":"audio","data":"' + "A" * 500_000 + '"}'], 50, "too much is said at once"),
    ],
)
async def test_a_flood_is_cut_off_with_a_reason_and_one_line_in_the_log(
    sqlite_url: str, frames: list[str], times: int, why: str
) -> None:
    async with open_house(sqlite_url, quiet) as house, house.phone() as other:
        with capture_logs() as lines:
            async with asyncio.timeout(20):
                assert await says(house, *frames, times=times) == (1008, why)
        told = [line for line in lines if line["event"] == "a phone is cut off"]
        assert [line["why"] for line in told] == [why]
        await other.hang_up()
        await house.hung_up()
        ended = {call.call_id: call.status for call in await house.store.calls()}
        assert ended == {"flood": "completed", "c1": "completed"}


async def test_one_number_has_some_lines_and_the_others_have_theirs(sqlite_url: str) -> None:
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(sqlite_url, quiet))
        numbers = {"a": CALLER, "b": CALLER, "c": CALLER, "h": None, "i": None, "o": "+46701740606"}
        for callid, number in numbers.items():
            phone = await stack.enter_async_context(house.phone(callid, number))
            await phone.heard_listening()
        with capture_logs() as lines:
            async with house.phone("d") as fourth:
                assert await asyncio.wait_for(fourth.ended(), 10) == "done"
        assert [line["why"] for line in lines if line["event"] == "a phone is cut off"] == ["3 calls at once"]
        assert all(house.pizzeria.switchboard.live(callid) for callid in numbers)
        assert "d" not in {call.call_id for call in await house.store.calls()}


def callers(most_at_once: int = 0, most_an_hour: int = 0) -> Callers:
    return Callers(CallRules(15, 10, 2, most_at_once=most_at_once, most_an_hour=most_an_hour))


def test_who_hangs_up_may_call_again() -> None:
    among = callers(most_at_once=1)
    assert among.begin(CALLER, FRIDAY_EVENING) == ""
    assert among.begin(CALLER, FRIDAY_EVENING) == "1 calls at once"
    assert among.begin("+46701740606", FRIDAY_EVENING) == ""
    among.end(CALLER)
    assert among.begin(CALLER, FRIDAY_EVENING) == ""


def test_who_called_often_is_answered_again_when_the_hour_is_over() -> None:
    among = callers(most_an_hour=2)
    for minutes in (0, 30):
        assert among.begin(CALLER, FRIDAY_EVENING + timedelta(minutes=minutes)) == ""
    for minutes in (31, 45, 59):
        assert among.begin(CALLER, FRIDAY_EVENING + timedelta(minutes=minutes)) == "2 calls within an hour"
    assert among.begin(CALLER, FRIDAY_EVENING + HOUR) == "", "and calls that were not answered do not count"


def test_nought_is_no_limit_and_what_is_remembered_has_an_end() -> None:
    among = callers()
    for number in range(2 * MOST):
        assert among.begin(CALLER, FRIDAY_EVENING) == ""
        assert among.begin(f"+4670{number:07}", FRIDAY_EVENING) == ""
        among.end(f"+4670{number:07}")
    assert len(among._lately) == MOST
    assert list(among._now) == [CALLER]


def test_a_telephone_that_talks_all_day_is_never_too_much() -> None:
    flow = Flow()
    assert {flow.too_much(2_000, frame / 50) for frame in range(500_000)} == {""}


@pytest.mark.parametrize("proto", ["https", "http", "wss"])
async def test_a_phone_that_comes_through_a_proxy_is_answered(sqlite_url: str, proto: str) -> None:
    """What nginx, Caddy and tunnels say of a socket; 46elks always comes through one."""
    told = {"X-Forwarded-Proto": proto, "X-Forwarded-For": "176.10.154.199"}
    async with open_house(sqlite_url, quiet) as house:
        async with websockets.connect(house.line, additional_headers=told) as phone:
            await phone.send(HELLO)
            assert '"listening"' in str(await phone.recv())
        await house.hung_up()
