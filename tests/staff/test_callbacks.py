"""46elks' callbacks on bad days: early, twice, strange, from strangers, and with a database that hangs."""

import httpx2 as httpx
import pytest

from pizzeria.connecting.wanted import hook_path
from pizzeria.replay.doubles.company.world import Person
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.staff.lines import (
    CUSTOMER,
    PHONE,
    SOCKET,
    STAFF,
    TOKEN,
    Exchange,
    asks_for_a_human,
    connected,
    speaks,
)
from tests.stores import locked

ASKING = ("voice_start", "next", "after-staff")
LINE = "?line=%2B4600700001"


async def greets(line: ModelLine) -> None:
    await Waiter(line).greets()


def visitor(exchange: Exchange) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=exchange.house.address)


async def test_the_end_may_be_told_before_our_socket_hears_of_it_and_twice(sqlite_url: str) -> None:
    early_and_twice = {"hangups": 2, "hangup_first": True}
    async with connected(sqlite_url, greets, manners=early_and_twice) as exchange:
        call = exchange.company.ring(CUSTOMER, PHONE)
        phone = await call.phone()
        await phone.answered()
        await call.hang_up()
        await exchange.settled()
        assert [form["state"] for form in exchange.told("whenhangup")] == ["ongoing", "success"]
        detail = await exchange.house.store.call(call.id)
        assert detail is not None
        assert (detail.call.end_reason, detail.call.status) == ("hangup", "completed")
        assert detail.closed is not None
        assert detail.closed.state == "success"
        for state in ("success", "ongoing"):
            async with visitor(exchange) as elks:
                form = {"id": call.id, "state": state, "duration": "1"}
                assert (await elks.post(hook_path(TOKEN, "whenhangup"), data=form)).status_code == 204
        closed = [data["state"] for data in await exchange.happened("call.closed")]
        assert closed == ["ongoing", "success"], "what is known is not told again, nor taken back"
        ended = [data["call_id"] for data in await exchange.happened("call.ended")]
        assert ended == [call.id]


async def test_a_number_that_asks_us_is_told_what_connect_would_have_set(sqlite_url: str) -> None:
    async with connected(sqlite_url, greets) as exchange:
        [public, _] = exchange.company.lines.all
        told = public.voice_start
        public.voice_start = f"https://pizza.example.com{hook_path(TOKEN, 'voice_start')}{LINE}"
        call = exchange.company.ring(CUSTOMER, PHONE)
        phone = await call.phone()
        await phone.answered()
        await call.hang_up()
        await exchange.settled()
        [asked] = [told for told in exchange.company.world.told if "voice_start" in told.url]
        assert httpx.Response(200, text=asked.body).json() == httpx.Response(200, text=told).json()
        assert exchange.company.faults == []


async def test_where_the_way_to_the_agent_is_not_known_staff_are_rung(sqlite_url: str) -> None:
    async with connected(sqlite_url, greets) as exchange, visitor(exchange) as elks:
        for strange in ("", "?line=", "?line=%2B46701234567", "?line=nonsense"):
            action = (await elks.post(hook_path(TOKEN, "voice_start") + strange, data={})).json()
            assert action["connect"] == STAFF


async def test_strange_and_unknown_calls_are_answered_all_the_same(sqlite_url: str) -> None:
    async with connected(sqlite_url, greets) as exchange, visitor(exchange) as elks:
        forms: tuple[dict[str, str], ...] = (
            {},
            {"callid": ""},
            {"callid": "c" * 9000, "from": "anonymous"},
            {"result": "\0", "from": "+"},
        )
        for form in forms:
            assert (await elks.post(hook_path(TOKEN, "next") + LINE, data=form)).json() == {}
            back = (await elks.post(hook_path(TOKEN, "after-staff") + LINE, data=form)).json()
            assert back["connect"] == SOCKET, "nobody is hung up on because a form is odd"
            assert (await elks.post(hook_path(TOKEN, "whenhangup"), data=form)).status_code == 204
        nothing_said = await elks.post(hook_path(TOKEN, "next"), json={"callid": "c1"})
        assert nothing_said.json() == {}


@pytest.mark.parametrize("name", [*ASKING, "whenhangup"])
async def test_nobody_else_is_let_in(sqlite_url: str, name: str) -> None:
    only_46elks = {"elks_callback_addresses": "176.10.154.199, 2001:9b0:2:902::199"}
    async with connected(sqlite_url, greets, **only_46elks) as exchange, visitor(exchange) as elks:
        for wrong in (hook_path("another", name), f"/hooks/{TOKEN}/{name}", f"/hooks//{name}"):
            assert (await elks.post(wrong, data={})).status_code == 404
        right = hook_path(TOKEN, name)
        assert (await elks.post(right, data={})).status_code == 403, "not from 46elks"
        for address, status in (("176.10.154.199", (200, 204)), ("10.1.1.1, 176.10.154.19", (403,))):
            through_a_proxy = {"X-Forwarded-For": address}
            answer = await elks.post(right, data={}, headers=through_a_proxy)
            assert answer.status_code in status


async def test_a_hanging_database_keeps_no_caller_from_staff(sqlite_url: str) -> None:
    """What the switchboard has in mind is enough to lead a caller on; the end is told again later."""
    async with connected(sqlite_url, asks_for_a_human) as exchange, visitor(exchange) as elks:
        exchange.company.world.people[STAFF] = Person()
        call = exchange.company.ring(CUSTOMER, PHONE)
        phone = await call.phone()
        await speaks(phone, 2)
        assert await phone.ended() == "done"
        await exchange.settled()
        async with locked(sqlite_url):
            asked = {"callid": call.id, "from": CUSTOMER, "result": "success"}
            action = (await elks.post(hook_path(TOKEN, "next") + LINE, data=asked)).json()
            assert action["connect"] == STAFF
            assert (await elks.post(hook_path(TOKEN, "next") + LINE, data={"callid": "c0"})).json() == {}
            over = await elks.post(hook_path(TOKEN, "whenhangup"), data={"id": call.id, "state": "failed"})
            assert over.status_code == 503
        again = await elks.post(hook_path(TOKEN, "whenhangup"), data={"id": call.id, "state": "failed"})
        assert again.status_code == 204


async def test_when_the_house_goes_down_in_mid_call_46elks_finds_nobody_and_the_call_ends(
    sqlite_url: str,
) -> None:
    async with connected(sqlite_url, asks_for_a_human) as exchange:
        exchange.company.world.people[STAFF] = Person()
        call = exchange.company.ring(CUSTOMER, PHONE)
        phone = await call.phone()
        exchange.company.world.lead("https://pizza.example.com", "http://127.0.0.1:1")
        await speaks(phone, 2)
        assert await phone.ended() == "done"
        await exchange.settled()
        assert await call.over() == "success", "the agent's part went well, and then nobody answered"
        detail = await exchange.house.store.call(call.id)
        assert detail is not None
        assert detail.hand_over is not None
        assert detail.hand_over.state == "wanted", "the log says that staff were never rung"
