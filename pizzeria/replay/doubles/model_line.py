"""One connection to the scripted model, as its script sees it: what it may await, say, and look at.

async def script(line: ModelLine) -> None:
    await line.configured()
    await line.response()
    await line.say("Pizzeria Napoli, what would you like?", 1500)
    await line.done()
    await line.caller_turn("Two Vesuvio, please")
    await line.response()
    cart = await line.call_tool("add_item", {"item": "vesuvio", "quantity": 2})
    await line.say("Two Vesuvio. Anything else?", 1500)
    await line.done()
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

import orjson

from pizzeria.errors import PizzeriaError, TapeError
from pizzeria.replay.doubles.floor import Turn
from pizzeria.replay.doubles.reply import Message, Reply
from pizzeria.replay.doubles.service import Service, Truncation
from pizzeria.replay.doubles.shapes import Json, Wrong
from pizzeria.replay.doubles.sound import sound

PIECE_MS = 200
"""of sound in one delta"""


class CutOff(PizzeriaError):
    """The response was cancelled before the script had come to its call of a tool."""


@dataclass(frozen=True, slots=True)
class Said:
    """What became of something the script said."""

    cancelled: bool
    item_id: str
    milliseconds: int
    """sent before the end or the cancellation"""


@dataclass(eq=False)
class ModelLine:
    service: Service
    number: int
    """0 for the model's first connection, 1 for the next …"""
    speed: float = 1.0
    """so many times faster than life"""
    late_deltas: int = 0
    """so many more pieces of sound are sent after a response was cancelled, as the real one may"""
    finished: bool = False
    """the script came to its end"""
    _gone: asyncio.Event = field(default_factory=asyncio.Event)
    _reply: Reply | None = None

    # what a script awaits

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

    async def caller_turn(self, transcript: str | None = None, late: bool = False) -> Turn:
        """Returns the caller's next turn, and what was understood of it; `late`: once a response is done."""
        turn = await self.service.floor.turns.get()
        if transcript is not None:
            tell = partial(self._transcribe, turn, transcript)
            if late:
                self.service.floor.after_done.append(tell)
            else:
                tell()
        return turn

    async def client_gone(self) -> None:
        """Returns when the socket is closed. Not for scripts: theirs is stopped then."""
        await self._gone.wait()

    def hung_up(self) -> None:
        self._gone.set()

    # what a script does in an open response

    async def say(self, text: str, milliseconds: int, faster: float = 5.0) -> Said:
        """One item of sound, so many times faster than it is spoken; stops where it is cancelled."""
        reply = self._current()
        if not reply.open:
            return Said(True, "", 0)
        message = reply.begin_message()
        words = _shared_out(text, -(-milliseconds // PIECE_MS))
        loop = asyncio.get_running_loop()
        due = loop.time()
        for place, part in enumerate(words):
            await _pause(reply, due - loop.time())
            if not reply.open:
                said = Said(True, message.item.id, place * PIECE_MS)
                self._say_late(reply, message, len(words) - place)
                return said
            reply.say(message, _piece(place, milliseconds), part)
            await self.service.wire.flushed()
            due += PIECE_MS / 1000 / faster / self.speed
        reply.end_message()
        return Said(not reply.open, message.item.id, milliseconds)

    async def call_tool(self, name: str, arguments: Json | None = None, last: bool = False) -> Any:
        """Calls one tool and ends the response; returns the tool's answer with the next response open.

        `last`: nothing more is to be said, so no next response is awaited.
        """
        return (await self.call_tools([(name, arguments or {})], last))[0]

    async def call_tools(self, calls: Sequence[tuple[str, Json]], last: bool = False) -> list[Any]:
        """The same for several in one breath."""
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

    async def reply(self, text: str, milliseconds: int, faster: float = 5.0) -> Said:
        """Awaits the next response, says this in it, and ends it."""
        await self.response()
        said = await self.say(text, milliseconds, faster)
        await self.done()
        return said

    # what nobody hopes for

    async def fail(self, code: str, message: str = "") -> None:
        """Ends the open response as failed: a limit was reached, say."""
        error = {"type": "server_error", "code": code, "message": message}
        self.service.floor.finish(self._current(), "failed", {"type": "failed", "error": error})
        await self.service.wire.flushed()

    async def send(self, event: Json) -> None:
        """Any event at all; `event_id` is added if it has none."""
        self.service.wire.emit_raw(event)
        await self.service.wire.flushed()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        await self.service.wire.socket.close(code, reason)

    async def expire(self) -> None:
        """The session has lasted as long as it may."""
        text = "Your session hit the maximum duration of 60 minutes."
        self.service.wire.complain(Wrong("session_expired", text))
        await self.service.wire.flushed()
        await self.close(1001, text)

    def drop(self) -> None:
        """Tears the line: no closing handshake."""
        self.service.wire.socket.transport.abort()

    # what a test looks at

    @property
    def received(self) -> list[Json]:
        """Every event of the client but its sound."""
        return self.service.received

    @property
    def faults(self) -> list[str]:
        """What the client did against the rules, in words."""
        return self.service.faults

    @property
    def truncations(self) -> list[Truncation]:
        return self.service.truncations

    @property
    def heard_ms(self) -> int:
        """How much of the caller's sound was appended."""
        return self.service.floor.hearing.heard_ms

    def _current(self) -> Reply:
        if self._reply is None:
            raise TapeError("the script says something before it awaited a response")
        return self._reply

    def _say_late(self, reply: Reply, message: Message, left: int) -> None:
        for place in range(min(left, self.late_deltas)):
            reply.say(message, _piece(place, self.late_deltas * PIECE_MS), "")

    def _transcribe(self, turn: Turn, transcript: str) -> None:
        transcription = self.service.floor.session["audio"]["input"]["transcription"]
        if transcription is None:
            return
        where = {"item_id": turn.item_id, "content_index": 0}
        kind = "conversation.item.input_audio_transcription"
        self.service.wire.emit(f"{kind}.delta", **where, delta=transcript)
        usage = {"type": "duration", "seconds": (turn.ended_ms - turn.started_ms) / 1000}
        self.service.wire.emit(f"{kind}.completed", **where, transcript=transcript, usage=usage)


def _piece(place: int, milliseconds: int) -> bytes:
    start = place * PIECE_MS
    return sound("agent", min(PIECE_MS, milliseconds - start), start)


def _shared_out(text: str, pieces: int) -> list[str]:
    """The words, a few to each piece of sound."""
    words = [f"{word} " for word in text.split()]
    if words:
        words[-1] = words[-1].rstrip()
    bounds = [len(words) * place // max(pieces, 1) for place in range(pieces + 1)]
    return ["".join(words[start:end]) for start, end in pairwise(bounds)]


async def _pause(reply: Reply, seconds: float) -> None:
    """Waits so long, or until the response is cancelled."""
    if seconds <= 0:
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await reply.ended.wait()
