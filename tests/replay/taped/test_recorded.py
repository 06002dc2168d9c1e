"""A recorded call of a caller who has ordered before becomes a scenario in a house that is empty."""

import asyncio
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pizzeria.cli import main
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.house import MENU, House, open_house
from tests.replay.recordings import played

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


def test_the_earlier_orders_of_the_caller_are_there_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbered from 1, and as far as they had come when the call was made."""
    asyncio.run(three_calls(tmp_path))
    monkeypatch.setenv("PIZZERIA_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db")
    monkeypatch.setenv("PIZZERIA_TAPES_DIR", str(tmp_path / "tapes"))
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    folder = tmp_path / "again"
    recorded = CliRunner().invoke(main, ["record", "c3", "--to", str(folder)])
    assert recorded.exit_code == 0, recorded.output
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    assert text.count("[[earlier]]") == 1
    assert 'status = "baking"' in text
    assert re.search(r"orders = \[\n  \{ number = 2, total = 11200", text)
    assert REGULAR not in text + (folder / "tape.jsonl").read_text(encoding="utf-8")
    assert played(folder / "scenario.toml") == []
