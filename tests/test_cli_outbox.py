"""`pizzeria outbox`: staff look up what was sent, and what became of it."""

import asyncio
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from pizzeria.cli import main
from pizzeria.connecting.wanted import hook_path
from pizzeria.outbox.decisions import NotTaken, Unknown
from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.house import MENU
from tests.post.test_office import menu_with
from tests.store.evening import ANNA, draft
from tests.store.letters import SMS, TILL, told_of


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PIZZERIA_", "OPENAI_", "ELKS_"))]:
        monkeypatch.delenv(name)


async def an_evening() -> None:
    store = await Store.open("sqlite+aiosqlite:///var/pizzeria.db", StoppedClock(), told_of)
    await store.place_order(draft())
    (errand,) = await store.outbox.take(SMS)
    await store.outbox.settle(errand, NotTaken("46elks cannot be reached"))
    await store.close()


def test_an_empty_outbox_says_so_and_where_answers_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = CliRunner().invoke(main, ["outbox"])
    assert shown.exit_code == 0
    assert "Nothing was sent yet." in shown.output
    assert "nowhere: see `pizzeria connect`" in shown.output
    monkeypatch.setenv("PIZZERIA_PUBLIC_URL", "https://pizza.example.com/")
    monkeypatch.setenv("PIZZERIA_PHONE_TOKEN", "a-word")
    address = f"https://pizza.example.com{hook_path('a-word', 'sms')}"
    assert address in CliRunner().invoke(main, ["outbox"]).output.replace("\n", "")


def test_what_was_sent_is_listed_for_people_and_for_programs() -> None:
    asyncio.run(an_evening())
    shown = CliRunner().invoke(main, ["outbox"]).output
    for part in ("receipt", ANNA, "queued", "46elks cannot be reached", "order.placed", TILL):
        assert part in shown
    (hook, message) = json.loads(CliRunner().invoke(main, ["outbox", "--json"]).output)
    assert (hook["carrier"], hook["state"], hook["attempts"]) == ("hook", "queued", 0)
    assert (message["order_number"], message["attempts"], message["why"]) == (
        1,
        1,
        "46elks cannot be reached",
    )


async def a_lost_message() -> None:
    store = await Store.open("sqlite+aiosqlite:///var/pizzeria.db", StoppedClock(), told_of)
    await store.place_order(draft())
    (errand,) = await store.outbox.take(SMS)
    await store.outbox.settle(errand, Unknown("no answer"))
    await store.close()


def test_a_message_of_which_nobody_knows_is_sent_again_by_whoever_says_so() -> None:
    asyncio.run(a_lost_message())
    assert "pizzeria outbox --again NO" in CliRunner().invoke(main, ["outbox"]).output
    (hook, message) = json.loads(CliRunner().invoke(main, ["outbox", "--json"]).output)
    assert CliRunner().invoke(main, ["outbox", "--again", str(message["id"])]).exit_code == 0
    (_, queued) = json.loads(CliRunner().invoke(main, ["outbox", "--json"]).output)
    assert (message["state"], queued["state"]) == ("uncertain", "queued")
    for number, words in (
        (message["id"], "on its way"),
        (hook["id"], "by themselves"),
        (99, "no message 99"),
    ):
        refused = CliRunner().invoke(main, ["outbox", "--again", str(number)])
        assert refused.exit_code == 1
        assert words in refused.output
    assert "--again" not in CliRunner().invoke(main, ["outbox"]).output


def test_the_doctor_says_what_goes_out_and_what_keeps_it_from_going(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    assert "messages: off; turn them on in [messages] of house.toml" in doctor()
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(menu_with(tmp_path, "receipt", "ready")))
    missing = "receipt, ready are turned on, but nothing is sent without ELKS_API_USERNAME"
    assert missing in doctor()
    monkeypatch.setenv("PIZZERIA_HOOK_URLS", "http://crm.example.com/")
    monkeypatch.setenv("PIZZERIA_HOOK_SECRET", "s")
    assert "webhooks: PIZZERIA_HOOK_URLS: expected https" in doctor()
    monkeypatch.setenv("PIZZERIA_HOOK_URLS", "https://crm.example.com/")
    assert "webhooks: 1 addresses are told of 6 events" in doctor()


def doctor() -> str:
    return CliRunner().invoke(main, ["doctor"]).output.replace("\n", " ")
