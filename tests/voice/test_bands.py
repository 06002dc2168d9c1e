"""The telephone's band is what a telephone lets through, and noise is as loud as it says."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.voice.bands import RATE, Sound, telephone, with_babble, with_line_noise


def tone(hertz: float) -> Sound:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE)).astype(np.float32)


def level(sound: Sound) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound**2)) + 1e-9))


@pytest.mark.parametrize(("hertz", "passes"), [(100, False), (1_000, True), (3_000, True), (5_000, False)])
def test_a_telephone_lets_speech_through_and_neither_rumble_nor_hiss(hertz: float, passes: bool) -> None:
    before, after = tone(hertz), telephone(tone(hertz))
    assert len(after) == len(before)
    assert level(after) == pytest.approx(level(before), abs=0.1) if passes else level(after) < -60


def test_mu_law_leaves_its_grain() -> None:
    grain = telephone(tone(1_000)) - tone(1_000)
    assert -60 < level(grain) - level(tone(1_000)) < -30


@pytest.mark.parametrize("snr", [15.0, 20.0])
@pytest.mark.parametrize(
    "noisy",
    [
        lambda snr, seed: with_babble(tone(440), [tone(700), tone(900)[:9_000]], snr, seed),
        lambda snr, seed: with_line_noise(tone(440), snr, seed),
    ],
)
def test_noise_is_as_loud_as_it_says_and_the_same_each_time(
    noisy: Callable[[float, int], Sound], snr: float
) -> None:
    assert level(tone(440)) - level(noisy(snr, 1) - tone(440)) == pytest.approx(snr, abs=0.1)
    np.testing.assert_array_equal(noisy(snr, 1), noisy(snr, 1))
    assert not np.array_equal(noisy(snr, 1), noisy(snr, 2))
