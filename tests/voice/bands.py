"""What becomes of a voice on its way: the telephone's band, talk in the room, a line that hums. Repeatable.

Sound here is 24 kHz, each sample within -1 and 1. Sources: ITU-T G.711 (µ-law), G.712 (the band).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pizzeria.g711 import levels

Sound = NDArray[np.float32]

RATE = 24_000
BAND = (300.0, 3_400.0)
"""Hz"""
_SLOPE = 100.0
"""Hz from nothing to all at the band's ends"""
_TELEPHONE_STEP = RATE // 8_000
_FULL = 32_768
_CODES = np.sort(np.array(levels("ulaw"), np.float32))
_TALKERS = 5


def wide(sound: Sound) -> Sound:
    return sound


def telephone(sound: Sound) -> Sound:
    """300 to 3400 Hz, 8 kHz, µ-law, and back."""
    whole = np.concatenate([sound, np.zeros(-len(sound) % _TELEPHONE_STEP, np.float32)])
    narrow = _banded(whole)[::_TELEPHONE_STEP]
    spectrum = np.fft.rfft(_quantised(narrow))
    wider = np.zeros(len(whole) // 2 + 1, spectrum.dtype)
    wider[: len(spectrum)] = spectrum
    return (np.fft.irfft(wider, len(whole)) * _TELEPHONE_STEP)[: len(sound)].astype(np.float32)


def with_babble(sound: Sound, others: Sequence[Sound], snr: float, seed: int) -> Sound:
    """Five of the `others` talk at once, `snr` decibels more quietly."""
    chance = np.random.default_rng(seed)
    babble = np.zeros(len(sound), np.float32)
    for each in chance.choice(len(others), _TALKERS):
        babble += np.resize(np.roll(others[each], chance.integers(len(others[each]))), len(sound))
    return _mixed(sound, babble, snr)


def with_line_noise(sound: Sound, snr: float, seed: int) -> Sound:
    """White noise, and the mains' hum with two of its overtones, half of each."""
    at = np.arange(len(sound)) / RATE
    hum = sum(np.sin(2 * np.pi * hertz * at) / part for part, hertz in enumerate((50, 100, 150), start=1))
    white = np.random.default_rng(seed).normal(size=len(sound))
    return _mixed(sound, hum / np.std(hum) + white, snr)


def bands(others: Sequence[Sound]) -> dict[str, Callable[[Sound, int], Sound]]:
    """By name; each takes a sound and a seed."""
    return {
        "wide": lambda sound, _: wide(sound),
        "telephone": lambda sound, _: telephone(sound),
        "babble": lambda sound, seed: telephone(with_babble(sound, others, 15, seed)),
        "line": lambda sound, seed: with_line_noise(telephone(sound), 20, seed),
    }


def _mixed(sound: Sound, noise: NDArray[np.floating], snr: float) -> Sound:
    wanted = np.sqrt(np.mean(sound**2)) * 10 ** (-snr / 20)
    return np.asarray(np.clip(sound + noise * wanted / np.sqrt(np.mean(noise**2)), -1, 1), np.float32)


def _banded(sound: Sound) -> Sound:
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    low, high = BAND
    passes = np.clip(np.minimum(hertz - low, high - hertz) / _SLOPE + 1, 0, 1)
    return np.fft.irfft(np.fft.rfft(sound) * passes, len(sound)).astype(np.float32)


def _quantised(sound: Sound) -> Sound:
    """Each sample the nearest of those that µ-law has."""
    between = (_CODES[1:] + _CODES[:-1]) / 2
    return np.asarray(_CODES[np.searchsorted(between, sound * _FULL)] / _FULL, np.float32)
