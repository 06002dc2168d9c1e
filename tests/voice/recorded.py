"""What the tests' callers say, on record: tests/voice/speech, rendered once by tests/voice/rendering."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import soundfile

from pizzeria.voice.wits.acts import Expects
from tests.voice import naming
from tests.voice.bands import RATE, Sound

SPEECH = Path(__file__).parent / "speech"
VOICES = ("af_bella", "am_michael", "bf_emma", "bm_george", "flite_rms")

NAMES = "_names"
"""after a voice's name: the file with names that it puts right"""


@dataclass(frozen=True, slots=True)
class Phrase:
    asked: Expects
    """what the waiter had just asked for, as the wits name it"""
    text: str
    wants: tuple[str, ...]
    """see understanding.py"""


def phrases() -> list[Phrase]:
    document = tomllib.loads((SPEECH / "phrases.toml").read_text(encoding="utf-8"))
    return [
        Phrase(cast(Expects, asked), text, tuple(wants))
        for asked, texts in document.items()
        for text, wants in texts.items()
    ]


def callers() -> dict[str, str]:
    """The title of each dialogue that is on record whole -> the voice of its caller."""
    document = tomllib.loads((SPEECH / "calls.toml").read_text(encoding="utf-8"))
    return {title: voice for voice, titles in document.items() for title in titles}


def lines(dialogue: Mapping[str, Any]) -> Iterator[str]:
    """All that its caller may say."""
    yield from dialogue["says"]
    yield dialogue["enough"]
    for answer in dialogue["answers"].values():
        yield from [answer] if isinstance(answer, str) else answer


def names_put_right(dialogue: Mapping[str, Any]) -> Iterator[str]:
    """What its caller says when the name was misheard."""
    if dialogue["order"] != "none":
        yield from naming.all_ways(dialogue["order"]["name"])


class Recorded:
    """One voice's lines."""

    def __init__(self, voice: str) -> None:
        index = json.loads((SPEECH / "clips.json").read_text(encoding="utf-8"))
        self._clips = {
            text: (SPEECH / f"{file}.ogg", *clip)
            for file in (voice, f"{voice}{NAMES}")
            for text, clip in index.get(file, {}).items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._clips)

    def sound(self, text: str) -> Sound:
        """24 kHz. KeyError where the voice never says that."""
        file, start, end = self._clips[text]
        sound, rate = soundfile.read(file, start=start, stop=end, dtype="float32")
        assert rate == RATE
        return np.asarray(sound, np.float32)

    def pcm(self, text: str) -> bytes:
        """24 kHz, 16 bit, little-endian, as it is on the wire."""
        return pcm(self.sound(text))


def pcm(sound: Sound) -> bytes:
    return (np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()
