"""The command line as people meet it: what it prints, and with which exit code."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from click.testing import CliRunner, Result

from pizzeria.cli import main

MENU = Path(__file__).parent.parent / "menu"


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PIZZERIA_", "OPENAI_", "ELKS_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    monkeypatch.setenv("PIZZERIA_MODELS_DIR", str(MENU.parent / "var" / "models"))


def run(*command: str) -> Result:
    return CliRunner().invoke(main, command)


def test_a_good_menu_is_said_to_be_good() -> None:
    checked = run("menu", "check")
    assert (checked.exit_code, checked.output[:12]) == (0, "All is well:")


def test_a_folder_that_is_no_menu_is_refused_in_one_sentence(tmp_path: Path) -> None:
    checked = run("menu", "check", str(tmp_path / "nowhere"))
    assert checked.exit_code == 1
    assert "nowhere" in checked.output
    assert "Traceback" not in checked.output


def test_the_menu_can_be_read_by_people_and_by_programs() -> None:
    assert "Vesuvio" in run("menu", "show").output
    shown = json.loads(run("menu", "show", "--json").output)
    assert shown["items"][0]["number"] == 1


def test_an_empty_house_has_no_orders_and_no_calls() -> None:
    assert run("orders").output.strip() == "No orders yet."
    assert json.loads(run("calls", "--json").output) == []


def test_a_wrong_word_is_wrong_usage() -> None:
    assert run("bake").exit_code == 2
    assert run("serve", "--port", "a lot").exit_code == 2


def test_the_world_is_not_let_in_without_a_password() -> None:
    served = run("serve", "--host", "0.0.0.0")
    assert served.exit_code == 1
    assert "PIZZERIA_STAFF_PASSWORD" in served.output


def test_a_port_that_is_taken_is_said_to_be_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        served = run("serve", "--port", str(port))
    assert served.exit_code == 1
    assert f"port {port}" in served.output


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIZZERIA_GREETING_DELAY_MS", "soon")
    asked = run("orders")
    assert asked.exit_code == 1
    assert "PIZZERIA_GREETING_DELAY_MS" in asked.output


def test_a_settings_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("PIZZERIA_STAFF_PASSWORD=grädde".encode("latin-1"))
    orders = run("orders")
    assert orders.exit_code == 1
    assert ".env cannot be read: it is not UTF-8" in orders.output


def test_the_built_in_voice_does_not_speak_the_telephones_own_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIZZERIA_SOUND", "ulaw")
    served = run("serve", "--port", "0")
    assert served.exit_code == 1
    assert "unset PIZZERIA_SOUND" in served.output


def test_the_doctor_says_what_is_missing_and_what_to_do() -> None:
    seen = run("doctor")
    assert seen.exit_code == 1, "nobody can call this house yet"
    assert "✓ menu" in seen.output
    assert "✗ model: no OPENAI_API_KEY" in seen.output


@asynccontextmanager
async def serving(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`pizzeria serve` in a process of its own, and the address that it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pizzeria", "serve", "--port", "0", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        yield process, found.group()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_without_a_key_somebody_calls_the_built_in_voice_and_is_understood() -> None:
    async with serving() as (process, address), httpx.AsyncClient(base_url=address) as visitor:
        names = []
        async with asyncio.timeout(150), visitor.stream("GET", "/api/events?after=0", timeout=60) as events:
            async for line in events.aiter_lines():
                names += [line.removeprefix("event: ")] if line.startswith("event: ") else []
                if names[-1:] == ["cart.changed"]:
                    break
        assert names[0] == "call.started"
        process.send_signal(signal.SIGTERM)
        assert process.stdout
        async with asyncio.timeout(20):
            while b"may go on for" not in await process.stdout.readline():
                pass
            process.send_signal(signal.SIGTERM)  # nobody waits for the rest of the call
            assert await process.wait() == 0
