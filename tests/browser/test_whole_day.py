"""A whole day of a pizzeria on the telephone, against 46elks' double: from no number to the last question."""

from collections import Counter
from pathlib import Path

import pytest

from pizzeria.replay.doubles.company.live import LiveCall
from pizzeria.replay.doubles.company.world import Person
from tests.browser.beside import Window, browsing
from tests.connecting.owner import connects
from tests.whole_day import ledger
from tests.whole_day.people import agent, astrid_asks_for_a_human, bo_is_cut_off, orders
from tests.whole_day.town import (
    ASTRID,
    BO,
    PASSWORD,
    PHONE,
    PUBLIC,
    SENDER,
    STAFF,
    TOKEN,
    Town,
    open_town,
    play,
)


def test_a_whole_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: str) -> None:
    monkeypatch.chdir(tmp_path)
    play(whole_day(tmp_path, monkeypatch, chromium))


async def whole_day(folder: Path, monkeypatch: pytest.MonkeyPatch, chromium: str) -> None:
    async with open_town(folder, agent) as town, browsing(chromium) as browser:
        await the_owner_connects(town, monkeypatch)
        call = await astrid_orders_by_way_of_staff(town)
        page = await browser.open(the_link_in_the_receipt(town))
        await the_kitchen_bakes_it(town, page)
        await astrid_answers_the_message(town)
        await astrid_fetches_it(town, page)
        rescued = await bo_is_called_back(town)
        await town.passes(minutes=90)
        await the_day_is_on_the_books(town, call, rescued)
        # While hours pass at once the house lets go of idle lines; the page asks again.
        said = await browser.complaints()
        assert [each for each in said if "/steps?seen=" not in each] == []


async def the_owner_connects(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = town.house.pizzeria.settings
    for name, value in {
        "PIZZERIA_MENU_DIR": str(settings.menu_dir),
        "PIZZERIA_PUBLIC_URL": PUBLIC,
        "PIZZERIA_PHONE_TOKEN": TOKEN,
        "PIZZERIA_STAFF_PASSWORD": PASSWORD,
        "ELKS_API_USERNAME": town.company.username,
        "ELKS_API_PASSWORD": town.company.password,
        "ELKS_BASE_URL": town.company.base_url,
    }.items():
        monkeypatch.setenv(name, value)
    assert f"dial {PHONE}" in await connects()


async def astrid_orders_by_way_of_staff(town: Town) -> LiveCall:
    """46elks does what `connect` told it to; staff are busy, so she is the agent's again."""
    town.company.world.people[STAFF] = Person("busy")
    call = await astrid_asks_for_a_human(town)
    await orders(call, 1)
    assert [(leg["to"], leg["state"]) for leg in call.legs][1] == (STAFF, "busy")
    assert len({leg["to"] for leg in call.legs}) == 2
    await town.passes(seconds=5)
    assert await town.states(1) == {"receipt": "delivered"}
    return call


def the_link_in_the_receipt(town: Town) -> str:
    """As the browser can reach it: the public name is a name in this town only."""
    [receipt] = town.texts
    link = receipt.rpartition(" ")[2].rstrip(".")
    assert link.startswith(f"{PUBLIC}/t/")
    return link.replace(PUBLIC, town.house.address)


async def the_kitchen_bakes_it(town: Town, page: Window) -> None:
    now = "[aria-current=step]"
    await page.shows(now, "Mottagen")
    await town.advances(1, "baking")
    await page.shows(now, "I ugnen")
    await town.passes(minutes=8)
    await town.advances(1, "ready")
    await page.shows(now, "Klar att hämta")
    await town.passes(minutes=1)
    assert await town.states(1) == dict.fromkeys(("receipt", "oven", "ready"), "delivered")


async def astrid_answers_the_message(town: Town) -> None:
    await town.company.write(ASTRID, SENDER, "Jag är sen, tio minuter!")
    assert "<q>Jag är sen, tio minuter!</q>" in await town.board()
    assert len(town.texts) == 3, "nothing was sent back"


async def astrid_fetches_it(town: Town, page: Window) -> None:
    await town.advances(1, "collected")
    await page.count("li.done", 4)
    await town.passes(minutes=61)
    assert (await town.states(1))["feedback"] == "delivered"


async def bo_is_called_back(town: Town) -> LiveCall:
    """He was cut off; staff have the agent ring him, and he orders after all."""
    lost = await bo_is_cut_off(town)
    town.company.world.people[BO] = Person()
    wish = {"call_id": lost.id, "purpose": "draft_rescued"}
    assert (await town.staff.post("/api/calls", json=wish)).status_code == 202
    rescued = town.company.calls[-1]
    assert rescued.direction == "outgoing"
    await orders(rescued, 0)
    assert "<b>answered</b>" in (await town.staff.get(f"/calls/{lost.id}")).text
    return rescued


async def the_day_is_on_the_books(town: Town, first: LiveCall, rescued: LiveCall) -> None:
    """Everything that crossed the wires, in what form, with whose credentials, and how often."""
    socket = next(line.number for line in town.company.lines.all if line.is_websocket)
    assert ledger.asked(town) == Counter(
        {
            "GET /me": 1,
            "GET /numbers": 2,  # to connect, and to call Bo
            "POST /numbers": 1,
            f"set websocket_url of {socket}": 1,
            f"set voice_start of {PHONE}": 1,
            f"set sms_url of {SENDER}": 1,
            **dict.fromkeys(("receipt 1", "oven 1", "ready 1", "feedback 1", "receipt 2", "call Bo"), 1),
        }
    )
    assert ledger.sent(town) == Counter(ledger.KINDS.values())
    assert town.company.faults == []
    assert {told.status for told in town.company.world.told} <= {200, 204}
    found = await town.house.store.orders()
    assert {order.number: (order.call_id, order.customer_phone) for order in found} == {
        1: (first.id, ASTRID),
        2: (rescued.id, BO),
    }
    await ledger.everything_was_told_to_the_crm(town)
