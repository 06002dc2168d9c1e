"""Whole calls, written by people who had never seen the waiter: the right order stands in the database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pizzeria.agent.repertoire import Repertoire
from pizzeria.menu_files import read_menu_files
from pizzeria.store.store import Store
from tests.agent.guests import Watch
from tests.voice.caller import Line, dialogues, play, wrong

ROOT = Path(__file__).parents[3]
WRITTEN = Path(__file__).parents[1] / "dialogues"
ENOUGH = 0.97


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    files, watch = read_menu_files(ROOT / "menu"), Watch()
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", watch.now)
    await store.load_menu(files.menu)
    yield Line(Repertoire.of(files), store, watch)
    await store.close()


async def test_of_a_hundred_strangers_ninety_seven_get_what_they_asked_for(line: Line) -> None:
    menu, failed, scripts = line.repertoire.files.menu, [], list(dialogues(WRITTEN))
    for script in scripts:
        played = await play(script, line)
        if what := wrong(script, played, menu):
            failed.append("\n".join([f"{script['title']}: {what}", *played.lines]))
    print("\n\n".join(failed))  # noqa: T201 - what to read when it is too many
    assert len(scripts) - len(failed) >= ENOUGH * len(scripts)
