"""Understands what calls have heard: one model for all, off the event loop, and no queue without an end."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self

from pizzeria.voice.ears.rate import Samples
from pizzeria.voice.ears.whisper import Enough, Heard, Whisper

WAITING = 8
"""utterances at most that wait or are worked on; one more is answered as if it had not been understood"""
LOST = Heard("", 1.0)


class Listener:
    """Enter it before, and leave it after, everybody who asks."""

    def __init__(self, whisper: Whisper, threads: int = 2) -> None:
        self._whisper = whisper
        self._threads = ThreadPoolExecutor(threads, "listening")
        self._waiting = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    def tokens(self, text: str) -> int:
        return self._whisper.tokens(text)

    async def understand(self, sound: Samples, hint: str, enough: Enough) -> Heard:
        if self._waiting >= WAITING:
            return LOST
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            transcribe = partial(self._whisper.transcribe, sound, hint, enough)
            return await loop.run_in_executor(self._threads, transcribe)
        finally:
            self._waiting -= 1
