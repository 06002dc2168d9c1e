"""From an account to a ringing phone, and back."""

import json
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from pizzeria.connecting.wanted import hook_path
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.world import Person
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.connecting.owner import (
    CUSTOMER,
    MOBILE,
    PASSWORD,
    PHONE,
    PUBLIC,
    STAFF,
    TOKEN,
    TOKENED,
    connects,
    remember,
    remembered,
    types,
)
from tests.house import open_house


async def greeter(line: ModelLine) -> None:
    await Waiter(line).greets()


async def test_from_an_account_to_a_caller_who_is_greeted(company: Company, sqlite_url: str) -> None:
    """The whole way: a number, `connect`, a call through 46elks into a real house, and its end told to it."""
    company.rent(PHONE, "fixed")
    secrets = {"phone_token": SecretStr(TOKEN), "staff_password": SecretStr(PASSWORD)}
    async with open_house(sqlite_url, greeter, **secrets) as house:
        company.world.lead(PUBLIC, house.address)
        assert f"dial {PHONE}" in await connects()
        call = company.ring(CUSTOMER, PHONE)
        phone = await call.phone()
        await phone.hears(100)
        await call.hang_up()
        await company.settled()
        await house.hung_up()
        [written] = await house.store.calls()
        assert (written.call_id, written.from_number) == (call.id, CUSTOMER)
    assert [(told.form["id"], told.form["state"], told.status) for told in company.world.told] == [
        (call.id, "success", 204)
    ]
    assert company.faults == []


async def test_every_step_is_asked_once_and_in_an_order_that_strands_no_caller(company: Company) -> None:
    public = company.rent(PHONE, "fixed")
    await connects()
    socket = company.lines.all[-1]
    assert [(asked.method, asked.path.removeprefix("/a1")) for asked in company.requests] == [
        ("GET", "/me"),
        ("GET", "/numbers"),
        ("POST", "/numbers"),
        ("POST", f"/numbers/{socket.id}"),
        ("POST", f"/numbers/{public.id}"),
    ]
    assert socket.websocket_url == f"wss://pizza.example.com/voice-stream?token={TOKENED}"
    assert company.faults == []


async def test_when_the_house_is_down_a_caller_reaches_a_human(company: Company) -> None:
    company.rent(PHONE, "fixed")
    company.world.people[STAFF] = Person()
    company.world.lead(PUBLIC, "http://127.0.0.1:1")
    await connects()
    for branch in ("busy", "failed"):
        action = json.loads(company.lines.all[0].voice_start)
        assert action[branch] == {"connect": STAFF, "timeout": 30}
    call = company.ring(CUSTOMER, PHONE)
    assert await call.over() == "success"
    assert [leg["state"] for leg in call.legs] == ["failed", "success"]


async def test_a_dry_run_shows_what_would_change_and_changes_nothing(company: Company) -> None:
    company.rent(PHONE, "fixed", voice_start="https://old.example.com/start?token=old-secret")
    shown = await types("connect", "--dry-run")
    assert shown.exit_code == 0
    assert "- https://old.example.com/start?token=…" in shown.output
    assert "+ wss://pizza.example.com/voice-stream?token=…" in shown.output
    assert "100.00 SEK left" in shown.output
    assert {asked.method for asked in company.requests} == {"GET"}
    assert remembered() is None
    for secret in (TOKEN, TOKENED, "old-secret", company.password):
        assert secret not in shown.output


async def test_nothing_changes_without_a_yes(company: Company) -> None:
    company.rent(PHONE, "fixed")
    asked = await types("connect", answer="n\n")
    assert "Change this?" in asked.output
    assert "Nothing was changed." in asked.output
    assert company.asked("POST") == []


async def test_who_is_connected_already_changes_nothing(company: Company) -> None:
    company.rent(PHONE, "fixed")
    await connects()
    before = len(company.asked("POST"))
    assert "Nothing to change." in await connects()
    assert len(company.asked("POST")) == before


async def test_undo_puts_back_what_was_there_and_forgets(company: Company) -> None:
    old = "https://old.example.com/start"
    public = company.rent(PHONE, "fixed", voice_start=old)
    socket = company.rent("+4600700555", "websocket")
    await connects()
    assert remembered() is not None
    undone = await types("connect", "--undo", "--yes")
    assert undone.exit_code == 0, undone.output
    assert (public.voice_start, socket.websocket_url) == (old, "")
    assert remembered() is None
    again = await types("connect", "--undo", "--yes")
    assert again.exit_code == 1
    assert "nothing to undo" in again.output


async def test_what_customers_write_to_the_public_number_or_to_the_sender_comes_here_too(
    company: Company, monkeypatch: pytest.MonkeyPatch, menu_with: Callable[[str, str], str]
) -> None:
    """And no other number's: who else has one here, nobody asked about."""
    public, sender, other = (company.rent(number) for number in ("+46766861001", "+46766861002", MOBILE))
    sender.sms_url = "https://old.example.com/sms"
    monkeypatch.setenv("PIZZERIA_MENU_DIR", menu_with('"LillaLyktan"', f'"{sender.number}"'))
    shown = (await types("connect", "--dry-run", "--number", public.number)).output
    assert shown.count("+ https://pizza.example.com/hooks/…/sms") == 2
    assert "- https://old.example.com/sms" in shown
    await connects("--number", public.number)
    here = f"{PUBLIC}{hook_path(TOKEN, 'sms')}"
    assert [line.sms_url for line in (public, sender, other)] == [here, here, ""]
    await types("connect", "--undo", "--yes")
    assert [line.sms_url for line in (public, sender)] == ["", "https://old.example.com/sms"]
    assert company.faults == []


async def test_undo_goes_back_to_before_the_first_time(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tunnel has a new address every day; yesterday's is nothing to go back to."""
    public = company.rent(PHONE, "fixed", voice_start='{"connect": "+46701111111"}')
    await connects()
    monkeypatch.setenv("PIZZERIA_PUBLIC_URL", "https://other.example.com/pizza/")
    await connects()
    socket = company.lines.all[-1]
    assert socket.websocket_url.startswith("wss://other.example.com/pizza/voice-stream?")
    await types("connect", "--undo", "--yes")
    assert (public.voice_start, socket.websocket_url) == ('{"connect": "+46701111111"}', "")


async def test_what_somebody_else_set_in_between_is_what_was_there_before(company: Company) -> None:
    public = company.rent(PHONE, "fixed")
    await connects()
    public.voice_start = "https://theirs.example.com"
    await connects()
    await types("connect", "--undo", "--yes")
    assert public.voice_start == "https://theirs.example.com"


async def test_another_accounts_memory_is_not_played_into_this_one(company: Company) -> None:
    company.rent(PHONE, "fixed")
    await connects()
    remember((remembered() or {}) | {"account": "u-another"})
    undone = await types("connect", "--undo", "--yes")
    assert undone.exit_code == 1
    assert "another account" in undone.output


async def test_somebody_elses_websocket_number_is_left_alone(company: Company) -> None:
    company.rent(PHONE, "fixed")
    theirs = company.rent("+4600700777", "websocket", websocket_url="wss://crm.example.com/calls")
    await connects()
    assert theirs.websocket_url == "wss://crm.example.com/calls"
    assert len(company.lines.all) == 3


async def test_programs_are_answered_in_json(company: Company) -> None:
    company.rent(PHONE, "fixed")
    told = json.loads(await connects("--json"))
    assert (told["done"], told["number"]) == (True, PHONE)
    assert told["websocket_number"] == company.lines.all[-1].number
    assert [change["field"] for change in told["changes"]] == ["websocket_url", "voice_start"]
    assert TOKENED not in json.dumps(told)
    assert (await types("connect", "--json")).exit_code == 2
