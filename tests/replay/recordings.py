"""Calls that are recorded while they are made, for tests of what becomes of their tapes."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pizzeria.clock import Clock
from pizzeria.replay.doubles.model import Script
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.playing import Played, Way, play_file
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.tape.lines import Tape, read_tape
from pizzeria.tape.shelf import Shelf
from tests.house import CALLER, MENU, House, open_house

AT = datetime(2026, 10, 6, 16, 0, tzinfo=UTC)
Caller = Callable[[Phone], Awaitable[None]]


def tape_of(folder: Path, script: Script, caller: Caller, mode: str = "frames", **wanted: Any) -> Tape:
    """Of a call on a loop whose time skips: what is measured in it is exact."""

    async def call() -> None:
        url = f"sqlite+aiosqlite:///{folder}/pizzeria.db"
        async with open_house(
            url, script, tapes=mode, tapes_dir=folder, greeting_delay_ms=500, clock=Clock(AT), **wanted
        ) as house:
            await _ring(house, caller)

    folder.mkdir(parents=True, exist_ok=True)
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        runner.run(call())
    return read_tape(Shelf(folder, 14, 500).path("c1"))


async def _ring(house: House, caller: Caller) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SkippingLoop)
    loop.skip_unless(lambda: house.store.busy)
    async with Phone(house.line, callid="c1", from_number=CALLER, to_number="+4600700001") as phone:
        await caller(phone)
    await house.hung_up()
    loop.stop_skipping()


def scenario_of(folder: Path, tape: bytes) -> Path:
    """A scenario with this tape, that expects nothing but the tape."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tape.jsonl").write_bytes(tape)
    file = folder / "scenario.toml"
    file.write_text(f'title = "A call"\nclock = {AT.isoformat()}\n', encoding="utf-8")
    return file


def played(scenario: Path, menu_dir: Path = MENU) -> list[str]:
    """What did not go as on the tape: `line: words`."""
    result = play_file(scenario, Way(menu_dir))
    assert isinstance(result, Played), result
    return [f"{each.line}: {each.said}" for each in result.verdict.differences]


def dearer_vesuvio(folder: Path) -> Path:
    """The house's menu, in which an ordinary Vesuvio costs a krona more."""
    copy = shutil.copytree(MENU, folder / "menu")
    text = (copy / "menu.toml").read_text(encoding="utf-8")
    head, id_, tail = text.partition('id = "vesuvio"')
    (copy / "menu.toml").write_text(head + id_ + tail.replace("11200", "11300", 1), encoding="utf-8")
    return copy
