"""One call of a scenario: its steps one after the other, each end of the line in its part."""

import asyncio
from asyncio import Event, Task
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar, assert_never

from websockets.exceptions import ConnectionClosed

from pizzeria.errors import PizzeriaError, Refused, TapeError, Unreachable
from pizzeria.ordering.call_backs import Purpose
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.stage.again import said_again
from pizzeria.replay.stage.agent import Agent
from pizzeria.replay.stage.caller import Caller
from pizzeria.replay.stage.collected import wires
from pizzeria.replay.stage.stage import Stage
from pizzeria.replay.stage.unless import unless
from pizzeria.replay.stage.voice import Voice
from pizzeria.replay.verdicts.facts import Wires
from pizzeria.replay.verdicts.verdict import Note
from pizzeria.replay.written.scenario import PlannedCall
from pizzeria.replay.written.steps import (
    Act,
    CallerGoes,
    CallerSilent,
    CallerSpeaks,
    HouseCloses,
    KitchenMoves,
    KitchenSays,
    KitchenStocks,
    ModelCalls,
    ModelDrops,
    ModelSays,
    OfCaller,
    OfHouse,
    OfModel,
    Step,
    breaks_in,
)

T = TypeVar("T")

PATIENCE = 60.0
"""seconds until a call must be over once its steps are"""


@dataclass
class CallPlay:
    stage: Stage
    plan: PlannedCall
    model: Model | None
    """None: nobody answers the house"""
    may_follow: Event = field(default_factory=Event)
    """the next phone may ring: which of the model's lines is this call's is known"""
    notes: list[Note] = field(default_factory=list)
    wires: Wires | None = None
    """once the call is over"""
    step: Step | None = None
    """the one being played"""

    def __post_init__(self) -> None:
        self._agent = Agent(self.model, self.notes, self.may_follow) if self.model else None
        self._speaking: Task[None] | None = None
        self._house: set[Task[None]] = set()

    async def play(self) -> None:
        """From the ring to the end. Whatever goes wrong is noted at its step."""
        phone = Phone(
            self.stage.line,
            callid=self.plan.call_id,
            from_number=self.plan.number,
            to_number=self.stage.pizzeria.files.house.phone,
            frame_ms=self.plan.frame_ms,
            continuous=self.plan.line_noise,
        )
        number = len(self.model.lines) if self.model else 0
        if self.plan.called_back:
            await self._called_back(self.plan.called_back)
        try:
            async with phone:
                await self._with_phone(phone, number)
        except Unreachable as error:
            self.notes.append(Note(self.plan.steps[0].key.partition(".")[0], str(error)))
        finally:
            self.may_follow.set()

    async def _called_back(self, purpose: Purpose) -> None:
        """The house has called, about the call before, and somebody has answered."""
        calls, store = self.stage.scenario.calls, self.stage.pizzeria.store
        about = (calls[calls.index(self.plan) - 1].call_id, None)
        begun = await store.call_backs.begin(self.plan.number or "", purpose, about, len(calls))
        await store.call_backs.move(begun.id, "answered", call_id=self.plan.call_id)

    async def _with_phone(self, phone: Phone, number: int) -> None:
        self._phone, self._caller = phone, Caller(phone)
        if self._agent:
            self._agent.again = self._caller.expect_words
        self._ending = asyncio.create_task(self._until_over())
        if self._agent:
            self._agent.expect(number)
        else:
            self.may_follow.set()
        try:
            if await self._steps():
                await self._ends()
        finally:
            await phone.hang_up()
            reason, heard_ms = await self._ending
            await self._caller.put_down()
            await self._stop_speaking()
            lines = self._agent.lines if self._agent else []
            self.wires = wires(self.plan.call_id, phone, reason, heard_ms, lines)

    async def _until_over(self) -> tuple[Reason, int]:
        reason = await self._phone.ended()
        return reason, self._phone.heard_ms

    async def _steps(self) -> bool:
        """Stops at the first step that cannot be done: what follows would mean nothing. Whether all were."""
        coming, done = deque(self.plan.steps), list[Step]()
        while coming:
            self.step = step = coming.popleft()
            done.append(step)
            try:
                await self._do(step.act, coming[0].act if coming else None)
                if self._agent and self._agent.asks_again():
                    coming.extendleft(reversed([*said_again(done)]))
            except (PizzeriaError, ConnectionClosed) as error:
                self.step = None
                self.notes.append(Note(step.key, f"{step.words}: {_why(error)}"))
                return False
            self.step = None
        return True

    async def _do(self, act: Act, following: Act | None) -> None:
        if isinstance(act, OfModel):
            await self._do_model(act, following)
        elif isinstance(act, OfCaller):
            await self._do_caller(act)
            if isinstance(act, CallerSpeaks):
                await self._taken(act)
        else:
            await self._do_house(act)

    async def _do_caller(self, act: OfCaller) -> None:
        """To go ends the call, and to say nothing does not need one."""
        try:
            doing = self._caller.do(act)
            await (doing if isinstance(act, CallerGoes) else self._unless_over(doing))
        except Unreachable:
            if not isinstance(act, CallerSilent):
                raise

    async def _do_model(self, act: OfModel, following: Act | None) -> None:
        agent = self._there()
        if isinstance(act, ModelSays):
            self._caller.expect_words()
            speaking = asyncio.create_task(agent.do(act))
            self._speaking = speaking
            if not breaks_in(following):
                await self._spoken()
            return
        if isinstance(act, ModelDrops):
            await self._unless_over(self._caller.hears(act.after) if act.after else asyncio.sleep(0))
        await self._unless_over(agent.do(act))
        if following is None and isinstance(act, ModelCalls):
            await self._unless_over(agent.surely(Voice.ends))

    async def _taken(self, act: CallerSpeaks) -> None:
        """The model has taken the caller's turn, and knows what was said."""
        if self._agent:
            self._agent.listens()
        await self._spoken()
        if self._agent:
            await self._unless_over(self._agent.takes(act))

    async def _spoken(self) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking:
            await self._unless_over(_result(speaking))

    async def _stop_speaking(self) -> None:
        tasks = [task for task in (self._speaking, *self._house) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._agent:
            await self._agent.stop()

    def _there(self) -> Agent:
        if self._agent is None:
            raise TapeError("there is no model in this scenario")
        return self._agent

    async def _do_house(self, act: OfHouse) -> None:
        store = self.stage.pizzeria.store
        match act:
            case KitchenStocks(kind, id_, available):
                await store.set_available(kind, id_, available)
            case KitchenSays(behind_minutes, taking_orders):
                await store.set_kitchen(behind_minutes=behind_minutes, taking_orders=taking_orders)
            case KitchenMoves(number, to):
                await store.advance(number, to)
            case HouseCloses():
                drained = self.stage.pizzeria.switchboard.drain(PATIENCE)
                self._house.add(asyncio.create_task(drained))
            case _:
                assert_never(act)

    async def _unless_over(self, work: Coroutine[object, object, T]) -> T:
        """Raises Unreachable when the call is over before this is done."""
        return await unless(
            self._ending, work, lambda: f"the call was over before this ({self._ending.result()[0]})"
        )

    async def _ends(self) -> None:
        """The last step should have ended the call, or made the app end it."""
        with suppress(Unreachable):
            await self._spoken()
        if self._agent:
            self._house.add(asyncio.create_task(self._agent.has_no_more_to_do()))
        await asyncio.wait([self._ending], timeout=PATIENCE)
        if not self._ending.done():
            last = self.plan.steps[-1]
            said = "expected this to be the end of the call, but nobody hung up for a minute"
            self.notes.append(Note(last.key, f"{last.words}: {said}"))


async def _result(task: Task[T]) -> T:
    return await asyncio.shield(task)


def _why(error: Exception) -> str:
    match error:
        case Refused():
            return f"refused: {error}"
        case ConnectionClosed():
            return "the line was closed"
        case _:
            return str(error)
