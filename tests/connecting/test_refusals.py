"""What cannot work is said before anything is changed; what goes wrong on the way can be gone on with, or
undone.
"""

from collections.abc import Callable

import pytest

from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.lines import Line
from pizzeria.replay.doubles.company.troubles import Kind, Trouble
from tests.connecting.owner import PHONE, PUBLIC, types

MOBILE = "+46766861001"


async def refusal(company: Company, *options: str) -> str:
    """What `connect` says when it does nothing."""
    result = await types("connect", "--yes", *options)
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    assert company.asked("POST") == []
    return result.output


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ELKS_API_USERNAME", "", "no ELKS_API_USERNAME"),
        ("ELKS_API_PASSWORD", "wrong", "check ELKS_API_USERNAME"),
        ("PIZZERIA_PUBLIC_URL", "", "no PIZZERIA_PUBLIC_URL"),
        ("PIZZERIA_PUBLIC_URL", "http://127.0.0.1:8000", "cannot reach 127.0.0.1"),
        ("PIZZERIA_PUBLIC_URL", "http://192.168.1.20:8000", "cannot reach 192.168.1.20"),
        ("PIZZERIA_PUBLIC_URL", "http://localhost:8000", "cannot reach localhost"),
        ("PIZZERIA_PUBLIC_URL", "pizza.example.com", "expected https://"),
        ("PIZZERIA_PHONE_TOKEN", "", "no PIZZERIA_PHONE_TOKEN"),
        ("PIZZERIA_STAFF_PASSWORD", "", "no PIZZERIA_STAFF_PASSWORD"),
    ],
)
async def test_a_setting_that_is_missing_or_wrong_is_named(
    company: Company, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    company.rent(PHONE, "fixed")
    monkeypatch.setenv(name, value)
    assert said in await refusal(company)


async def test_without_credit_nothing_is_connected(company: Company) -> None:
    company.rent(PHONE, "fixed")
    company.balance = 0
    assert "no credit (0.00 SEK)" in await refusal(company)


async def test_little_credit_is_a_warning(company: Company) -> None:
    company.rent(PHONE, "fixed")
    company.balance = 100_000
    assert "! The account runs low: 10.00 SEK left." in (await types("connect", "--yes")).output


async def test_a_staff_number_that_nobody_has_is_a_warning(
    company: Company, monkeypatch: pytest.MonkeyPatch, menu_with_staff_at: Callable[[str], str]
) -> None:
    company.rent(PHONE, "fixed")
    assert "! staff_number in house.toml is made up" in (await types("connect", "--dry-run")).output
    monkeypatch.setenv("PIZZERIA_MENU_DIR", menu_with_staff_at("+46701234567"))
    assert "made up" not in (await types("connect", "--dry-run")).output


async def test_an_account_without_a_number_is_told_to_rent_one(company: Company) -> None:
    assert "rent one with voice" in await refusal(company)


async def test_a_number_that_is_not_the_accounts_is_not_pointed_anywhere(company: Company) -> None:
    company.rent(PHONE, "fixed")
    assert f"+46766869999 is no voice number of this account; it has {PHONE}" in await refusal(
        company, "--number", "+46766869999"
    )


async def test_among_several_numbers_the_owner_chooses(company: Company) -> None:
    company.rent(MOBILE)
    company.rent("+46766861002")
    assert "or use --number" in await refusal(company)
    chosen = await types("connect", "--yes", "--number", MOBILE)
    assert chosen.exit_code == 0, chosen.output
    assert f"set its `phone` to {MOBILE}" in chosen.output


async def test_a_swedish_mobile_number_needs_staff_with_a_mobile(
    company: Company, monkeypatch: pytest.MonkeyPatch, menu_with_staff_at: Callable[[str], str]
) -> None:
    company.rent(MOBILE)
    monkeypatch.setenv("PIZZERIA_MENU_DIR", menu_with_staff_at("+46846500422"))
    assert "must be a mobile, or the public number a landline" in await refusal(company)
    monkeypatch.setenv("PIZZERIA_MENU_DIR", menu_with_staff_at(MOBILE))
    assert "ring in circles" in await refusal(company)


async def test_where_the_api_has_no_websocket_numbers_the_dashboard_has(company: Company) -> None:
    company.rent(PHONE, "fixed")
    company.lines.allocates_sockets = False
    result = await types("connect", "--yes")
    assert result.exit_code == 1
    assert "take one at https://46elks.com/account, it is free" in result.output
    assert company.lines.all[0].voice_start == ""


STEPS = [
    ("GET", "/me"),
    ("GET", "/numbers"),
    ("POST", "/numbers"),
    ("POST", "/numbers/"),
    ("POST", "/numbers/n"),
    ("POST", "/numbers/n"),
]


@pytest.fixture
def rented(
    company: Company, monkeypatch: pytest.MonkeyPatch, menu_with: Callable[[str, str], str]
) -> tuple[Line, Line]:
    """A number that customers dial, and one that messages come from; both lead elsewhere."""
    monkeypatch.setenv("PIZZERIA_MENU_DIR", menu_with('"LillaLyktan"', f'"{MOBILE}"'))
    public = company.rent(PHONE, "fixed", voice_start="https://old.example.com")
    return public, company.rent(MOBILE, sms_url="https://old.example.com/sms")


@pytest.mark.parametrize("kind", ["error", "torn", "nonsense", "no credit", "locked out"])
@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("step", range(6))
async def test_wherever_it_breaks_a_second_try_goes_on_and_undo_goes_back(
    company: Company, rented: tuple[Line, Line], step: int, kind: Kind, done: bool
) -> None:
    """Step by step: the account, the numbers, a new number, its address, the public number's voice_start, and
    the sms_url of the number that messages come from.
    """
    public, sender = rented
    path = STEPS[step][1] if step < 4 else f"/numbers/{(public if step == 4 else sender).id}"
    company.trouble(Trouble(kind, path, STEPS[step][0], times=2 if step < 2 else 1, done=done))
    broken = await types("connect", "--yes")
    assert broken.exit_code == 1, broken.output
    assert "Traceback" not in broken.output
    assert ("Run it again to go on" in broken.output) == (step >= 2)
    company.troubles.clear()
    assert (await types("connect", "--yes", "--number", PHONE)).exit_code == 0
    assert f"{PUBLIC}/hooks/" in sender.sms_url
    sockets = [line for line in company.lines.all if line.is_websocket]
    assert len(sockets) == 1, "not one number more than is needed"
    assert PUBLIC.removeprefix("https") in sockets[0].websocket_url
    assert (await types("connect", "--undo", "--yes")).exit_code == 0
    assert (public.voice_start, sockets[0].websocket_url) == ("https://old.example.com", "")
    assert sender.sms_url == "https://old.example.com/sms"


@pytest.mark.parametrize("kind", ["error", "torn", "no credit"])
async def test_an_undo_that_breaks_can_be_done_again(company: Company, kind: Kind) -> None:
    public = company.rent(PHONE, "fixed", voice_start="https://old.example.com")
    await types("connect", "--yes")
    socket = company.lines.all[-1]
    company.trouble(Trouble(kind, f"/numbers/{socket.id}", "POST"))
    broken = await types("connect", "--undo", "--yes")
    assert broken.exit_code == 1
    assert f"Changed: voice_start of {PHONE}. Not changed: websocket_url of {socket.number}" in broken.output
    assert (await types("connect", "--undo", "--yes")).exit_code == 0
    assert (public.voice_start, socket.websocket_url) == ("https://old.example.com", "")
