"""Plays one scenario from its file to its verdict, on a loop of its own."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pizzeria.errors import PizzeriaError, TapeError
from pizzeria.replay.stage.collected import collect
from pizzeria.replay.stage.larder import Larder
from pizzeria.replay.stage.performance import Limits, Performance, perform
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.replay.stage.stage import Detour, Stage, straight
from pizzeria.replay.taped.tape_play import play_tape
from pizzeria.replay.verdicts.expectations import disappointed
from pizzeria.replay.verdicts.facts import Facts
from pizzeria.replay.verdicts.verdict import Difference, Verdict, placed, told
from pizzeria.replay.written.scenario import Scenario, read_scenario

Speed = Literal["max", "1.0"]
SLACK_MS = {"max": 0, "1.0": 150}
"""how far measured times may be off"""


@dataclass(frozen=True, slots=True)
class Way:
    """How scenarios are played."""

    menu_dir: Path = Path("menu")
    speed: Speed = "max"
    phone_detour: Detour = straight
    model_detour: Detour = straight
    limits: Limits = field(default_factory=Limits)
    larder: Larder = field(default_factory=Larder)
    """shared by all that is played this way"""


@dataclass(frozen=True, slots=True)
class Played:
    scenario: Scenario
    verdict: Verdict
    facts: Facts | None
    """None when the stage could not be set"""
    performed: tuple[Difference, ...] = field(default=())
    """those of the verdict's differences that no other expectation would mend"""


def play_file(path: Path, way: Way) -> Played | Verdict:
    """The scenario in this file; only a verdict when it cannot be read."""
    try:
        scenario = read_scenario(path)
    except TapeError as error:
        return Verdict(path.parent.name, "", path, told(path, error), 0.0)
    return play(scenario, way)


def play(scenario: Scenario, way: Way) -> Played:
    """Not to be called where a loop runs already: it has its own."""
    began = time.monotonic()
    loop: Callable[[], asyncio.AbstractEventLoop] | None = SkippingLoop if way.speed == "max" else None
    facts: Facts | None = None
    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            performance, facts = runner.run(_play(scenario, way))
        performed = performance.differences
    except PizzeriaError as error:
        performed = told(scenario.path, error)
    notes = disappointed(scenario, facts, SLACK_MS[way.speed]) if facts else ()
    differences = (*performed, *placed(scenario, notes))
    verdict = Verdict(scenario.name, scenario.title, scenario.path, differences, time.monotonic() - began)
    return Played(scenario, verdict, facts, performed)


async def _play(scenario: Scenario, way: Way) -> tuple[Performance, Facts]:
    stage = Stage(
        scenario,
        way.menu_dir,
        larder=way.larder,
        phone_detour=way.phone_detour,
        model_detour=way.model_detour,
    )
    async with stage:
        performance = await _performed(stage, way.limits)
        return performance, await collect(stage, list(performance.wires))


async def _performed(stage: Stage, limits: Limits) -> Performance:
    if stage.scenario.tape:
        return await play_tape(stage, stage.scenario.tape, limits)
    return await perform(stage, limits)
