"""Short scenarios written down and played, for tests of the stage and of what it tells."""

from pathlib import Path

from pizzeria.replay.playing import Played, Way, play_file
from pizzeria.replay.stage.performance import Limits
from tests.house import MENU

HEAD = 'title = "A call"\nclock = 2026-10-06T18:00:00+02:00\n'
GREETING = '{ model_says = "Hello, what would you like?", seconds = 2 },'
HANGS_UP = "{ caller_hangs_up = true },"


def write(folder: Path, text: str, name: str = "a_call") -> Path:
    """A scenario.toml of this text, below a title and a clock (lines 1 and 2)."""
    file = folder / name / "scenario.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def steps(*lines: str) -> str:
    """One call of these steps; the first stands in line 5."""
    return "\n".join(["[[calls]]", "steps = [", *lines, "]", ""])


def play_text(folder: Path, text: str, way: Way | None = None) -> Played:
    played = play_file(write(folder, text), way or WAY)
    assert isinstance(played, Played), played
    return played


def differences(played: Played) -> list[str]:
    """In words, without the folder."""
    return [f"{each.line}: {each.said}" for each in played.verdict.differences]


WAY = Way(MENU)
QUICK = Limits(seconds=90, real_seconds=20)
