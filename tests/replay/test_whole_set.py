"""Every scenario against three small faults of the house: exactly those fail that depend on what is broken.

Who depends on what is told by the scenarios' text and tapes (tests.replay.depends). A line that loses or
delays what is said around an interrupt changes nothing where nobody breaks in. That nobody does is asserted
of each scenario where it is played as it should be (tests.test_scenarios), so only the others are played here
on a bent line.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pizzeria.replay.playing import Played, Way, play_file
from pizzeria.replay.written.scenario import Scenario, find_scenarios, read_scenario
from tests.house import MENU
from tests.replay.bent_line import phone_line
from tests.replay.depends import costs_more, declares_twice, interrupts, measures_what_is_heard
from tests.replay.recordings import dearer_vesuvio
from tests.replay.test_sabotage import delay, each_call, lose

ROOT = Path(__file__).parents[2]
SET = {file.parent.name: read_scenario(file) for file in find_scenarios(ROOT / "scenarios")}
BROKEN_INTO = [name for name, scenario in SET.items() if interrupts(scenario)]
WAY = Way(MENU)


@pytest.fixture(scope="module")
def dearer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dearer_vesuvio(tmp_path_factory.mktemp("menu"))


def fallen(name: str, way: Way) -> list[str]:
    played = play_file(SET[name].path, way)
    assert isinstance(played, Played)
    return [f"{each.line}: {each.said}" for each in played.verdict.differences]


def swallowed() -> Way:
    return replace(WAY, phone_detour=phone_line(each_call(lambda: lose("interrupt"))))


def late() -> Way:
    return replace(WAY, phone_detour=phone_line(each_call(lambda: delay("sending", 2, 0.1))))


@pytest.mark.parametrize("name", SET)
def test_one_krona_more_is_seen_by_who_sells_that_and_counts(name: str, dearer: Path) -> None:
    wrong = fallen(name, replace(WAY, menu_dir=dearer))
    assert bool(wrong) == costs_more(SET[name]), wrong


@pytest.mark.parametrize("name", BROKEN_INTO)
def test_one_swallowed_interrupt_is_seen_by_who_measures_what_is_heard(name: str) -> None:
    wrong = fallen(name, swallowed())
    assert bool(wrong) == measures_what_is_heard(SET[name]), wrong


@pytest.mark.parametrize("name", BROKEN_INTO)
def test_one_late_declaration_is_seen_by_everybody_who_makes_a_second(name: str) -> None:
    wrong = fallen(name, late())
    assert bool(wrong) == declares_twice(SET[name]), wrong


@pytest.mark.parametrize("depends", [costs_more, measures_what_is_heard, declares_twice])
def test_some_depend_and_some_do_not(depends: Callable[[Scenario], bool]) -> None:
    """Else the tests above would say nothing."""
    found = [name for name, scenario in SET.items() if depends(scenario)]
    assert 10 <= len(found) < len(SET) / 2


def test_who_fails_says_first_what_is_the_matter(dearer: Path) -> None:
    told = fallen("plain_order", replace(WAY, menu_dir=dearer))
    assert told[0] == "14: calls[0].steps[6].answer: review_order answered total: expected 22400, got 22600"
    told = fallen("below_the_minimum", replace(WAY, menu_dir=dearer))
    assert told[0].endswith("confirm_address answered below_minimum: expected 3800, got 3700")
    told = fallen("barge_in_on_the_read_back", swallowed())
    assert told[0] == "27: expect.frames.interrupts: expected 1, got 0"
    told = fallen("late_deltas", swallowed())
    assert told[0] == "23: expect.frames.heard_ms: expected 3540, got 4700"
    told = fallen("yes_into_the_first_words", late())
    assert told[0] == "22: expect.frames.muted: expected 0, got 3"
