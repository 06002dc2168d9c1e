"""Words to sound: hibari (Apache-2.0), one sentence after the other, so that the first is heard early.

About 12 ms of one core for a short sentence; 24 kHz, as on both wires.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from types import TracebackType
from typing import Self

import numpy as np
from hibari import Hibari
from numpy.typing import NDArray

from pizzeria.realtime_server.line import Piece
from pizzeria.sound import PCM
from pizzeria.voice.mouth.aloud import aloud

PIECE_MS = 200
PAUSE_MS = 120
"""between two sentences"""


class Mouth:
    """One voice for all calls."""

    def __init__(self) -> None:
        self._voice = Hibari()
        self._voice("Hello.")  # so no caller waits for the lexicon
        self._thread = ThreadPoolExecutor(1, "speaking")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    async def pieces(self, text: str) -> AsyncGenerator[Piece]:
        """The text as sound; each piece with the words that begin in it."""
        loop = asyncio.get_running_loop()
        sentences = self._voice.split_sentences(text)
        for place, sentence in enumerate(sentences):
            sound = await loop.run_in_executor(self._thread, self._say, aloud(sentence))
            is_last = place == len(sentences) - 1
            pause = 0 if is_last else PAUSE_MS * PCM.bytes_per_ms
            for piece in _cut(sound + bytes(pause), sentence, is_last):
                yield piece

    def _say(self, sentence: str) -> bytes:
        return _pcm(self._voice(sentence, seed=0))


def _pcm(sound: NDArray[np.float32]) -> bytes:
    return (np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()


def _cut(sound: bytes, sentence: str, is_last: bool) -> Iterator[Piece]:
    step = PIECE_MS * PCM.bytes_per_ms
    starts = range(0, len(sound), step)
    words = [f"{word} " for word in sentence.split()]
    if is_last and words:
        words[-1] = words[-1].rstrip()
    bounds = [len(words) * place // max(len(starts), 1) for place in range(len(starts) + 1)]
    for start, (first, end) in zip(starts, pairwise(bounds), strict=True):
        yield Piece(sound[start : start + step], "".join(words[first:end]))
