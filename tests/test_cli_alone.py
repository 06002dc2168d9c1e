"""`pizzeria call` and `pizzeria answer` as people and programs meet them: each a process of its own."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from pizzeria.cli import main
from pizzeria.replay.alone.ringing import ring
from pizzeria.replay.doubles.listener import bound
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.written.scenario import read_scenario
from tests.house import MENU, open_house
from tests.replay.acts import GREETING, HANGS_UP, steps, write

QUICK_ORDER = (
    '{ model_says = "Hello!", seconds = 0.4 },',
    '{ caller_says = "A Vesuvio to take away, for Kim.", seconds = 0.6 },',
    '{ model_calls = "add_item", with = { item = "vesuvio", size = "normal" }, answer = { ok = true } },',
    '{ model_calls = "choose_pickup" },',
    '{ model_calls = "review_order", answer = { total = 11200 } },',
    '{ model_says = "A Vesuvio, right?", seconds = 0.6 },',
    '{ caller_says = "Yes.", seconds = 0.4 },',
    '{ model_calls = "place_order", with = { name = "Kim", revision = "$review_order.revision" } },',
    '{ model_says = "Bye!", seconds = 0.4 },',
    '{ model_calls = "end_call" },',
)


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PIZZERIA_", "OPENAI_", "ELKS_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    monkeypatch.setenv("PIZZERIA_STANDBY", "off")


async def greets(line: ModelLine) -> None:
    await line.configured()
    await line.reply("Hello, what would you like?", 800)
    await line.caller_turn("A Vesuvio")
    await line.reply("Gladly.", 600)


async def begin(*command: str, **environment: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pizzeria",
        *command,
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, **environment},
    )


async def end(process: Process) -> tuple[int, str]:
    out, _ = await asyncio.wait_for(process.communicate(), 40)
    assert process.returncode is not None
    return process.returncode, out.decode()


async def call(*command: str) -> tuple[int, str]:
    return await end(await begin("call", *command))


async def line(process: Process, start: str, *, of: str = "stdout") -> str:
    """What follows this start of a line."""
    stream = process.stdout if of == "stdout" else process.stderr
    assert stream
    async with asyncio.timeout(30):
        while text := (await stream.readline()).decode():
            if text.startswith(start):
                return text.removeprefix(start).strip()
    raise AssertionError(f"no {start!r}")


async def test_the_phone_alone_rings_any_running_bridge(sqlite_url: str) -> None:
    asks = '{ caller_says = "A Vesuvio", seconds = 0.8 },'
    sells_out = '{ kitchen_sells_out = { item = "vesuvio" } },'
    write(Path("all"), steps(GREETING, asks, sells_out, GREETING, HANGS_UP), "one")
    async with open_house(sqlite_url, greets) as house:
        code, out = await call("all/one", "--url", house.line, "--json")
        await house.hung_up()
        [row] = await house.store.calls()
    [rang] = json.loads(out)
    assert (code, rang["ended"], rang["faults"], rang["muted"]) == (0, "hangup", [], 0)
    assert rang["heard_ms"] == 1400
    assert rang["left_out"] == ["kitchen_sells_out {'item': 'vesuvio'}"]
    assert (row.call_id, row.end_reason, row.from_number) == (rang["call_id"], "hangup", "+46701740605")


async def test_the_phone_brings_its_token(sqlite_url: str) -> None:
    write(Path("all"), steps(GREETING, HANGS_UP), "one")
    async with open_house(sqlite_url, greets, phone_token=SecretStr("a b&c")) as house:
        assert (await call("all/one", "--url", house.line))[0] == 1
        code, out = await call("all/one", "--url", house.line, "--token", "a b&c")
    assert (code, "✓" in out) == (0, True)


async def test_three_processes_and_an_order_on_the_board() -> None:
    """A model, a house that is pointed at it, and a caller: as somebody else's bridge would be tried."""
    write(Path("all"), steps(*QUICK_ORDER), "quick")
    model = await begin("answer", "all/quick", "--port", "0", "--json")
    address = await line(model, "OPENAI_BASE_URL=", of="stderr")
    house = await begin("serve", "--port", "0", OPENAI_BASE_URL=address)
    bridge = await line(house, "46elks connects")
    code, out = await call("all/quick", "--url", bridge)
    assert code == 0, out
    assert "✓" in out
    verdict = json.loads((await end(model))[1])
    house.terminate()
    await end(house)
    orders = json.loads((await end(await begin("orders", "--json")))[1])
    assert (verdict["name"], verdict["holds"], verdict["differences"]) == ("quick", True, [])
    assert [(each["total"], each["customer"]["name"]) for each in orders] == [(11_200, "Kim")]


async def test_the_model_alone_fails_when_the_bridge_does_not_do_as_the_steps_say(sqlite_url: str) -> None:
    dearer = [step.replace("total = 11200", "total = 11300") for step in QUICK_ORDER]
    write(Path("all"), steps(*dearer), "dearer")
    model = await begin("answer", "all/dearer", "--port", "0")
    address = await line(model, "OPENAI_BASE_URL=")
    async with open_house(sqlite_url, greets, openai_base_url=address) as house:
        await ring(read_scenario(Path("all/dearer/scenario.toml")), house.line, None)
    code, out = await end(model)
    assert code == 1
    assert (
        "all/dearer/scenario.toml:9: calls[0].steps[4].answer: review_order answered total: expected 11300"
        in out
    )


def test_an_address_that_somebody_else_has_is_said_in_words() -> None:
    write(Path("all"), steps(GREETING, HANGS_UP), "one")
    with bound() as taken:
        port = str(taken.getsockname()[1])
        told = CliRunner().invoke(main, ["answer", "all/one", "--port", port])
    assert (told.exit_code, f"port {port} on 127.0.0.1 cannot be opened" in told.output) == (1, True)
