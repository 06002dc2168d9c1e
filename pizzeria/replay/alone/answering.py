"""A scenario's model alone: it waits to be dialled, and says and calls what the steps say, whoever rings.

What the caller says is known to it from the steps, as the transcript of each of the caller's turns; what only
a stage can do is left out.
"""

import asyncio
import socket
from asyncio import Task
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed

from pizzeria.errors import TapeError, Unreachable
from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.stage.agent import Agent
from pizzeria.replay.stage.unless import unless
from pizzeria.replay.stage.voice import Voice
from pizzeria.replay.verdicts.verdict import Note
from pizzeria.replay.written.scenario import PlannedCall, Scenario
from pizzeria.replay.written.steps import (
    Act,
    CallerGoes,
    CallerSpeaks,
    ModelDrops,
    ModelSays,
    OfModel,
    Step,
    breaks_in,
)

PATIENCE = 60.0
"""seconds that the model waits for anything, besides the time it takes to say all that is said in the call"""


async def answer(scenario: Scenario, listener: socket.socket) -> list[Note]:
    """Plays the model in as many calls as the scenario has, and says what went otherwise. Raises TapeError
    for a model that does not answer.
    """
    plan = scenario.model
    if plan.absent:
        raise TapeError(f"{scenario.path}: nobody is at the model's address in this scenario: serve nothing")
    async with Model(_wait, dialect=plan.dialect, refusal=plan.refuses, listener=listener) as model:
        if plan.refuses:
            await model.turned_away(len(scenario.calls))
            return []
        away = asyncio.create_task(model.turned_away(1))
        try:
            return await unless(away, _all_answered(model, scenario), away.result)
        except Unreachable as error:
            return [Note("calls", f"the bridge was turned away: {error}")]
        finally:
            away.cancel()


async def _all_answered(model: Model, scenario: Scenario) -> list[Note]:
    in_order = sorted(scenario.calls, key=lambda call: call.after)
    parts = [_answered(model, number, call) for number, call in enumerate(in_order)]
    return [note for notes in await asyncio.gather(*parts) for note in notes]


async def _answered(model: Model, number: int, plan: PlannedCall) -> list[Note]:
    part = ModelAlone(plan, model, await model.line(number))
    await part.play()
    key = plan.steps[0].key.rpartition(".")[0]
    faults = (fault for line in part.agent.lines for fault in line.faults)
    return [*part.notes, *(Note(key, f"the model: {fault}") for fault in faults)]


async def _wait(line: ModelLine) -> None:
    await line.client_gone()


@dataclass
class ModelAlone:
    plan: PlannedCall
    model: Model
    line: ModelLine
    """the first"""
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agent = Agent(self.model, self.notes, asyncio.Event())
        self.agent.expect(self.line.number)
        self._speaking: Task[None] | None = None
        self._patience = PATIENCE + sum(_seconds(step.act) for step in self.plan.steps)

    async def play(self) -> None:
        """From the first word to the end of the line; stops at the first step that cannot be done."""
        gone = asyncio.create_task(self.agent.hung_up())
        try:
            if await self._steps(gone):
                await self._hung_up(gone)
        finally:
            tasks = [task for task in (gone, self._speaking) if task]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.agent.stop()

    async def _steps(self, gone: Task[None]) -> bool:
        following: list[Act | None] = [*(step.act for step in self.plan.steps[1:]), None]
        for step, after in zip(self.plan.steps, following, strict=True):
            if isinstance(step.act, CallerGoes):
                return True
            try:
                async with asyncio.timeout(self._patience):
                    await unless(gone, self._do(step.act, after), lambda: "the house hung up before this")
            except TimeoutError:
                return self._note(step, f"still waited for after {self._patience:g} seconds")
            except (TapeError, Unreachable, ConnectionClosed) as error:
                return self._note(step, str(error))
        return True

    async def _do(self, act: Act, following: Act | None) -> None:
        match act:
            case ModelSays() if breaks_in(following):
                await self.agent.surely(Voice.opened)
                self._speaking = asyncio.create_task(self.agent.do(act))
            case ModelDrops(int(after)):
                await asyncio.sleep(after / 1000)
                await self.agent.do(act)
            case CallerSpeaks():
                await self._spoken()
                self.agent.listens()
                await self.agent.takes(act)
            case _ if isinstance(act, OfModel):
                await self.agent.do(act)
            case _:
                pass  # somebody else's part

    async def _spoken(self) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking:
            await speaking

    async def _hung_up(self, gone: Task[None]) -> None:
        await asyncio.wait([gone], timeout=self._patience)
        if not gone.done():
            self._note(self.plan.steps[-1], "expected this to be the end of the call, but nobody hung up")

    def _note(self, step: Step, said: str) -> bool:
        self.notes.append(Note(step.key, f"{step.words}: {said}"))
        return False


def _seconds(act: Act) -> float:
    """How long it takes by itself."""
    return float(getattr(act, "milliseconds", 0)) / 1000
