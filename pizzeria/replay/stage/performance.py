"""A scenario's steps, performed on a set stage: every call, at its time, against a scripted model."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise

from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.stage.call_play import CallPlay
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.replay.stage.stage import Stage
from pizzeria.replay.verdicts.facts import Wires
from pizzeria.replay.verdicts.verdict import Difference, Note, placed


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a scenario is taken to hang."""

    seconds: float = 1_800.0
    """on the stage's clock"""
    real_seconds: float = 60.0
    """when time skips"""


@dataclass(frozen=True, slots=True)
class Performance:
    differences: tuple[Difference, ...]
    """what did not go as the steps, or the tape, say"""
    wires: tuple[Wires, ...]
    """of each call, in the order of the file"""


async def perform(stage: Stage, limits: Limits) -> Performance:
    """Plays the steps of stage.scenario. Never raises for what the house does."""
    async with _model(stage) as model:
        plays = [CallPlay(stage, plan, model) for plan in stage.scenario.calls]
        notes = [] if await within(limits, _play_all(stage, plays)) else _hung(plays, limits)
    notes = [note for play in plays for note in play.notes] + notes
    crossed = tuple(play.wires for play in plays if play.wires)
    return Performance(tuple(placed(stage.scenario, notes)), crossed)


async def within(limits: Limits, work: Coroutine[object, object, None]) -> bool:
    """Whether it came to its end before the limits."""
    loop = asyncio.get_running_loop()
    limit = asyncio.timeout(limits.seconds)
    if isinstance(loop, SkippingLoop):
        loop.alarm(limits.real_seconds, lambda: limit.reschedule(loop.time()))
    try:
        async with limit:
            await work
    except TimeoutError:
        return False
    return True


@asynccontextmanager
async def _model(stage: Stage) -> AsyncIterator[Model | None]:
    plan = stage.scenario.model
    if plan.absent:
        yield None
        return
    model = Model(_wait, dialect=plan.dialect, refusal=plan.refuses, listener=stage.model_socket)
    async with model:
        yield None if plan.refuses else model


async def _wait(line: ModelLine) -> None:
    """What the model does is decided by the steps, not here."""
    await line.client_gone()


async def _play_all(stage: Stage, plays: list[CallPlay]) -> None:
    """One phone rings after the other, so that it is known which call reaches which line of the model."""
    loop = asyncio.get_running_loop()
    order = sorted(plays, key=lambda play: play.plan.after)
    began = loop.time()
    async with asyncio.TaskGroup() as calls:
        for before, play in pairwise([None, *order]):
            assert play
            if before:
                await before.may_follow.wait()
            await asyncio.sleep(began + play.plan.after - loop.time())
            calls.create_task(play.play())
    await stage.house_is_quiet()


def _hung(plays: list[CallPlay], limits: Limits) -> list[Note]:
    """Which step it was that never came to its end."""
    long = f"{limits.seconds:g} seconds (or {limits.real_seconds:g} real ones)"
    steps = [play.step for play in plays if play.step]
    if not steps:
        return [Note("calls", f"the steps were over, but the house did not come to rest within {long}")]
    return [Note(step.key, f"{step.words}: still waiting for this step after {long}") for step in steps]
