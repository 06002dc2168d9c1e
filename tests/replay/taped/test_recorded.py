"""A recorded call of a caller who has ordered before becomes a scenario in a house that is empty."""

import asyncio
import re
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from pizzeria.cli import main
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.written.scenario import read_scenario
from pizzeria.tape.lines import read_tape
from tests.calls.waiter import Waiter
from tests.house import MENU, House, open_house
from tests.replay.recordings import played

SCENARIOS = Path(__file__).parents[3] / "scenarios"
REGULAR = "+46708123456"
ASKS = 3
"""so many calls, the last of which is recorded as a scenario"""


async def a_waiter(line: ModelLine) -> None:
    """The third caller asks for the earlier pizza first, and thinks better of the new one."""
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("Good evening, where is my pizza?")
    if line.number == ASKS - 1:
        [earlier] = (await waiter.uses("order_status"))["orders"]
        assert earlier["number"] == ASKS - 1
    await waiter.uses("add_item", item="vesuvio", size="normal")
    await waiter.uses("choose_pickup")
    review = await waiter.uses("review_order")
    await waiter.answers_with("One Vesuvio, is that right?")
    await waiter.hears("Yes")
    placed = await waiter.uses("place_order", name="Astrid", revision=review["revision"])
    if line.number == ASKS - 1:
        await waiter.uses("cancel_order", number=placed["order"]["number"])
    await waiter.answers_with("It is done.")


async def ring(house: House, callid: str, number: str) -> None:
    async with house.phone(callid, number) as phone:
        for _ in range(2):
            await phone.answered()
            await phone.speak(1500)
            await phone.silence(700)
        await phone.answered()
        await phone.hang_up()
    await house.hung_up()


async def three_calls(folder: Path) -> None:
    wanted = {"tapes": "frames", "tapes_dir": folder / "tapes", "greeting_delay_ms": 500}
    async with open_house(f"sqlite+aiosqlite:///{folder}/pizzeria.db", a_waiter, **wanted) as house:
        await ring(house, "c1", "+46709999999")
        await ring(house, "c2", REGULAR)
        await house.store.advance(2, "baking")
        await ring(house, "c3", REGULAR)
        await house.store.advance(2, "ready")


async def asks_for_the_impossible(line: ModelLine) -> None:
    """What the kitchen has no more of, and how long it all takes."""
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("A Hawaii, please")
    assert (await waiter.uses("add_item", item="hawaii", size="normal"))["code"] == "sold_out"
    assert "shrimps" in str(await waiter.uses("look_up", about="shrimps"))
    await waiter.answers_with("There is none. A Vesuvio?")
    await waiter.hears("No, thank you")
    assert (await waiter.uses("look_up", about="how long does it take"))["facts"][0]["pickup_minutes"] > 45
    await waiter.answers_with("It takes long, too.")


async def a_call_on_a_bad_day(folder: Path) -> None:
    wanted = {"tapes": "frames", "tapes_dir": folder / "tapes", "greeting_delay_ms": 500}
    url = f"sqlite+aiosqlite:///{folder}/pizzeria.db"
    async with open_house(url, asks_for_the_impossible, **wanted) as house:
        await house.store.set_available("item", "hawaii", False)
        await house.store.set_available("topping", "shrimps", False)
        await house.store.set_kitchen(behind_minutes=45)
        await ring(house, "c1", REGULAR)
        await house.store.set_available("item", "hawaii", True)
        await house.store.set_kitchen(behind_minutes=0)


def test_the_kitchen_lacks_again_what_it_lacked_when_the_phone_rang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it has got by the time at which the scenario is made."""
    asyncio.run(a_call_on_a_bad_day(tmp_path))
    file = recorded(tmp_path, monkeypatch, "c1")
    house = read_scenario(file).house
    assert house == {"sold_out": {"items": ["hawaii"], "toppings": ["shrimps"]}, "behind_minutes": 45}
    assert played(file) == []


def test_an_older_tape_does_not_tell_what_was_sold_out_and_is_read_all_the_same(tmp_path: Path) -> None:
    asyncio.run(a_call_on_a_bad_day(tmp_path))
    path = tmp_path / "tapes" / "c1.jsonl"
    head, _, rest = path.read_bytes().partition(b"\n")
    older = orjson.dumps({key: value for key, value in orjson.loads(head).items() if key != "house"})
    path.write_bytes(older + b"\n" + rest)
    assert (read_tape(path).house, len(read_tape(path).lines)) == ({}, rest.count(b"\n"))


def recorded(folder: Path, monkeypatch: pytest.MonkeyPatch, call_id: str) -> Path:
    """The scenario.toml that `pizzeria record` makes of this call."""
    monkeypatch.setenv("PIZZERIA_DATABASE_URL", f"sqlite+aiosqlite:///{folder}/pizzeria.db")
    monkeypatch.setenv("PIZZERIA_TAPES_DIR", str(folder / "tapes"))
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    told = CliRunner().invoke(main, ["record", call_id, "--to", str(folder / "again")])
    assert told.exit_code == 0, told.output
    return folder / "again" / "scenario.toml"


def test_the_earlier_orders_of_the_caller_are_there_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbered from 1, and as far as they had come when the call was made."""
    asyncio.run(three_calls(tmp_path))
    file = recorded(tmp_path, monkeypatch, "c3")
    text = file.read_text(encoding="utf-8")
    assert text.count("[[earlier]]") == 1
    assert 'status = "baking"' in text
    assert re.search(r"orders = \[\n  \{ number = 2, total = 11200", text)
    assert REGULAR not in text + file.with_name("tape.jsonl").read_text(encoding="utf-8")
    assert played(file) == []


def test_a_tool_that_took_long_when_the_call_was_made_need_not_take_long_again(tmp_path: Path) -> None:
    """The machine was busy at the end: the last tool took nearly a second, and all else came later for it."""
    written = (SCENARIOS / "a_recorded_call" / "tape.jsonl").read_bytes().splitlines()
    lines = [orjson.loads(line) for line in written]
    last = max(n for n, line in enumerate(lines) if line.get("by") == "us" and b"call_output" in written[n])
    late = [{**line, "at": line["at"] + 0.9} if n >= last else line for n, line in enumerate(lines)]
    tape = tmp_path / "busy.jsonl"
    tape.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in late))
    made = CliRunner().invoke(main, ["record", "--from-tape", str(tape), "--to", str(tmp_path / "again")])
    assert made.exit_code == 0, made.output
    assert played(tmp_path / "again" / "scenario.toml") == []
