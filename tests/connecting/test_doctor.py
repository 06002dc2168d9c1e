"""What the doctor and the setup page see of the account at 46elks, and what they say to do."""

import asyncio
from collections.abc import Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.troubles import Kind, Trouble
from tests.calls.waiter import Waiter
from tests.connecting.owner import (
    CUSTOMER,
    MOBILE,
    PASSWORD,
    PHONE,
    PUBLIC,
    TOKEN,
    TOKENED,
    connects,
    types,
)
from tests.elks.customers import credentials
from tests.house import open_house


async def doctor() -> dict[str, str]:
    """What it says of each thing, with its mark."""
    said = (await types("doctor")).output
    lines = (line.partition(": ") for line in said.splitlines())
    return {about[2:]: f"{about[0]} {because}" for about, _, because in lines}


async def test_a_connected_house_is_seen_to_be_one(company: Company) -> None:
    company.rent(PHONE, "fixed")
    await connects()
    company.ring(CUSTOMER, PHONE)
    await company.settled()
    said = await doctor()
    socket = company.lines.all[-1].number
    assert said["46elks account"] == "✓ Lilla Lyktan: 100.00 SEK left"
    assert said["websocket number"] == f"✓ {socket} leads here: wss://pizza.example.com/voice-stream?token=…"
    assert said["public number"].startswith(f"✓ {PHONE} leads to {socket}, and to +46701740605 when")
    assert said["kept"] == (
        "✓ what callers said: 90 days (transcripts_days); names, numbers and addresses: 365 days "
        "(numbers_days); tapes: 14 days, but none are recorded now (PIZZERIA_TAPES_DAYS)"
    )
    assert said["last call"].endswith(f"incoming, to {PHONE}: failed")
    assert TOKENED not in str(said)
    assert CUSTOMER not in str(said)


async def test_before_it_is_connected_it_says_what_to_do(company: Company) -> None:
    company.rent(PHONE, "fixed")
    said = await doctor()
    assert said["websocket number"] == "✗ there is none yet: `pizzeria connect` takes one, it is free"
    assert said["public number"] == f"✗ {PHONE} leads nowhere: `pizzeria connect` puts it right"
    assert said["last call"] == "✓ 46elks has seen none"
    assert company.asked("POST") == [], "a doctor looks, and touches nothing"


@pytest.mark.parametrize(
    ("left", "said"), [(100_000, "which is little"), (-500, "so calls are not answered")]
)
async def test_little_credit_is_said_before_it_is_none(company: Company, left: int, said: str) -> None:
    company.rent(PHONE, "fixed")
    company.balance = left
    account = (await doctor())["46elks account"]
    assert account.startswith("✗")
    assert said in account


async def test_a_number_that_asks_another_program_is_not_called_wrong(company: Company) -> None:
    company.rent(PHONE, "fixed", voice_start="https://crm.example.com/start?token=theirs")
    assert (await doctor())["public number"] == (
        f"✓ {PHONE} asks https://crm.example.com/start?token=… about each call; "
        "`pizzeria connect` would lead it here"
    )


async def test_a_number_with_nobody_behind_a_dead_house_is_wrong(company: Company) -> None:
    line = company.rent(PHONE, "fixed")
    await connects()
    line.voice_start = f'{{"connect": "{company.lines.all[-1].number}"}}'
    assert (await doctor())["public number"].startswith("✗")


async def test_a_mobile_number_with_a_landline_behind_it_is_said(
    company: Company, monkeypatch: pytest.MonkeyPatch, menu_with_staff_at: Callable[[str], str]
) -> None:
    monkeypatch.setenv("PIZZERIA_MENU_DIR", menu_with_staff_at("+46846500422"))
    company.rent("+46766861001")
    assert "must be a mobile" in (await doctor())["staff number"]


async def test_messages_that_go_elsewhere_or_cannot_be_answered_are_said(
    company: Company, monkeypatch: pytest.MonkeyPatch, menu_with: Callable[[str, str], str]
) -> None:
    line = company.rent(MOBILE)
    await connects()
    assert (await doctor())["text messages"] == f"✓ what is written to {MOBILE} comes to the board"
    line.sms_url = ""
    assert (await doctor())["text messages"].startswith(f"✗ what is written to {MOBILE} goes nowhere")
    line.capabilities = ("voice",)
    assert "text messages" not in await doctor(), "nothing is sent, so nobody answers"
    monkeypatch.setenv("PIZZERIA_MENU_DIR", menu_with("receipt = false", "receipt = true"))
    assert (await doctor())["text messages"].startswith("✓ LillaLyktan is a name")
    numbered = menu_with('"LillaLyktan"\nreceipt = false', f'"{MOBILE}"\nreceipt = true')
    monkeypatch.setenv("PIZZERIA_MENU_DIR", numbered)
    assert "is no number of this account that takes messages" in (await doctor())["text messages"]


async def test_without_credentials_nothing_is_asked_and_nothing_is_wrong(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ELKS_API_PASSWORD")
    assert (await doctor())["46elks account"].startswith("✓ not looked at")
    assert company.requests == []


@pytest.mark.parametrize("kind", ["error", "torn", "nonsense", "locked out"])
@pytest.mark.parametrize(
    ("path", "about"), [("/me", "46elks account"), ("/numbers", "public number"), ("/calls", "last call")]
)
async def test_what_46elks_cannot_show_hides_nothing_else(
    company: Company, path: str, about: str, kind: Kind
) -> None:
    company.rent(PHONE, "fixed")
    company.trouble(Trouble(kind, path, times=2))
    said = await doctor()
    assert said[about].startswith("✗ 46elks")
    assert said["menu"].startswith("✓")
    assert ("last call" in said) == (path != "/me")


async def test_the_setup_page_shows_the_same_and_asks_once_for_many_who_look(
    company: Company, sqlite_url: str
) -> None:
    company.rent(PHONE, "fixed")
    known = credentials(company).model_dump(
        include={"elks_api_username", "elks_api_password", "elks_base_url"}
    )
    secrets = {"phone_token": SecretStr(TOKEN), "staff_password": SecretStr(PASSWORD), "public_url": PUBLIC}
    async with (
        open_house(sqlite_url, lambda line: Waiter(line).greets(), **known, **secrets) as house,
        httpx.AsyncClient(base_url=house.address, auth=("staff", PASSWORD)) as visitor,
    ):
        pages = await asyncio.gather(*(visitor.get("/setup") for _ in range(5)))
        assert {page.status_code for page in pages} == {200}
        assert "46elks shows Lilla Lyktan: 100.00 SEK left" in pages[0].text
        assert "leads nowhere" in pages[0].text
        assert TOKENED not in pages[0].text
    assert len(company.asked("GET", "/me")) == 1


async def test_the_setup_page_comes_also_when_46elks_does_not(company: Company, sqlite_url: str) -> None:
    company.trouble(Trouble("error", times=20))
    known = credentials(company).model_dump(
        include={"elks_api_username", "elks_api_password", "elks_base_url"}
    )
    async with (
        open_house(sqlite_url, lambda line: Waiter(line).greets(), **known) as house,
        httpx.AsyncClient(base_url=house.address) as visitor,
    ):
        page = await visitor.get("/setup")
        assert page.status_code == 200
        assert "46elks is in trouble" in page.text
