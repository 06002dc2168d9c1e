"""What the tests' callers say, on record: tests/voice/speech, rendered once by tests/voice/rendering."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import soundfile

from tests.voice.bands import RATE, Sound

SPEECH = Path(__file__).parent / "speech"
VOICES = ("af_bella", "am_michael", "bf_emma", "bm_george", "flite_rms")


@dataclass(frozen=True, slots=True)
class Phrase:
    asked: str
    """what the waiter had just asked for, as the wits name it"""
    text: str
    wants: tuple[str, ...]
    """see understanding.py"""


def phrases() -> list[Phrase]:
    document = tomllib.loads((SPEECH / "phrases.toml").read_text(encoding="utf-8"))
    return [
        Phrase(asked, text, tuple(wants))
        for asked, texts in document.items()
        for text, wants in texts.items()
    ]


def callers() -> dict[str, str]:
    """The title of each dialogue that is on record whole -> the voice of its caller."""
    document = tomllib.loads((SPEECH / "calls.toml").read_text(encoding="utf-8"))
    return {title: voice for voice, titles in document.items() for title in titles}


class Recorded:
    """One voice's lines."""

    def __init__(self, voice: str) -> None:
        index = json.loads((SPEECH / "clips.json").read_text(encoding="utf-8"))
        self._clips: dict[str, tuple[int, int]] = index[voice]
        self._file = SPEECH / f"{voice}.ogg"

    @cached_property
    def _tape(self) -> Sound:
        sound, rate = soundfile.read(self._file, dtype="float32")
        assert rate == RATE
        return np.asarray(sound, np.float32)

    def __iter__(self) -> Iterator[str]:
        return iter(self._clips)

    def sound(self, text: str) -> Sound:
        """24 kHz. KeyError where the voice never says that."""
        start, end = self._clips[text]
        return self._tape[start:end]

    def pcm(self, text: str) -> bytes:
        """24 kHz, 16 bit, little-endian, as it is on the wire."""
        return pcm(self.sound(text))


def pcm(sound: Sound) -> bytes:
    return (np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()
