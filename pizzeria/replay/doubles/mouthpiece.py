"""What the caller's end sends: frames at the line's pace, of a voice or of the line's own noise."""

import asyncio
from asyncio import Future
from base64 import b64encode
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import cycle

from pizzeria.replay.doubles.sound import LOOP_MS, Kind, encoded
from pizzeria.sound import PCM, Format


@dataclass(slots=True)
class Utterance:
    kind: Kind | bytes
    """a voice made up, or sound as it was recorded, in the line's format"""
    milliseconds: int
    said: Future[None]
    """done when its last frame's time is over"""
    sent_ms: int = 0


@dataclass(slots=True)
class Mouthpiece:
    send: Callable[[str], Awaitable[None]]
    """sends one frame, in base64"""
    frame_ms: tuple[int, ...] = (20,)
    """lengths of the frames, taken in turn"""
    speed: float = 1.0
    continuous: bool = False
    """the line's noise is sent whenever nobody speaks, as real lines do"""
    line: Format = PCM
    sent_ms: int = 0
    """of everything, noise too"""
    _stopped: Exception | None = None
    _waiting: deque[Utterance] = field(default_factory=deque)
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, kind: Kind | bytes, milliseconds: int) -> None:
        """Returns when so much has been sent, at the line's pace."""
        if self._stopped:
            raise self._stopped
        utterance = Utterance(kind, milliseconds, asyncio.get_running_loop().create_future())
        self._waiting.append(utterance)
        self._asked.set()
        await utterance.said

    async def run(self) -> None:
        """Sends for as long as it is let; to be cancelled."""
        loop = asyncio.get_running_loop()
        lengths = cycle(self.frame_ms)
        due = loop.time()
        noise_ms = 0
        while True:
            if not self._waiting and not self.continuous:
                await self._asked_to_speak()
                due = max(due, loop.time())
            length = next(lengths)
            if self._waiting:
                length = await self._speak(self._waiting[0], length)
            else:
                await self.send(encoded("noise", length, noise_ms, self.line))
                noise_ms = (noise_ms + length) % LOOP_MS
            self.sent_ms += length
            due += length / 1000 / self.speed
            await asyncio.sleep(due - loop.time())
            self._finish_spoken()

    def stop(self, why: Exception) -> None:
        """Nothing is sent any more: whoever waits for words to be said is told why, now and later."""
        self._stopped = why
        for utterance in self._waiting:
            if not utterance.said.done():
                utterance.said.set_exception(why)
        self._waiting.clear()

    async def _asked_to_speak(self) -> None:
        self._asked.clear()
        await self._asked.wait()

    async def _speak(self, utterance: Utterance, length: int) -> int:
        length = min(length, utterance.milliseconds - utterance.sent_ms)
        match utterance.kind:
            case bytes(recorded):
                start = utterance.sent_ms * self.line.bytes_per_ms
                piece = recorded[start : start + length * self.line.bytes_per_ms]
                await self.send(b64encode(piece).decode())
            case kind:
                await self.send(encoded(kind, length, utterance.sent_ms % LOOP_MS, self.line))
        utterance.sent_ms += length
        return length

    def _finish_spoken(self) -> None:
        while self._waiting and self._waiting[0].sent_ms >= self._waiting[0].milliseconds:
            utterance = self._waiting.popleft()
            if not utterance.said.done():
                utterance.said.set_result(None)
