"""The same day, with everything that is asked of 46elks or the CRM going wrong at every step, in one way.

Nothing is sent twice, nothing is lost, and the board says each time what does not get through.
"""

import asyncio
from pathlib import Path

import pytest

from pizzeria.connecting.wanted import wanted
from pizzeria.connecting.work import connect, plan_connecting
from pizzeria.elks.rest import open_rest
from pizzeria.errors import PizzeriaError
from pizzeria.replay.doubles.company.world import Person
from tests.whole_day import ledger
from tests.whole_day.faults import FAULTS, Fault, crm_struck, struck
from tests.whole_day.people import agent, astrid_asks_for_a_human, bo_is_cut_off, orders
from tests.whole_day.town import ASTRID, BO, PHONE, SENDER, STAFF, Town, open_town, play

ASKED_TO_CONNECT = [
    ("GET", "/me"),
    ("GET", "/numbers"),
    ("POST", "/numbers"),
    ("POST", "/numbers/"),
]
FEEDBACK = 6
"""minutes until she is asked"""
MENDED = 4
"""minutes after which all is well again"""


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_day_on_which_every_step_goes_wrong(tmp_path: Path, fault: Fault) -> None:
    play(bad_day(tmp_path, fault))


async def bad_day(folder: Path, fault: Fault) -> None:
    async with open_town(folder, agent, FEEDBACK) as town:
        town.company.world.times = 2  # 46elks tells everything twice
        await the_owner_connects_at_last(town, fault, folder / "connect.json")
        await astrid_reaches_no_human(town)
        await she_calls_again_and_orders(town, fault)
        await the_kitchen_bakes_it(town, fault)
        await her_message_comes_late(town)
        await she_is_asked_how_it_was(town, fault)
        await bo_is_called_back_once(town, fault)
        await town.passes(minutes=MENDED)
        await nothing_was_sent_twice_and_nothing_is_lost(town, fault)


async def the_owner_connects_at_last(town: Town, fault: Fault, memory: Path) -> None:
    for method, path in ASKED_TO_CONNECT:
        async with struck(town, fault, method, path):
            with pytest.raises(PizzeriaError):
                await connects(town, memory)
        assert "`pizzeria connect`" in (await town.staff.get("/setup")).text.replace("<code>", "`").replace(
            "</code>", "`"
        )
    await connects(town, memory)
    await town.passes(minutes=1)
    assert len([line for line in town.company.lines.all if line.is_websocket]) == 1


async def connects(town: Town, memory: Path) -> None:
    settings, house = town.house.pizzeria.settings, town.house.pizzeria.files.house
    want = wanted(settings, house)
    async with open_rest(settings) as rest:
        await connect(rest, await plan_connecting(rest, want, PHONE), want, memory)


async def astrid_reaches_no_human(town: Town) -> None:
    """46elks does not ask who is rung, and the call is over."""
    town.company.world.people[STAFF] = Person()
    town.company.world.forgets.append("next")
    call = await astrid_asks_for_a_human(town)
    await call.over()
    await town.passes(seconds=5)
    assert [leg["to"] for leg in call.legs if leg["to"] == STAFF] == []
    assert "••• 543</a> wanted a human and reached nobody." in await town.board()


async def she_calls_again_and_orders(town: Town, fault: Fault) -> None:
    """And finds her cart as it was. Neither the receipt nor the CRM is reached at first."""
    async with struck(town, fault, "POST", "/sms"), crm_struck(town, fault):
        await orders(town.company.ring(ASTRID, PHONE), 0)
        await town.passes(seconds=25)
        shown = await town.board()
        assert "reached nobody" not in shown, "she has the agent"
        assert f"{town.crm.url.split('/')[2]} has not taken" in shown
        says_of_the_message(shown, fault)
    await all_is_well_again(town, "receipt")


def says_of_the_message(shown: str, fault: Fault) -> None:
    """On the board: that it waits and why; that nobody knows; nothing where 46elks has reported on it."""
    waits, unknown = (
        "1 message to customers could not be sent yet.",
        "Whether 1 message to customers went out",
    )
    assert (waits in shown) == fault.is_known
    assert (unknown in shown) == (not fault.is_known and not fault.done)
    assert ("Not enough credits" in shown) == (fault.of_elks == "no credit")


async def all_is_well_again(town: Town, kind: str) -> None:
    await town.passes(minutes=MENDED)
    assert (await town.states(1))[kind] == "delivered"
    assert "What does not get through" not in await town.board()
    assert ledger.sent(town)[f"{kind} 1"] == 1


async def the_kitchen_bakes_it(town: Town, fault: Fault) -> None:
    for step, kind in (("baking", "oven"), ("ready", "ready")):
        async with struck(town, fault, "POST", "/sms"):
            await town.advances(1, step)
            await town.passes(seconds=35)
            says_of_the_message(await town.board(), fault)
        await all_is_well_again(town, kind)


async def her_message_comes_late(town: Town) -> None:
    """The house is not there when 46elks brings it. A message is not lost, nor read twice."""
    here = town.house.address
    town.company.world.lead("https://pizza.example.com", "http://127.0.0.1:1")
    written = asyncio.create_task(town.company.write(ASTRID, SENDER, "Jag är sen!"))
    await town.passes(seconds=5)
    town.company.world.lead("https://pizza.example.com", here)
    await written
    await town.company.write(ASTRID, SENDER, "Nu är jag framme.")
    shown = await town.board()
    assert [shown.count(f"<q>{words}</q>") for words in ("Jag är sen!", "Nu är jag framme.")] == [1, 1]


async def she_is_asked_how_it_was(town: Town, fault: Fault) -> None:
    await town.advances(1, "collected")
    assert "What does not get through" not in await town.board()
    async with struck(town, fault, "POST", "/sms"):
        await town.passes(minutes=FEEDBACK, seconds=25)
        says_of_the_message(await town.board(), fault)
    await all_is_well_again(town, "feedback")


async def bo_is_called_back_once(town: Town, fault: Fault) -> None:
    """However often staff press the button: his telephone rings once."""
    lost = await bo_is_cut_off(town)
    town.company.world.people[BO] = Person()
    wish = {"call_id": lost.id, "purpose": "draft_rescued"}
    async with struck(town, fault, "GET", "/numbers"):
        assert (await town.staff.post("/api/calls", json=wish)).status_code == 502
        assert "••• 544</a> could not be called back." in await town.board()
    async with struck(town, fault, "POST", "/calls"):
        assert (await town.staff.post("/api/calls", json=wish)).status_code == 502
        if not fault.done:
            said = "could not be called back." if fault.is_known else "was called back is not known."
            assert f"••• 544</a> {said}" in await town.board()
            again = await town.staff.post("/api/calls", json=wish)
            assert again.status_code == (502 if fault.is_known else 409)
    if not fault.done:
        await town.passes(minutes=0 if fault.is_known else 31)
        assert (await town.staff.post("/api/calls", json=wish)).status_code == 202
    [rescued] = [call for call in town.company.calls if call.direction == "outgoing"]
    await orders(rescued, 0)
    assert "544</a> " not in await town.board()


async def nothing_was_sent_twice_and_nothing_is_lost(town: Town, fault: Fault) -> None:
    asked = ledger.asked(town)
    assert ledger.sent(town) == dict.fromkeys(ledger.KINDS.values(), 1)
    if not fault.is_known:
        times = 1 if fault.done else 2
        struck_ones = set(ledger.KINDS.values()) - {"receipt 2"}
        assert {kind: asked[kind] for kind in struck_ones} == dict.fromkeys(struck_ones, times)
        assert asked["call Bo"] == times
    assert len([call for call in town.company.calls if call.direction == "outgoing"]) == 1
    assert [order.customer_phone for order in await town.house.store.orders()] == [BO, ASTRID]
    assert town.company.faults == []
    await ledger.everything_was_told_to_the_crm(town)
