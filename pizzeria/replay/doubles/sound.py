"""Sound for the doubles: voice-like speech, a line's noise and silence, made the same way every time.

Raw 16-bit little-endian mono, as `pcm_24000` on the phone's wire and `audio/pcm` on the model's.
"""

import math
import sys
from array import array
from base64 import b64encode
from functools import cache, lru_cache
from random import Random
from typing import Literal

from pizzeria.realtime_server.pcm import RATE, SAMPLE_BYTES, byte_count

Kind = Literal["caller", "agent", "noise", "silence"]

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


def sound(kind: Kind, milliseconds: int, offset_ms: int = 0, rate: int = RATE) -> bytes:
    """So much of `kind`, beginning `offset_ms` into it: two pieces in a row sound as one."""
    loop = _loop(kind, rate)
    start = offset_ms % LOOP_MS * rate // 1000 * SAMPLE_BYTES
    length = byte_count(milliseconds, rate)
    return (loop * ((start + length) // len(loop) + 1))[start : start + length]


@lru_cache(maxsize=512)
def encoded(kind: Kind, milliseconds: int, offset_ms: int = 0, rate: int = RATE) -> str:
    """The same in base64, kept: a telephone says the same few frames all day."""
    return b64encode(sound(kind, milliseconds, offset_ms, rate)).decode()


@cache
def _loop(kind: Kind, rate: int) -> bytes:
    count = rate * LOOP_MS // 1000
    match kind:
        case "silence":
            return bytes(count * SAMPLE_BYTES)
        case "noise":
            dice = Random(46)
            samples = array(
                "h", (byte % (2 * _NOISE_PEAK + 1) - _NOISE_PEAK for byte in dice.randbytes(count))
            )
        case "caller" | "agent":
            samples = array("h", _voice(_PITCH[kind], rate, count))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


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
