"""46elks' own way with a call: which action follows which, and who is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf

import orjson
import pytest
from websockets.asyncio.server import ServerConnection

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.http import plain
from pizzeria.replay.doubles.company.live import Manners
from pizzeria.replay.doubles.company.world import Person
from tests.elks.customers import PUBLIC, answers, listening
from tests.replay.doubles.apps import BYE, LISTENING, SENDING, running, tell, told_until, voice

CALLER = "+46709876543"
PIZZERIA = "+46766861001"
SOCKET = "+4600700001"
STAFF = "+46701740605"
LANDLINE = "+46846500411"


async def agent(socket: ServerConnection) -> None:
    """Greets, and says goodbye."""
    await told_until(socket, "hello")
    await tell(socket, LISTENING, SENDING, voice(400), BYE)
    await told_until(socket, "bye")


async def listener(socket: ServerConnection) -> None:
    """Waits for the caller to go."""
    await tell(socket, LISTENING)
    await told_until(socket, "bye")


@asynccontextmanager
async def connected(app: object = agent, **manners: object) -> AsyncIterator[Company]:
    """A company whose websocket number leads to the app."""
    async with (
        running(app) as address,  # type: ignore[arg-type]
        Company(speed=inf, manners=Manners(**manners)) as company,  # type: ignore[arg-type]
    ):
        company.rent(PIZZERIA)
        company.rent(SOCKET, "websocket", websocket_url=address)
        yield company


def lead(company: Company, **action: object) -> None:
    company.lines.all[0].voice_start = orjson.dumps(action).decode()


async def test_a_caller_is_led_to_our_socket_and_we_are_told_when_it_is_over() -> None:
    async with connected() as company, listening(company) as ear:
        lead(company, connect=SOCKET, whenhangup=f"{PUBLIC}/over")
        call = company.ring(CALLER, PIZZERIA)
        phone = await call.phone()
        assert (phone.callid, phone.from_number, phone.to_number) == (call.id, CALLER, SOCKET)
        await company.settled()
        [over] = ear.heard
        assert (over.form["id"], over.form["state"]) == (call.id, "success")
        assert "callid" not in over.form, "the last webhook calls it id"
        assert orjson.loads(over.form["actions"]) == [{"connect": SOCKET, "result": "success"}]
        assert company.faults == []


@pytest.mark.parametrize("branch", ["busy", "failed"])
async def test_when_our_socket_is_dead_the_branch_rings_a_human(branch: str) -> None:
    async with connected(socket_failure=branch) as company:
        company.lines.all[1].websocket_url = "ws://127.0.0.1:1/voice-stream"
        lead(company, connect=SOCKET, **{branch: {"connect": STAFF}})
        company.world.people[STAFF] = Person()
        call = company.ring(CALLER, PIZZERIA)
        assert await call.over() == "success"
        assert [(leg["to"], leg["state"]) for leg in call.legs] == [(SOCKET, branch), (STAFF, "success")]


async def test_without_a_branch_a_dead_socket_is_a_busy_tone() -> None:
    async with connected(socket_failure="busy") as company:
        company.lines.all[1].websocket_url = ""
        lead(company, connect=SOCKET)
        call = company.ring(CALLER, PIZZERIA)
        assert await call.over() == "busy"
        with pytest.raises(Unreachable):
            await call.phone()


async def test_after_the_agent_a_human_and_then_the_agent_again() -> None:
    then = answers({"connect": STAFF, "next": f"{PUBLIC}/next"}, {"connect": SOCKET})
    async with connected() as company, listening(company, *then) as ear:
        company.world.people[STAFF] = Person("busy")
        lead(company, connect=SOCKET, next=f"{PUBLIC}/next")
        call = company.ring(CALLER, PIZZERIA)
        assert (await call.phone(1)).callid == call.id
        await company.settled()
        assert [asked.form["result"] for asked in ear.heard] == ["success", "busy"]
        assert {asked.form["callid"] for asked in ear.heard} == {call.id}
        assert company.faults == []


async def test_a_webhook_decides_about_a_call_and_a_plus_stays_a_plus() -> None:
    async with connected() as company, listening(company, *answers({"connect": SOCKET})) as ear:
        company.lines.all[0].voice_start = f"{PUBLIC}/start"
        call = company.ring(CALLER, PIZZERIA)
        assert await call.over() == "success"
        [start] = ear.heard
        assert start.form == {
            "direction": "incoming",
            "callid": call.id,
            "from": CALLER,
            "to": PIZZERIA,
            "created": call.created,
        }


@pytest.mark.parametrize("answer", [plain(500, "oops"), plain(200, "<html>")])
async def test_a_webhook_that_fails_loses_the_call(answer: object) -> None:
    async with connected() as company, listening(company, answer) as ear:  # type: ignore[arg-type]
        company.lines.all[0].voice_start = f"{PUBLIC}/start"
        assert await company.ring(CALLER, PIZZERIA).over() == "failed"
        assert len(ear.heard) == 1


async def test_an_action_nested_in_next_is_not_followed() -> None:
    for follows in (False, True):
        async with connected(nested_next=follows) as company:
            lead(company, connect=SOCKET, next={"play": "sound/bye"})
            call = company.ring(CALLER, PIZZERIA)
            await company.settled()
            assert (len(call.actions), company.faults == []) == (1 + follows, follows)


async def test_a_swedish_mobile_leads_to_mobiles_only() -> None:
    async with connected() as company:
        company.world.people[LANDLINE] = Person()
        lead(company, connect=LANDLINE)
        assert await company.ring(CALLER, PIZZERIA).over() == "failed"
        assert "cannot lead to" in company.faults[0]


async def test_several_ring_at_once_and_the_first_who_answers_has_it() -> None:
    async with connected() as company:
        company.world.people |= {STAFF: Person("busy"), "+46701740606": Person()}
        lead(company, connect=f"{STAFF},+46701740606")
        assert await company.ring(CALLER, PIZZERIA).over() == "success"


async def test_an_account_in_the_red_lets_it_ring_and_tells_nobody() -> None:
    async with connected() as company, listening(company) as ear:
        company.balance = 0
        lead(company, connect=SOCKET, whenhangup=f"{PUBLIC}/over")
        assert await company.ring(CALLER, PIZZERIA).over() == "failed"
        assert ear.heard == []


@pytest.mark.parametrize("action", [{"hangup": "reject"}, {"play": f"{PUBLIC}/gone.wav"}, {"dance": "now"}])
async def test_what_cannot_be_done_or_is_refused_ends_the_call(action: dict[str, str]) -> None:
    async with connected() as company, listening(company, plain(404, "no such file")):
        lead(company, **action)
        assert await company.ring(CALLER, PIZZERIA).over() == "failed"
        assert bool(company.faults) == ("dance" in action)


async def test_a_caller_who_hangs_up_ends_it_and_next_is_not_asked() -> None:
    async with connected(listener) as company, listening(company) as ear:
        lead(company, connect=SOCKET, next=f"{PUBLIC}/next", whenhangup=f"{PUBLIC}/over")
        call = company.ring(CALLER, PIZZERIA)
        await (await call.phone()).heard_listening()
        await call.hang_up()
        await company.settled()
        assert [asked.path for asked in ear.heard] == ["/over"]


async def test_the_end_may_be_told_early_and_twice() -> None:
    async with connected(listener, hangups=2, hangup_first=True) as company, listening(company) as ear:
        lead(company, connect=SOCKET, whenhangup=f"{PUBLIC}/over")
        call = company.ring(CALLER, PIZZERIA)
        await (await call.phone()).heard_listening()
        await call.hang_up()
        await company.settled()
        assert [asked.form["state"] for asked in ear.heard] == ["ongoing", "success"]


async def test_a_talk_with_a_human_lasts_until_one_of_them_has_enough() -> None:
    async with connected() as company:
        company.world.people[STAFF] = Person(until=asyncio.Event())
        lead(company, connect=STAFF)
        call = company.ring(CALLER, PIZZERIA)
        await call.hang_up()
        assert await call.over() == "success"
