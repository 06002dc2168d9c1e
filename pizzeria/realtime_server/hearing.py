"""When speech begins and ends in the sound appended: by its energy, or by whoever can tell better.

Time is media time: milliseconds of sound since the session began, however fast it came.
"""

import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from pizzeria.g711 import expanded
from pizzeria.sound import PCM, Format

WINDOW_MS = 20
EVERY = 16
"""one sample in so many is looked at: enough for a voice, and cheap"""
LOUDEST = 4_000
"""the peak that counts as speech at a threshold of 1"""
SURE_MS = 60
"""speech must last so long to be speech, and not a click"""


@dataclass(frozen=True, slots=True)
class Edge:
    kind: Literal["started", "stopped"]
    at_ms: int
    """`started`: with the padding before it; `stopped`: with the silence after it"""


def is_loud(window: bytes, threshold: float) -> bool:
    """Whether the window's peak is that of a voice; `threshold` from 0 to 1."""
    return _peak(window) > threshold * LOUDEST


@dataclass(slots=True)
class Hearing:
    detect: Callable[[bytes, float], bool] = is_loud
    """whether there is speech in the newest window, of at most 20 ms in 16-bit samples; called for each, in
    order"""
    threshold: float = 0.5
    prefix_ms: int = 300
    silence_ms: int = 500
    listening: bool = True
    """false when the client takes the turns itself"""
    line: Format = PCM
    """what is heard comes in it"""
    size: int = 0
    """bytes heard in the session"""
    speaking: bool = False
    _loud_ms: float = 0.0
    _still_ms: float = 0.0

    @property
    def heard_ms(self) -> int:
        return self.size // self.line.bytes_per_ms

    def configure(self, detection: dict[str, object] | None) -> None:
        """Takes over a `turn_detection`; None is to listen no more."""
        match detection:
            case {"threshold": int() | float() as threshold, **rest}:
                self.threshold = threshold
                self.prefix_ms = int(str(rest["prefix_padding_ms"]))
                self.silence_ms = int(str(rest["silence_duration_ms"]))
        self.listening = detection is not None
        self.speaking = self.speaking and self.listening

    def hear(self, sound: bytes) -> Iterator[Edge]:
        """Takes in the next piece of sound, in whole samples."""
        step = WINDOW_MS * self.line.bytes_per_ms
        for start in range(0, len(sound), step):
            window = sound[start : start + step]
            self.size += len(window)
            if self.listening:
                loud = self.detect(expanded(window, self.line), self.threshold)
                yield from self._judge(loud, len(window) / self.line.bytes_per_ms)

    def _judge(self, loud: bool, milliseconds: float) -> Iterator[Edge]:
        self._loud_ms = self._loud_ms + milliseconds if loud else 0.0
        self._still_ms = 0.0 if loud else self._still_ms + milliseconds
        if not self.speaking and self._loud_ms >= SURE_MS:
            self.speaking = True
            yield Edge("started", max(0, int(self.heard_ms - self._loud_ms) - self.prefix_ms))
        elif self.speaking and self._still_ms >= self.silence_ms:
            self.speaking = False
            yield Edge("stopped", self.heard_ms)


def _peak(window: bytes) -> int:
    samples = array("h", window)
    if sys.byteorder == "big":
        samples.byteswap()
    return max(map(abs, samples[::EVERY]))
