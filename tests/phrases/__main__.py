"""`python -m tests.phrases [espeak-ng …]`: makes the sound of pizzeria/phrases anew.

Wants the `voice` extra for the English and espeak-ng for the Swedish; arguments replace its command.
"""

import subprocess
import sys
import wave
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from hibari import Hibari
from numpy.typing import NDArray

import pizzeria.phrases
from pizzeria.g711 import levels
from pizzeria.phrases import WORDS
from pizzeria.sound import PCM, ULAW

Sound = NDArray[np.float64]
FOLDER = Path(pizzeria.phrases.__file__).parent
LOUDEST = 0.6


def english(text: str) -> tuple[Sound, int]:
    return np.concatenate([_rested(Hibari()(each, seed=0)) for each in _sentences(text)]), PCM.rate


def swedish(text: str, command: list[str]) -> tuple[Sound, int]:
    with NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run([*command, "-v", "sv", "-s", "150", "-w", file.name, text], check=True)
        with wave.open(file.name) as made:
            samples = np.frombuffer(made.readframes(made.getnframes()), "<i2")
            return samples / 32_768, made.getframerate()


def _rested(sound: NDArray[np.float32]) -> Sound:
    return np.concatenate([sound.astype(np.float64), np.zeros(PCM.rate // 8)])


def _sentences(text: str) -> list[str]:
    sentences: list[str] = Hibari().split_sentences(text)
    return sentences


def _telephone(sound: Sound, rate: int) -> bytes:
    """Mu-law at 8 kHz: what is above the telephone's band is cut off, and it is as loud as a voice."""
    count = round(len(sound) * ULAW.rate / rate)
    spectrum = np.fft.rfft(sound)[: count // 2 + 1]
    slower = np.fft.irfft(spectrum, count)
    slower *= LOUDEST * 32_768 / np.abs(slower).max()
    codes = np.array(levels("ulaw"))
    order = np.argsort(codes, kind="stable")
    edges = (codes[order][1:] + codes[order][:-1]) / 2
    return order[np.searchsorted(edges, slower)].astype(np.uint8).tobytes()


def _wav(sound: bytes) -> bytes:
    head = b"WAVEfmt " + np.array([16], "<u4").tobytes()
    head += np.array([7, 1], "<u2").tobytes() + np.array([ULAW.rate, ULAW.rate], "<u4").tobytes()
    head += np.array([1, 8], "<u2").tobytes() + b"data" + np.array([len(sound)], "<u4").tobytes()
    return b"RIFF" + np.array([len(head) + len(sound)], "<u4").tobytes() + head + sound


def main(command: list[str]) -> None:
    for language, sayings in WORDS.items():
        for name, words in sayings.items():
            sound, rate = english(words) if language == "en" else swedish(words, command)
            file = FOLDER / language / f"{name}.wav"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(_wav(_telephone(sound, rate)))


main(sys.argv[1:] or ["espeak-ng"])
