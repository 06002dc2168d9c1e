"""The load's model: speaks in turns, is broken into once in each, hears every frame. Made to cost little."""

import asyncio
import random
from time import perf_counter
from types import TracebackType
from typing import Self

import orjson
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.bench import server_events as says
from tests.bench.book import BargeIn, Book, Track
from tests.bench.numbered import Voice, line_and_number
from tests.bench.plan import BREAKS_IN, CALLER_SPEAKS, LONG, PIECE_MS, SPEED, THINKS, WHOLE

_APPEND = b'"input_audio_buffer.append"'
_PACE = PIECE_MS / 1000 / SPEED


class Model:
    """A realtime server on loopback."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._voice = Voice(PIECE_MS)
        self._lines: list[Line] = []
        self._talks: list[asyncio.Task[None]] = []
        self.base_url = ""

    async def __aenter__(self) -> Self:
        self._server: Server = await serve(
            self._serve, "127.0.0.1", 0, compression=None, ping_interval=None, max_size=None, close_timeout=1
        )
        port = next(iter(self._server.sockets)).getsockname()[1]
        self.base_url = f"http://127.0.0.1:{port}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def finish(self, seconds: float) -> None:
        """Every line ends its turn and begins no other."""
        for line in self._lines:
            line.closing = True
        await asyncio.wait(self._talks, timeout=seconds)

    async def _serve(self, socket: ServerConnection) -> None:
        line = Line(len(self._lines), socket, self._voice, self._book)
        self._lines.append(line)
        talk = asyncio.create_task(line.talk())
        self._talks.append(talk)
        try:
            await line.listen()
        except ConnectionClosed:
            talk.cancel()


class Line:
    """One session."""

    def __init__(self, number: int, socket: ServerConnection, voice: Voice, book: Book) -> None:
        self._number = number
        self._socket = socket
        self._voice = voice
        self._heard = book.up
        self._chance = random.Random(number)
        self._asked = asyncio.Event()
        self._down = Track()
        self._barge_ins: list[BargeIn] = []
        book.down.append(self._down)
        book.barge_ins.append(self._barge_ins)
        self.closing = False

    async def listen(self) -> None:
        await self._say(says.session("session.created", {"type": "realtime"}))
        while True:
            message = await self._socket.recv(decode=False)
            if _APPEND in message[:80]:
                phone, number = line_and_number(message, b'"audio"')
                self._heard[phone].comes(number, perf_counter())
            else:
                await self._told(orjson.loads(message))

    async def talk(self) -> None:
        """From the first `response.create` on, turn after turn."""
        await self._asked.wait()
        turns = 0
        while not self.closing:
            turn = says.Turn(f"resp_{self._number}_{turns}", f"item_{self._number}_{turns}")
            await self._turn(turn, f"said_{self._number}_{turns}", LONG if turns % 2 else WHOLE)
            turns += 1

    async def _told(self, message: dict[str, object]) -> None:
        match message:
            case {"type": "session.update", "session": dict(wanted)}:
                await self._say(says.session("session.updated", wanted))
            case {"type": "response.create"}:
                self._asked.set()
            case {"type": "conversation.item.truncate", "item_id": str(item), "audio_end_ms": int(ms)}:
                for barge_in in self._barge_ins:
                    if barge_in.item == item:
                        barge_in.truncated_ms = ms
                await self._say(says.truncated(item, ms))

    async def _turn(self, turn: says.Turn, caller: str, pieces: int) -> None:
        await self._say(*says.opening(turn))
        breaks_in = perf_counter() + self._chance.uniform(*BREAKS_IN)
        whole = await self._speak(turn, pieces, breaks_in)
        if whole:
            await self._say(*says.closing(turn, "completed"))
        await _until(breaks_in)
        self._barge_ins.append(BargeIn(turn.item, perf_counter()))
        await self._say(says.caller_starts(caller))
        if not whole:
            await self._say(*says.closing(turn, "cancelled"))
        await asyncio.sleep(CALLER_SPEAKS)
        await self._say(*says.caller_stops(caller))
        await asyncio.sleep(THINKS)

    async def _speak(self, turn: says.Turn, pieces: int, breaks_in: float) -> bool:
        """True when all of it was made before the caller broke in."""
        head, words, due = says.sound(turn), says.words(turn), perf_counter()
        for _ in range(pieces):
            await _until(due)
            if perf_counter() >= breaks_in:
                return False
            await self._say(words)
            await self._say(head + self._voice.frame(self._number, self._down.leaves()) + b'"}')
            due += _PACE
        return True

    async def _say(self, *messages: bytes) -> None:
        for message in messages:
            await self._socket.send(message, text=True)


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - perf_counter()))
