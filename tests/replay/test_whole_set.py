"""Every scenario against three small faults of the house: exactly those fail that depend on what is broken.

Who depends on what is told by the scenarios' text and tapes (tests.replay.depends). A line that loses or
delays what is said around an interrupt changes nothing where nobody breaks in, and what a pizza costs nothing
where it is never named. That nobody does, and that it comes into no cart, is asserted of each scenario where
it is played as it should be (tests.test_scenarios), so only the others are played here in a bent house.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pizzeria.replay.playing import Way, play
from pizzeria.replay.written.scenario import Scenario, find_scenarios, read_scenario
from tests.house import MENU
from tests.replay.bent_line import phone_line
from tests.replay.depends import (
    costs_more,
    declares_twice,
    interrupts,
    may_break_in,
    measures_what_is_heard,
    names_a_vesuvio,
)
from tests.replay.recordings import dearer_vesuvio
from tests.replay.test_sabotage import delay, each_call, lose

ROOT = Path(__file__).parents[2]
FILES = {file.parent.name: file for file in find_scenarios(ROOT / "scenarios")}
BROKEN_INTO = [name for name, file in FILES.items() if may_break_in(file)]
NAMED = [name for name, file in FILES.items() if names_a_vesuvio(file)]
WAY = Way(MENU)
OF_THE_PRICE = {
    "plain_order": "14: calls[0].steps[6].answer: review_order answered total: expected 22400, got 22600",
    "below_the_minimum": "confirm_address answered below_minimum: expected 3800, got 3700",
}
"""what is said first about it, or how that ends"""
OF_THE_INTERRUPT = {
    "barge_in_on_the_read_back": "27: expect.frames.interrupts: expected 1, got 0",
    "late_deltas": "23: expect.frames.heard_ms: expected 3540, got 4700",
}
OF_THE_DELAY = {"yes_into_the_first_words": "22: expect.frames.muted: expected 0, got 3"}


@pytest.fixture(scope="module")
def dearer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dearer_vesuvio(tmp_path_factory.mktemp("menu"))


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(FILES[name])


def fallen(name: str, way: Way) -> list[str]:
    return [f"{each.line}: {each.said}" for each in play(scenario(name), way).verdict.differences]


def swallowed() -> Way:
    return replace(WAY, phone_detour=phone_line(each_call(lambda: lose("interrupt"))))


def late() -> Way:
    return replace(WAY, phone_detour=phone_line(each_call(lambda: delay("sending", 2, 0.1))))


@pytest.mark.parametrize("name", NAMED)
def test_one_krona_more_is_seen_by_who_sells_that_and_counts(name: str, dearer: Path) -> None:
    wrong = fallen(name, replace(WAY, menu_dir=dearer))
    assert bool(wrong) == costs_more(scenario(name)), wrong
    assert "".join(wrong[:1]).endswith(OF_THE_PRICE.get(name, ""))


@pytest.mark.parametrize("name", BROKEN_INTO)
def test_one_swallowed_interrupt_is_seen_by_who_measures_what_is_heard(name: str) -> None:
    wrong = fallen(name, swallowed())
    assert bool(wrong) == measures_what_is_heard(scenario(name)), wrong
    assert "".join(wrong[:1]).endswith(OF_THE_INTERRUPT.get(name, ""))


@pytest.mark.parametrize("name", BROKEN_INTO)
def test_one_late_declaration_is_seen_by_everybody_who_makes_a_second(name: str) -> None:
    wrong = fallen(name, late())
    assert bool(wrong) == declares_twice(scenario(name)), wrong
    assert "".join(wrong[:1]).endswith(OF_THE_DELAY.get(name, ""))


def test_nobody_is_left_out() -> None:
    assert set(OF_THE_PRICE) <= set(NAMED)
    assert set(OF_THE_INTERRUPT) | set(OF_THE_DELAY) <= set(BROKEN_INTO)
    assert {name for name in FILES if costs_more(scenario(name))} < set(NAMED)
    assert {name for name in FILES if interrupts(scenario(name))} <= set(BROKEN_INTO)


@pytest.mark.parametrize("depends", [costs_more, measures_what_is_heard, declares_twice])
def test_some_depend_and_some_do_not(depends: Callable[[Scenario], bool]) -> None:
    """Else the tests above would say nothing."""
    found = [name for name in FILES if depends(scenario(name))]
    assert 10 <= len(found) < len(FILES) / 2
