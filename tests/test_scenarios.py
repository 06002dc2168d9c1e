"""Every call under scenarios/, played through the real house: each folder is a test of its own."""

from pathlib import Path

import pytest

from pizzeria.replay.playing import Played, Way, play_file
from pizzeria.replay.written.scenario import find_scenarios
from tests.house import MENU
from tests.replay.depends import interrupts, names_a_vesuvio, numbers_of

ROOT = Path(__file__).parent.parent
FILES = {file.parent.name: file for file in find_scenarios(ROOT / "scenarios")}

WAY = Way(MENU)


@pytest.mark.parametrize("name", FILES)
def test_the_scenario_holds(name: str) -> None:
    played = play_file(FILES[name], WAY)
    verdict = played.verdict if isinstance(played, Played) else played
    assert verdict.holds, "\n".join(map(str, verdict.differences))
    assert isinstance(played, Played)
    assert played.facts
    assert ("interrupt" in played.facts.names) == (interrupts(played.scenario) > 0), (
        "only where one breaks in"
    )
    served = numbers_of(played.facts.document, {"item"})
    assert "vesuvio" not in served or names_a_vesuvio(FILES[name]), "only where it is named"


def test_no_two_scenarios_share_a_name() -> None:
    assert len(FILES) == len(find_scenarios(ROOT / "scenarios"))
