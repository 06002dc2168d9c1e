"""Words to sound: hibari (Apache-2.0), one sentence after the other, so that the first is heard early.

About 12 ms of one core for a short sentence; 24 kHz, as on both wires.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from hibari import Hibari
from numpy.typing import NDArray

from pizzeria.realtime_server.line import Piece
from pizzeria.sound import PCM
from pizzeria.voice.mouth.aloud import NOTHING
from pizzeria.voice.mouth.table import read_pronunciation

PIECE_MS = 200
LOWER = 0.8
"""a caller's pitch, of the house's own voice's"""
PAUSE_MS = 120
"""between two sentences"""


class Mouth:
    """One voice for all calls."""

    def __init__(self, menu_dir: Path | None = None) -> None:
        """`menu_dir`: where pronunciation.toml lies, if it does. Raises SetupError when it is wrong."""
        self._voice = Hibari()
        letters = self._voice.vocab
        self._pronunciation = read_pronunciation(menu_dir, letters) if menu_dir else NOTHING
        self._voice("Hello.")  # so no caller waits for the lexicon
        self._thread = ThreadPoolExecutor(1, "speaking")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    async def pieces(self, text: str, as_caller: bool = False) -> AsyncGenerator[Piece]:
        """The text as sound; each piece with the words that begin in it. `as_caller`: in a lower voice."""
        loop = asyncio.get_running_loop()
        sentences = self._voice.split_sentences(text)
        for place, sentence in enumerate(sentences):
            sound = await loop.run_in_executor(
                self._thread, self._say, self._pronunciation.aloud(sentence), as_caller
            )
            is_last = place == len(sentences) - 1
            pause = 0 if is_last else PAUSE_MS * PCM.bytes_per_ms
            for piece in _cut(sound + bytes(pause), sentence, is_last):
                yield piece

    def _say(self, sentence: str, as_caller: bool) -> bytes:
        marked = self._pronunciation.aloud(sentence)
        if as_caller:
            return _pcm(_lower(self._voice(marked, speed=1 / LOWER, seed=0)))
        return _pcm(self._voice(marked, seed=0))


def _lower(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Played more slowly; the words were said faster by as much."""
    places = np.arange(int(len(sound) / LOWER)) * LOWER
    return np.asarray(np.interp(places, np.arange(len(sound)), sound), np.float32)


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
