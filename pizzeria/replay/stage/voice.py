"""The model of a scenario: says, calls tools, fails, on one line, when the app has asked it to."""

import asyncio
from dataclasses import dataclass
from typing import assert_never

import orjson

from pizzeria.realtime_server.reply import Reply
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.stage.answers import Answers
from pizzeria.replay.verdicts.matching import mismatches
from pizzeria.replay.verdicts.verdict import Note
from pizzeria.replay.written.steps import (
    LateDeltas,
    ModelCalls,
    ModelDrops,
    ModelFails,
    ModelSays,
    ModelSends,
    OfModel,
    ToolUse,
)


@dataclass
class Voice:
    line: ModelLine
    answers: Answers
    notes: list[Note]
    """what the tools answered otherwise than they should is added here"""
    _reply: Reply | None = None

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
            case ModelDrops():
                self.line.drop()
            case LateDeltas(count):
                self.line.late_deltas = count
            case _:
                assert_never(act)

    async def _say(self, act: ModelSays) -> None:
        await self.opened()
        await self.line.say(self.answers.filled(act.text), act.milliseconds, act.faster)
        if act.ends_response:
            await self.line.done()

    async def opened(self) -> Reply:
        """The response that is open, or the next one."""
        if self._reply is None or not self._reply.open:
            self._reply = await self.line.response()
        return self._reply

    async def _call(self, tools: tuple[ToolUse, ...]) -> None:
        reply = await self.opened()
        waiting = [(use, self._begin(reply, use)) for use in tools]
        await self.line.done()
        for use, answer in waiting:
            self._compare(use, orjson.loads(await answer))

    def _begin(self, reply: Reply, use: ToolUse) -> asyncio.Future[str]:
        arguments = self.answers.filled(use.arguments)
        text = arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode()
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.line.service.answers[reply.call(use.tool, text)] = answer
        return answer

    def _compare(self, use: ToolUse, answer: Json) -> None:
        self.answers.remember(use.alias, answer)
        for wrong in mismatches(self.answers.filled(use.answer), answer):
            refused = f" ({answer.get('code')}: {answer.get('say')})" if answer.get("ok") is False else ""
            what = f"{use.tool} answered {wrong.path or 'the call'}"
            self.notes.append(Note(f"{use.key}.answer", f"{what}: {wrong.said}{refused}"))

    async def _send(self, what: Json | str) -> None:
        if isinstance(what, str):
            await self.line.service.wire.socket.send(what)
        else:
            await self.line.send(self.answers.filled(what))
