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
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from pizzeria.realtime_server.floor import Turn
from pizzeria.realtime_server.line import Line, Piece, Said
from pizzeria.realtime_server.reply import Message, Reply
from pizzeria.realtime_server.service import Truncation
from pizzeria.realtime_server.shapes import Json, Wrong
from pizzeria.replay.doubles.sound import sound
from pizzeria.sound import Format

PIECE_MS = 200
"""of sound in one delta"""


@dataclass(eq=False)
class ModelLine(Line):
    number: int = 0
    """0 for the model's first connection, 1 for the next …"""
    speed: float = 1.0
    """so many times faster than life"""
    late_deltas: int = field(default=0, kw_only=True)
    """so many more pieces of sound are sent after a response was cancelled, as the real one may"""
    finished: bool = field(default=False, kw_only=True)
    """the script came to its end"""

    async def caller_turn(self, transcript: str | None = None, late: bool = False) -> Turn:
        """Returns the caller's next turn, and what was understood of it; `late`: once a response is done."""
        turn = await self.next_turn()
        self.understood(turn, transcript, late)
        return turn

    def understood(self, turn: Turn, transcript: str | None, late: bool = False) -> None:
        """Tells what was said in a turn, None: nothing; `late`: once a response is done."""
        if transcript is not None:
            tell = partial(self.transcribed, turn, transcript)
            if late:
                self.service.floor.after_done.append(tell)
            else:
                tell()

    async def client_gone(self) -> None:
        """Returns when the socket is closed. Not for scripts: theirs is stopped then."""
        await self.service.gone.wait()

    async def say(self, text: str, milliseconds: int, faster: float = 5.0) -> Said:
        """One item of sound, so many times faster than it is spoken; stops where it is cancelled."""
        reply = self._current()
        said = await self.speak(self._paced(text, milliseconds, faster))
        if said.cancelled and said.message:
            self._say_late(reply, said.message, _pieces(milliseconds) - said.milliseconds // PIECE_MS)
        return said

    async def call_tool(self, name: str, arguments: Json | None = None, last: bool = False) -> Any:
        """The same as `call_tools` for one."""
        return (await self.call_tools([(name, arguments or {})], last))[0]

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

    async def _paced(self, text: str, milliseconds: int, faster: float) -> AsyncGenerator[Piece]:
        reply, loop = self._current(), asyncio.get_running_loop()
        due = loop.time()
        for place, part in enumerate(_shared_out(text, _pieces(milliseconds))):
            await _pause(reply, due - loop.time())
            yield Piece(_piece(place, milliseconds, reply.line), part)
            due += PIECE_MS / 1000 / faster / self.speed

    def _say_late(self, reply: Reply, message: Message, left: int) -> None:
        for place in range(min(left, self.late_deltas)):
            reply.say(message, _piece(place, self.late_deltas * PIECE_MS, reply.line), "")


def _pieces(milliseconds: int) -> int:
    return -(-milliseconds // PIECE_MS)


def _piece(place: int, milliseconds: int, line: Format) -> bytes:
    start = place * PIECE_MS
    return sound("agent", min(PIECE_MS, milliseconds - start), start, line)


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
