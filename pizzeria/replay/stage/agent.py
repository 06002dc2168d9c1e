"""The agent of a scenario's call, on whichever line the house reaches it: when one is lost, it goes on on the
next as a good model would.

What it was about to say or do is said and done again there, but for the tools that the house says were done.
When nothing was, it says that it is back. What the caller said unanswered, it hears again.
"""

import asyncio
from asyncio import Event, Task
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from websockets.exceptions import ConnectionClosed

from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.stage.answers import Answers
from pizzeria.replay.stage.memory import Memory
from pizzeria.replay.stage.voice import BACK, Voice
from pizzeria.replay.verdicts.verdict import Note
from pizzeria.replay.written.steps import (
    CallerSpeaks,
    ModelDrops,
    ModelHangs,
    ModelIsAway,
    ModelRefuses,
    OfModel,
)

T = TypeVar("T")

COMES_BACK = 3.0
"""seconds within which a house that has lost its model dials again"""
AT_ONCE = 0.02
"""seconds within which all has come that was said before"""


@dataclass(eq=False)
class Agent:
    model: Model
    notes: list[Note]
    found: Event
    """set when the first line is known"""
    again: Callable[[], None] | None = None
    """told that words begin again which were lost on their way"""
    lines: list[ModelLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._answers = Answers()
        self._voice: Voice | None = None
        self._moved = Event()
        self._acts = 0
        self._heard: CallerSpeaks | None = None
        self._listens = False
        self._tasks: set[Task[None]] = set()
        self._beside: set[Task[None]] = set()

    def expect(self, number: int) -> None:
        """The model's line of this number, or a later one that is nobody else's, is this call's."""
        self._start(self._follow(number), self._tasks)

    async def do(self, act: OfModel) -> None:
        match act:
            case ModelDrops():
                await (await self.there()).do(act)
            case ModelHangs():
                voice = await self.there()
                await voice.line.client_gone()
            case ModelIsAway(milliseconds):
                self.model.away_until = asyncio.get_running_loop().time() + milliseconds / 1000
            case ModelRefuses(code):
                self.model.refusal = code
            case _:
                self._acts += 1
                self._stop(self._beside)
                try:
                    await self.surely(lambda voice: voice.do(act))
                finally:
                    self._acts -= 1

    async def takes(self, act: CallerSpeaks) -> None:
        """The caller's turn, when it has been spoken."""
        before, self._heard = self._heard, act
        await self.surely(lambda voice: self._takes(voice, act, before))
        self._listens = False

    async def _takes(self, voice: Voice, act: CallerSpeaks, before: CallerSpeaks | None) -> None:
        """What nobody has answered comes anew: that turn, and at once with it perhaps the one before."""
        turn, turns = await voice.line.next_turn(), voice.line.service.floor.turns
        if voice.took_over and before:
            await asyncio.sleep(AT_ONCE)
            if not turns.empty():
                voice.line.understood(turn, before.understood)
                turn = turns.get_nowait()
        voice.line.understood(turn, act.understood, act.late)

    def asks_again(self) -> bool:
        """The house has just refused a yes to what was not heard out: the same has to be said again."""
        memory = self._voice.memory if self._voice else Memory()
        again, memory.asks_again = memory.asks_again, False
        return again

    def listens(self) -> None:
        """The caller has spoken: what was said before, and comes anew, has come."""
        self._listens = True

    async def surely(self, work: Callable[[Voice], Coroutine[object, object, T]]) -> T:
        """Does this; when the line is lost over it, does it again on the next."""
        while True:
            voice = await self.there()
            gone = asyncio.ensure_future(voice.line.service.gone.wait())
            doing = asyncio.ensure_future(work(voice))
            try:
                await asyncio.wait({gone, doing}, return_when=asyncio.FIRST_COMPLETED)
                if doing.done() and not isinstance(doing.exception(), ConnectionClosed):
                    return doing.result()
            finally:
                gone.cancel()
                doing.cancel()
                await asyncio.wait({gone, doing})
            await voice.line.service.gone.wait()

    async def there(self) -> Voice:
        """On a line that is not lost."""
        while self._voice is None or self._voice.line.service.gone.is_set():
            self._moved.clear()
            await self._moved.wait()
        return self._voice

    async def hung_up(self) -> None:
        """Returns when the house has hung up, and has not dialled again for a while."""
        while True:
            voice = await self.there()
            await voice.line.client_gone()
            with suppress(TimeoutError):
                async with asyncio.timeout(COMES_BACK):
                    await self.there()
                continue
            return

    async def has_no_more_to_do(self) -> None:
        """The steps are over. Whoever took over still answers when it is asked, until the call is."""
        while True:
            voice = await self.there()
            if len(self.lines) > 1:
                await self.surely(Voice.says_back)
            else:
                await voice.line.client_gone()

    async def stop(self) -> None:
        tasks = {*self._tasks, *self._beside}
        self._stop(tasks)
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, number: int) -> None:
        while True:
            line = await self.model.claim(number)
            before, self._voice = self._voice, Voice(line, self._answers, self.notes)
            self.lines.append(line)
            self._moved.set()
            self.found.set()
            if before:
                self._voice.takes_over(before)
                self._voice.again = self.again
                self._start(self._goes_on(self._voice), self._beside)
                self._start(self._hears_again(line), self._beside)
            await line.service.gone.wait()
            number = line.number + 1

    async def _goes_on(self, voice: Voice) -> None:
        """The house asks it to; unless a step of the scenario says what to say."""
        if self._acts:
            return
        reply = await voice.line.response()
        if reply.asked_by == "caller":
            voice.line.service.floor.due.put_nowait(reply)
            return
        await voice.line.say(*BACK)
        await voice.line.done()

    async def _hears_again(self, line: ModelLine) -> None:
        """What the caller had said already, and is not saying now."""
        while True:
            turn = await line.next_turn()
            if self._listens:
                line.service.floor.turns.put_nowait(turn)
                return
            if self._heard:
                line.understood(turn, self._heard.understood)

    def _start(self, work: Coroutine[object, object, None], among: set[Task[None]]) -> None:
        task = asyncio.create_task(work)
        among.add(task)
        task.add_done_callback(among.discard)

    def _stop(self, tasks: set[Task[None]]) -> None:
        for task in list(tasks):
            task.cancel()
