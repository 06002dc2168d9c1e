"""Sound for the doubles: voice-like speech, a line's noise and silence, made the same way every time.

In the formats of the phone's wire: raw 16-bit little-endian mono at some rate, or G.711.
"""

import math
import sys
from array import array
from base64 import b64encode
from bisect import bisect
from functools import cache, lru_cache
from itertools import pairwise
from random import Random
from typing import Literal

from pizzeria.g711 import levels
from pizzeria.sound import ALAW, PCM, ULAW, Format

Kind = Literal["caller", "agent", "noise", "silence"]

FORMATS = {
    each.name: each
    for each in (PCM, Format("pcm_16000", 16_000, 2, 32), Format("pcm_8000", 8_000, 2, 16), ULAW, ALAW)
}
"""what the telephone can do; 46elks has a few more"""
LOOP_MS = 1_000
"""every kind of sound repeats after this long"""

_PITCH = {"caller": 160, "agent": 100}
"""Hz; divides 8,000, 16,000 and 24,000, so that a whole number of samples is one swing"""
_VOWELS = ((9, 7, 5, 6, 8, 7, 3, 2), (9, 8, 3, 2, 2, 1, 1, 1), (8, 3, 2, 1, 1, 2, 4, 3))
"""how loud each harmonic of the pitch is; roughly a, o and i"""
_SYLLABLES = 4
"""a loop"""
_VOICE_PEAK = 9_000
_NOISE_PEAK = 40


def sound(kind: Kind, milliseconds: int, offset_ms: int = 0, line: Format = PCM) -> bytes:
    """So much of `kind`, beginning `offset_ms` into it: two pieces in a row sound as one."""
    loop = _loop(kind, line)
    start = offset_ms % LOOP_MS * line.bytes_per_ms
    length = milliseconds * line.bytes_per_ms
    return (loop * ((start + length) // len(loop) + 1))[start : start + length]


@lru_cache(maxsize=512)
def encoded(kind: Kind, milliseconds: int, offset_ms: int = 0, line: Format = PCM) -> str:
    """The same in base64, kept: a telephone says the same few frames all day."""
    return b64encode(sound(kind, milliseconds, offset_ms, line)).decode()


@cache
def _loop(kind: Kind, line: Format) -> bytes:
    samples = _samples(kind, line.rate)
    if line.name in ("ulaw", "alaw"):
        return _compressed(samples, line.name)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _compressed(samples: "array[int]", law: str) -> bytes:
    """Each sample as the code that comes nearest to it."""
    codes = sorted((level, code) for code, level in enumerate(levels(law)))
    halfway = [(low[0] + high[0]) / 2 for low, high in pairwise(codes)]
    return bytes(codes[bisect(halfway, sample)][1] for sample in samples)


def _samples(kind: Kind, rate: int) -> "array[int]":
    count = rate * LOOP_MS // 1000
    match kind:
        case "silence":
            return array("h", bytes(2 * count))
        case "noise":
            dice = Random(46)
            return array("h", (byte % (2 * _NOISE_PEAK + 1) - _NOISE_PEAK for byte in dice.randbytes(count)))
        case "caller" | "agent":
            return array("h", _voice(_PITCH[kind], rate, count))


def _voice(pitch: int, rate: int, count: int) -> list[int]:
    """Syllables of one vowel each, swelling and fading but never quite silent within a loop."""
    swings = [_swing(vowel, rate // pitch) for vowel in _VOWELS]
    syllable = count // _SYLLABLES
    loudness = [0.35 + 0.65 * math.sin(math.pi * n / syllable) for n in range(syllable)]
    return [
        int(_VOICE_PEAK * loudness[n % syllable] * swing[n % len(swing)])
        for n in range(count)
        for swing in (swings[n // syllable % len(swings)],)
    ]


def _swing(vowel: tuple[int, ...], samples: int) -> list[float]:
    """One swing of the vocal cords, its highest point at 1."""
    turn = 2 * math.pi / samples
    wave = [sum(part * math.sin(k * n * turn) for k, part in enumerate(vowel, 1)) for n in range(samples)]
    peak = max(abs(sample) for sample in wave)
    return [sample / peak for sample in wave]
