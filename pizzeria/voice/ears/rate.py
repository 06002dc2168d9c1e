"""From the wire's 24 kHz to the 16 kHz that both models hear: a low-pass and two samples of every three."""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE = 16_000
"""samples a second, of everything the models hear"""
_TAPS = 61
_CUT = 7_200
"""Hz"""


class Downsampler:
    """Sound piece by piece; what was cut in two by a frame's end sounds as if it had not been."""

    def __init__(self) -> None:
        self._tail = np.zeros(_TAPS - 1, np.float32)
        self._skip = 0

    def take(self, pcm: bytes) -> Samples:
        """Of 24 kHz, 16 bit, little-endian, mono: the same at 16 kHz, each sample within -1 and 1."""
        sound = np.frombuffer(pcm, "<i2").astype(np.float32) / 32_768
        doubled = np.zeros(2 * len(sound), np.float32)
        doubled[::2] = sound
        line = np.concatenate([self._tail, doubled])
        if len(line) < _TAPS:
            self._tail = line
            return np.zeros(0, np.float32)
        self._tail = line[-(_TAPS - 1) :]
        heard = np.convolve(line, _FILTER, "valid")[self._skip :: 3]
        self._skip = (self._skip - len(doubled)) % 3
        return np.asarray(heard, np.float32)


def _low_pass() -> Samples:
    """At 48 kHz, twice as loud, for every second sample is a zero."""
    at = np.arange(_TAPS) - (_TAPS - 1) / 2
    curve = np.sinc(2 * _CUT / 48_000 * at) * np.hamming(_TAPS)
    return np.asarray(2 * curve / curve.sum(), np.float32)


_FILTER = _low_pass()
