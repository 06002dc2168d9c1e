"""Whole calls, written by people who had never seen the waiter: the right order stands in the database."""

from pathlib import Path

from tests.voice.caller import Line, dialogues, play, wrong

WRITTEN = Path(__file__).parents[1] / "dialogues"
ENOUGH = 0.97


async def test_of_a_hundred_strangers_ninety_seven_get_what_they_asked_for(line: Line) -> None:
    menu, failed, scripts = line.repertoire.files.menu, [], list(dialogues(WRITTEN))
    for script in scripts:
        played = await play(script, line)
        if what := wrong(script, played, menu):
            failed.append("\n".join([f"{script['title']}: {what}", *played.lines]))
    print("\n\n".join(failed))  # noqa: T201 - what to read when it is too many
    assert len(scripts) - len(failed) >= ENOUGH * len(scripts)
