"""Calls that we make: rung, answered or not, and told about."""

import pytest

from pizzeria.elks.actions import Connect, Play
from pizzeria.elks.calls import Dialling, dial, last_calls
from pizzeria.elks.declined import Declined
from pizzeria.elks.rest import Rest
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.world import Person
from tests.elks.customers import PUBLIC, answers, listening

OURS = "+46766861001"
CUSTOMER = "+46701234567"


async def test_a_customer_who_answers_hears_what_we_ask_for(company: Company, rest: Rest) -> None:
    company.rent(OURS)
    company.world.people[CUSTOMER] = Person()
    async with listening(company, *answers({"play": "sound/ready"}, {})) as ear:
        rung = await dial(rest, Dialling(OURS, CUSTOMER, f"{PUBLIC}/start", f"{PUBLIC}/over", timeout=30))
        await company.settled()
    start, over = ear.heard
    assert rung.state == "ongoing"
    assert (start.path, start.form["callid"], start.form["direction"]) == ("/start", rung.id, "outgoing")
    assert (over.path, over.form["id"], over.form["state"]) == ("/over", rung.id, "success")
    assert company.asked("POST", "/calls")[0].form["timeout"] == "30"
    assert company.faults == []


@pytest.mark.parametrize("how", ["busy", "failed"])
async def test_a_customer_who_does_not_answer_is_told_about_and_nothing_is_asked(
    company: Company, rest: Rest, how: str
) -> None:
    company.rent(OURS)
    company.world.people[CUSTOMER] = Person(how)  # type: ignore[arg-type]
    async with listening(company) as ear:
        await dial(rest, Dialling(OURS, CUSTOMER, Play(f"{PUBLIC}/ready.wav"), f"{PUBLIC}/over"))
        await company.settled()
    assert [(asked.path, asked.form["state"]) for asked in ear.heard] == [("/over", how)]


async def test_only_a_number_of_ours_can_call(company: Company, rest: Rest) -> None:
    company.rent("+4600700001", "websocket")
    for ours in ("+46766869999", "+4600700001"):
        with pytest.raises(Declined) as no:
            await dial(rest, Dialling(ours, CUSTOMER, Connect("+4600700001")))
        assert no.value.kind == "sender"


async def test_the_last_call_comes_first(company: Company, rest: Rest) -> None:
    company.ring(CUSTOMER, "+46766861001")
    company.ring("+46709999999", "+46766861001")
    await company.settled()
    last, first = await last_calls(rest)
    assert (last.from_number, first.from_number) == ("+46709999999", CUSTOMER)
    assert last.created is not None
    assert last.created.tzinfo is not None
    assert (last.state, last.direction) == ("failed", "incoming")
