"""The model of a scenario: says, calls tools, fails, on one line, when the app has asked it to."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

import orjson

from pizzeria.realtime_server.reply import Reply
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.stage.answers import Answers
from pizzeria.replay.stage.memory import Memory, outcomes
from pizzeria.replay.verdicts.matching import mismatches
from pizzeria.replay.verdicts.verdict import Note
from pizzeria.replay.written.steps import (
    LateDeltas,
    ModelCalls,
    ModelDrops,
    ModelFails,
    ModelHangs,
    ModelIsAway,
    ModelRefuses,
    ModelSays,
    ModelSends,
    OfModel,
    ToolUse,
)

BACK = ("I am back. Where were we?", 900)
"""what is said when there is nothing to say; and how many milliseconds it takes"""
_LOOKS_AGAIN = 0.05
"""seconds"""


@dataclass
class Voice:
    line: ModelLine
    answers: Answers
    notes: list[Note]
    """what the tools answered otherwise than they should is added here"""
    _reply: Reply | None = None
    again: Callable[[], None] | None = None
    """told that words begin which were said on another line, or should have been"""
    memory: Memory = field(default_factory=Memory)
    took_over: bool = False
    """from one that was lost, perhaps before what it said was heard out"""

    async def do(self, act: OfModel) -> None:
        """Waits for its turn, where it needs one."""
        match act:
            case ModelSays():
                await self._say(act)
            case ModelCalls(tools):
                await self._call(tools)
            case ModelFails(code):
                await self.opened()
                await self.line.fail(code, "as the scenario wants it")
            case ModelSends(what, times):
                for _ in range(times):
                    await self._send(what)
            case ModelDrops(_, code, expires):
                await self._drop(code, expires)
            case LateDeltas(count):
                self.line.late_deltas = count
            case ModelHangs() | ModelIsAway() | ModelRefuses():
                pass  # done by who knows all lines
            case _:
                assert_never(act)

    async def _say(self, act: ModelSays) -> None:
        await self.opened()
        if self.again:
            self.again()
        await self.line.say(self.answers.filled(act.text), act.milliseconds, act.faster)
        if act.ends_response:
            await self.line.done()

    def takes_over(self, before: "Voice") -> None:
        """What the model on the line that is lost was doing, this one does, and knows what came of it."""
        self.line.late_deltas = before.line.late_deltas
        self.memory = before.memory
        self.took_over = True

    async def says_back(self) -> None:
        await self.opened()
        await self.ends()

    async def ends(self) -> None:
        """A response that is open is not left so: there is nothing more to do in it."""
        if self._reply is not None and self._reply.open:
            await self.line.say(*BACK)
            await self.line.done()

    async def _drop(self, code: int | None, expires: bool) -> None:
        if expires:
            await self.line.expire()
        elif code:
            await self.line.close(code)
        else:
            self.line.drop()

    async def opened(self) -> Reply:
        """The response that is open, or the next one."""
        if self._reply is None or not self._reply.open:
            self._reply = await self.line.response()
        return self._reply

    async def _call(self, tools: tuple[ToolUse, ...]) -> None:
        reply = await self.opened()
        told = await self._told(tools)
        waiting = [(use, self._begin(reply, use)) for use in tools if use.key not in told]
        if waiting:
            await self.line.done()
        for use, answer in waiting:
            told[use.key] = await answer
        for use in tools:
            self.memory.done.append(self.memory.called.pop(use.key))
            self._compare(use, orjson.loads(told[use.key]))

    def _begin(self, reply: Reply, use: ToolUse) -> asyncio.Future[str]:
        arguments = self.answers.filled(use.arguments)
        text = arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode()
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.line.service.answers[reply.call(use.tool, text)] = answer
        self.memory.called[use.key] = f"{use.tool}({text})"
        return answer

    async def _told(self, tools: tuple[ToolUse, ...]) -> dict[str, str]:
        """What came of those that were called on a line that is lost, where the house has run them."""
        called = [self.memory.called[use.key] for use in tools if use.key in self.memory.called]
        while called:
            told = outcomes(self.line.received)
            count = self.memory.ran(called, [call for call, _ in told])
            answers = [answer for _, answer in told[len(told) - count :]]
            if None not in answers:
                keys = [use.key for use in tools if use.key in self.memory.called]
                return {key: answer for key, answer in zip(keys, answers, strict=False) if answer}
            await asyncio.sleep(_LOOKS_AGAIN)
        return {}

    def _compare(self, use: ToolUse, answer: Json) -> None:
        self.answers.remember(use.alias, answer)
        different = list(mismatches(self.answers.filled(use.answer), answer))
        if different and self.took_over and self.memory.refused(use.key, answer.get("code")):
            return
        for wrong in different:
            refused = f" ({answer.get('code')}: {answer.get('say')})" if answer.get("ok") is False else ""
            what = f"{use.tool} answered {wrong.path or 'the call'}"
            self.notes.append(Note(f"{use.key}.answer", f"{what}: {wrong.said}{refused}"))

    async def _send(self, what: Json | str) -> None:
        if isinstance(what, str):
            await self.line.service.wire.socket.send(what)
        else:
            await self.line.send(self.answers.filled(what))
