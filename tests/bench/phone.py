"""The load's telephones: 46elks' end of the wire, made to cost little.

Sound goes up at the line's pace for the whole call; what comes down is played at natural speed, `sync` is
answered when all before it has been played, `interrupt` empties the queue.
"""

import asyncio
from contextlib import suppress
from time import perf_counter

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from pizzeria.replay.doubles.earpiece import Earpiece
from tests.bench.book import Book, Track
from tests.bench.numbered import Voice, line_and_number
from tests.bench.plan import FRAME_MS, PIECE_MS

_SOUND = (b'{"t":"audio"', b'{"t": "audio"')


class Phone:
    def __init__(self, number: int, socket: ClientConnection, voice: Voice, book: Book) -> None:
        self._number = number
        self._socket = socket
        self._voice = voice
        self._book = book
        self._up = Track()
        book.up.append(self._up)
        self._ear = Earpiece()
        self._heard_ms = 0.0
        """until the last interrupt"""
        self._line = 0
        """of the model, as the sound from there says"""
        self._deaf = True
        self._emptied = asyncio.Event()
        self._answers: set[asyncio.Task[None]] = set()
        self._listening = asyncio.create_task(self._listen())
        self._speaking: asyncio.Task[None] | None = None

    async def say_hello(self) -> None:
        number = f"+467017{self._number:05}"  # each its own: one number has a few lines only
        hello = {"t": "hello", "callid": f"c{self._number:04}", "from": number, "to": "+4600700001"}
        await self._send(orjson.dumps(hello))

    async def fall_silent(self) -> None:
        if self._speaking:
            self._speaking.cancel()
            await asyncio.wait([self._speaking])

    async def hang_up(self) -> None:
        with suppress(ConnectionClosed):
            await self._send(b'{"t":"bye","reason":"hangup","message":"the caller hung up"}')
        await self._socket.close()
        await self._listening

    async def _listen(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                self._take(await self._socket.recv(decode=False), perf_counter())

    def _take(self, message: bytes, at: float) -> None:
        if message.startswith(_SOUND):
            self._hear(message, at)
            return
        match orjson.loads(message)["t"]:
            case "listening" if self._speaking is None:
                self._speaking = asyncio.create_task(self._speak())
            case "sending":
                self._deaf = False
            case "interrupt":
                self._interrupted(at)
            case "sync":
                answer = asyncio.create_task(self._answer(self._ear.drained_at - at, self._emptied))
                self._answers.add(answer)
                answer.add_done_callback(self._answers.discard)

    def _hear(self, message: bytes, at: float) -> None:
        self._line, number = line_and_number(message, b'"data"')
        self._book.down[self._line].comes(number, at)
        if self._deaf:
            self._book.muted += 1
        else:
            self._ear.play(PIECE_MS, 0, at)

    def _interrupted(self, at: float) -> None:
        heard = self._ear.cut(at).heard_ms
        barge_in = self._book.barge_ins[self._line][-1]
        if barge_in.interrupted_at is None:
            barge_in.interrupted_at = at
            barge_in.played_ms = heard - self._heard_ms
        self._heard_ms = heard
        self._deaf = True
        self._emptied.set()
        self._emptied = asyncio.Event()

    async def _answer(self, seconds: float, emptied: asyncio.Event) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                await emptied.wait()
        with suppress(ConnectionClosed):
            await self._send(b'{"t":"sync"}')

    async def _speak(self) -> None:
        due = perf_counter()
        while True:
            await asyncio.sleep(max(0.0, due - perf_counter()))
            sound = self._voice.frame(self._number, self._up.leaves())
            await self._send(b'{"t":"audio","data":"' + sound + b'"}')
            due += FRAME_MS / 1000

    async def _send(self, message: bytes) -> None:
        await self._socket.send(message, text=True)


class Exchange:
    """Where calls come from."""

    def __init__(self, url: str, book: Book) -> None:
        self._url = url
        self._book = book
        self._voice = Voice(FRAME_MS)
        self._phones: list[Phone] = []

    async def dial(self) -> None:
        socket = await connect(
            self._url, compression=None, ping_interval=None, max_size=None, proxy=None, close_timeout=1
        )
        phone = Phone(len(self._phones), socket, self._voice, self._book)
        self._phones.append(phone)
        await phone.say_hello()

    async def fall_silent(self) -> None:
        await asyncio.gather(*(phone.fall_silent() for phone in self._phones))

    async def hang_up(self) -> None:
        await asyncio.gather(*(phone.hang_up() for phone in self._phones))
