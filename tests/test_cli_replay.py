"""`pizzeria replay` and `pizzeria call` as people and CI servers meet them."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from pizzeria.cli import main
from tests.house import MENU
from tests.replay.acts import GREETING, HANGS_UP, steps, write

ROOT = Path(__file__).parent.parent
GOOD = steps(GREETING, HANGS_UP) + '[expect]\nend_reason = "hangup"\n'
BAD = steps(GREETING, HANGS_UP) + '[expect]\nend_reason = "goodbye"\n'


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PIZZERIA_", "OPENAI_", "ELKS_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))


def run(*command: str) -> Result:
    return CliRunner().invoke(main, command)


def test_scenarios_that_hold_are_exit_code_0() -> None:
    write(Path("all"), GOOD, "good")
    played = run("replay", "all")
    assert (played.exit_code, "1 of 1 scenarios hold" in played.output) == (0, True)


def test_one_that_does_not_hold_is_exit_code_1_and_says_where() -> None:
    write(Path("all"), GOOD, "good")
    write(Path("all"), BAD, "bad")
    played = run("replay", "all")
    assert played.exit_code == 1
    assert "✓ good" in played.output
    assert "✗ bad" in played.output
    assert 'all/bad/scenario.toml:9: expect.end_reason: expected "goodbye", got "hangup"' in played.output
    assert "1 of 2 scenarios hold" in played.output


def test_one_that_cannot_be_read_does_not_keep_the_others_from_playing() -> None:
    write(Path("all"), GOOD, "good")
    write(Path("all"), steps("{ modell_says = 1 },"), "wrong")
    played = run("replay", "all")
    assert played.exit_code == 1
    assert "✓ good" in played.output
    assert "all/wrong/scenario.toml:5: calls[0].steps[0]: expected" in played.output


@pytest.mark.parametrize(
    "command",
    [["replay"], ["replay", "nowhere"], ["replay", "."], ["replay", ".", "--speed", "2"], ["call", "."]],
)
def test_wrong_usage_is_exit_code_2(command: list[str]) -> None:
    assert run(*command).exit_code == 2


def test_programs_read_json_and_ci_servers_junit() -> None:
    write(Path("all"), GOOD, "good")
    write(Path("all"), BAD, "bad")
    played = run("replay", "all/good", "all", "--json", "--junit", "out/junit.xml")
    document = json.loads(played.stdout)
    assert (played.exit_code, document["held"], document["failed"]) == (1, 1, 1)
    assert [each["name"] for each in document["scenarios"]] == ["good", "bad"]
    assert ET.parse("out/junit.xml").getroot().get("failures") == "1"


def test_an_update_shows_what_it_changes_and_then_all_is_well() -> None:
    file = write(Path("all"), BAD, "bad")
    played = run("replay", "all", "--update")
    assert played.exit_code == 0
    assert '-end_reason = "goodbye"\n+end_reason = "hangup"' in played.output
    assert file.read_text().endswith(GOOD)
    assert run("replay", "all").exit_code == 0


def test_an_update_does_not_hide_a_step_that_could_not_be_done() -> None:
    gone = '{ caller_says = "Too late" },'
    write(Path("all"), steps(GREETING, "{ caller_hangs_up = true },", gone), "bad")
    assert run("replay", "all", "--update").exit_code == 1


def test_a_call_plays_at_natural_speed_too() -> None:
    write(Path("all"), GOOD, "good")
    played = run("replay", "all", "--speed", "1.0", "--json")
    [scenario] = json.loads(played.stdout)["scenarios"]
    assert scenario["holds"], scenario
    assert scenario["seconds"] > 2.5, "two seconds of greeting, and the wait for it"


def test_the_houses_own_scenarios_are_played_by_make() -> None:
    assert "pizzeria replay scenarios" in (ROOT / "Makefile").read_text()
