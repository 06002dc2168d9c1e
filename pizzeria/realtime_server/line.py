"""One connection, as whoever answers on it sees it: what may be awaited, said and called.

async def answer(line: Line) -> None:
    await line.configured()
    turn = await line.caller_turn()
    line.transcribed(turn, "Two Vesuvio, please")
    await line.response()
    (cart,) = await line.call_tools([("add_item", {"item": "vesuvio", "quantity": 2})])
    await line.speak(pieces)
    await line.done()
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import orjson

from pizzeria.errors import PizzeriaError, TapeError
from pizzeria.realtime_server.floor import Turn
from pizzeria.realtime_server.reply import Message, Reply
from pizzeria.realtime_server.service import Service
from pizzeria.realtime_server.shapes import Json


class CutOff(PizzeriaError):
    """The response was cancelled before a tool was called."""


@dataclass(frozen=True, slots=True)
class Piece:
    sound: bytes
    words: str
    """that begin in it"""


@dataclass(frozen=True, slots=True)
class Said:
    """What became of something that was said."""

    cancelled: bool
    milliseconds: int
    """sent before the end or the cancellation"""
    message: Message | None = None

    @property
    def item_id(self) -> str:
        return self.message.item.id if self.message else ""


@dataclass(eq=False)
class Line:
    service: Service
    _reply: Reply | None = field(default=None, init=False)

    @property
    def open(self) -> bool:
        """Whether the response that was awaited last is still open: nobody has ended it."""
        return self._reply is not None and self._reply.open

    async def configured(self) -> Json:
        """Returns the session once a `session.update` was applied."""
        await self.service.configured.wait()
        return self.service.floor.session

    async def response(self) -> Reply:
        """Returns when the next response is open: the client asked for it, or the caller's turn ended."""
        reply = await self.service.floor.due.get()
        while not reply.open:
            reply = await self.service.floor.due.get()
        self._reply = reply
        return reply

    def move_on(self) -> None:
        """Takes the newest response that is open, if one has been opened meanwhile."""
        due = self.service.floor.due
        while not due.empty():
            reply = due.get_nowait()
            self._reply = reply if reply.open else self._reply

    async def next_turn(self) -> Turn:
        """Returns the caller's next turn."""
        return await self.service.floor.turns.get()

    def transcribing(self, turn: Turn, words: str = "") -> None:
        """Tells the client that a turn is being understood, and what of it was, if it wants to know."""
        self._tell_of(turn, "delta", delta=words)

    def transcribed(self, turn: Turn, transcript: str) -> None:
        """Tells the client what was understood of a turn, if it wants to know."""
        self.transcribing(turn, transcript)
        usage = {"type": "duration", "seconds": (turn.ended_ms - turn.started_ms) / 1000}
        self._tell_of(turn, "completed", transcript=transcript, usage=usage)

    def _tell_of(self, turn: Turn, step: str, **what: object) -> None:
        if self.service.floor.session["audio"]["input"]["transcription"] is not None:
            kind = f"conversation.item.input_audio_transcription.{step}"
            self.service.wire.emit(kind, item_id=turn.item_id, content_index=0, **what)

    async def speak(self, pieces: AsyncGenerator[Piece]) -> Said:
        """One item of sound, as it comes; stops where the response is cancelled."""
        reply = self._current()
        if not reply.open:
            return Said(True, 0)
        message, sent = reply.begin_message(), 0.0
        async with aclosing(pieces):
            async for piece in pieces:
                if not reply.open:
                    return Said(True, round(sent), message)
                reply.say(message, piece.sound, piece.words)
                sent += len(piece.sound) / reply.line.bytes_per_ms
                await self.service.wire.flushed()
        reply.end_message()
        return Said(not reply.open, round(sent), message)

    async def call_tools(self, calls: Sequence[tuple[str, Json]], last: bool = False) -> list[Any]:
        """Calls tools in one breath and ends the response; returns their answers with the next one open.

        `last`: nothing more is to be said, so no next response is awaited. Raises CutOff.
        """
        reply = self._current()
        if not reply.open:
            raise CutOff(f"cancelled before {calls[0][0]}")
        loop = asyncio.get_running_loop()
        answers = []
        for name, arguments in calls:
            answer = loop.create_future()
            self.service.answers[reply.call(name, orjson.dumps(arguments).decode())] = answer
            answers.append(answer)
        await self.done()
        outputs = [orjson.loads(await answer) for answer in answers]
        if not last:
            await self.response()
        return outputs

    async def done(self) -> None:
        """Ends the response."""
        self.service.floor.finish(self._current())
        await self.service.wire.flushed()

    def _current(self) -> Reply:
        if self._reply is None:
            raise TapeError("something is said before it awaited a response")
        return self._reply
