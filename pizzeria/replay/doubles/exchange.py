"""46elks' end of one call's socket: its rules, its playback, and a record of what the app sent.

Written from 46elks' pages (https://46elks.com/docs/realtime-voice-messages), not from our own codec, so
that it can catch us reading them wrongly. Where the pages are silent it does what is kind to no one:
sound that was not declared is not heard, and is counted.
"""

import asyncio
from asyncio import Future
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from pizzeria.clips import mp3_seconds, wav_seconds
from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.earpiece import Earpiece
from pizzeria.replay.doubles.sound import FORMATS

Message = dict[str, Any]
Reason = Literal["done", "hangup", "error", "closed", "dropped"]
"""`done` the app said bye · `hangup` the caller did · `error` the app broke a rule · `closed` the app shut
the socket without a bye · `dropped` the line was torn"""

QUEUE_BYTES = 30 * 1024 * 1024
"""more than this queued ends the call with an error"""
CONTAINERS: Mapping[str, Callable[[bytes], float]] = {"wav": wav_seconds, "mp3": mp3_seconds}
"""whole files, which can be sent to the ear but not asked for: what is there of one, in seconds"""


@dataclass(slots=True)
class Mark:
    """A place in the sound: the app wants to know, or to end the call, when the ear has come to it."""

    kind: Literal["sync", "bye"]
    due: float


@dataclass(slots=True)
class Exchange:
    socket: ClientConnection
    earpiece: Earpiece
    clock: Callable[[], float]
    """stamps `received` and `first_sound_at`"""
    sync_on_interrupt: Literal["answer", "drop"]
    bye_drains: bool

    received: list[tuple[float, Message]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    muted_frames: int = 0
    first_sound_at: float | None = None
    listening: str | None = None
    sending: str | None = None
    over: Reason | None = None
    _ending: Reason | None = None
    _marks: deque[Mark] = field(default_factory=deque)
    _file: bytearray = field(default_factory=bytearray)
    """what has come of a wav or mp3"""
    _file_ms: float = 0.0
    _waiters: list[Future[None]] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        await self.socket.send(orjson.dumps(message).decode())

    async def listen(self) -> None:
        """Reads the app until the socket is closed."""
        try:
            async for text in self.socket:
                at = self.clock()
                message = _read(text)
                self.received.append((at, message))
                await self._receive(message, at)
                self._wake()
        except ConnectionClosed:
            pass
        finally:
            self.finish("closed")

    async def reach_marks(self) -> None:
        """Answers each sync, and says the last bye, when the ear has come to it; in their order."""
        while True:
            await self.until(lambda: self._marks[0].due if self._marks else None)
            mark = self._marks.popleft()
            if mark.kind == "bye":
                return await self.end("done", "Call finished")
            await self.send({"t": "sync"})

    async def end(self, reason: Reason, message: str) -> None:
        """The last bye, and the socket shut behind it. Nothing when the call is over or ending."""
        if self.over or self._ending:
            return
        self._ending = reason
        with suppress(ConnectionClosed):
            await self.send({"t": "bye", "reason": reason, "message": message})
        await self.socket.close()
        self.finish(reason)

    def finish(self, reason: Reason) -> None:
        """The call is over; whoever waits for something in it is told."""
        if self.over is None:
            self.over = self._ending or reason
        self._wake()

    async def until(self, due: Callable[[], float | None]) -> None:
        """Waits for the moment `due` names; None is not known yet, and any message may move it.

        Raises Unreachable when the call ends first.
        """
        loop = asyncio.get_running_loop()
        while (at := due()) is None or at > loop.time():
            if self.over:
                raise Unreachable(f"the call is over: {self.over}")
            await self.change(at)

    async def change(self, at: float | None) -> None:
        """Waits for the app's next message, the end of the call, or the moment `at`."""
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        self._waiters.append(waiter)
        timer = loop.call_at(at, _settle, waiter) if at is not None else None
        try:
            await waiter
        finally:
            if timer:
                timer.cancel()

    def _wake(self) -> None:
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            _settle(waiter)

    async def _receive(self, message: Message, at: float) -> None:
        if self._ending or any(mark.kind == "bye" for mark in self._marks):
            if self._ending != "hangup":
                self.faults.append(f"{message.get('t')} after bye")
            return
        match message:
            case {"t": "listening", "format": str(name)} if name in FORMATS:
                self.listening = name
            case {"t": "sending", "format": str(name)} if name in FORMATS or name in CONTAINERS:
                self._finish_file()
                self.sending = name
            case {"t": "audio", "data": str(data)}:
                await self._play(data, at)
            case {"t": "interrupt"}:
                self._interrupt()
            case {"t": "sync"}:
                self._finish_file()
                self._marks.append(Mark("sync", self.earpiece.drained_at))
            case {"t": "bye"}:
                self._finish_file()
                due = self.earpiece.drained_at if self.bye_drains else float("-inf")
                self._marks.append(Mark("bye", due))
            case _:
                self.faults.append(f"not understood: {str(message)[:200]}")

    async def _play(self, data: str, at: float) -> None:
        if self.sending is None:
            self.muted_frames += 1
            return
        try:
            sound = b64decode(data, validate=True)
        except ValueError:
            self.faults.append("audio that is not base64")
            return
        size = len(sound)
        if self.sending in CONTAINERS:
            milliseconds = self._more_of_file(sound, CONTAINERS[self.sending])
        else:
            line = FORMATS[self.sending]
            milliseconds = size / line.bytes_per_ms
            if size % line.sample_bytes:
                self.faults.append("audio that splits a sample")
        if self.first_sound_at is None:
            self.first_sound_at = at
        now = asyncio.get_running_loop().time()
        self.earpiece.play(milliseconds, size, now)
        if self.earpiece.queued_bytes(now) > QUEUE_BYTES:
            await self.end("error", "too much audio queued")

    def _more_of_file(self, sound: bytes, seconds: Callable[[bytes], float]) -> float:
        """Milliseconds that can be played of a file now that this has come, beyond what could before."""
        self._file += sound
        before, self._file_ms = self._file_ms, seconds(bytes(self._file)) * 1000
        return max(0.0, self._file_ms - before)

    def _finish_file(self) -> None:
        if self._file and not self._file_ms:
            self.faults.append(f"{self.sending} that cannot be played")
        self._file, self._file_ms = bytearray(), 0.0

    def _interrupt(self) -> None:
        self._finish_file()
        self.sending = None
        self.earpiece.cut(asyncio.get_running_loop().time())
        if self.sync_on_interrupt == "drop":
            self._marks.clear()
        for mark in self._marks:
            mark.due = self.earpiece.drained_at


def _settle(waiter: Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


def _read(text: str | bytes) -> Message:
    """The message as JSON; what is not a JSON object in a text frame comes back as one nobody understands."""
    if isinstance(text, bytes):
        return {"binary": len(text)}
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {"not json": text}
    return message if isinstance(message, dict) else {"not an object": message}
