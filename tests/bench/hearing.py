"""`make hearing`: what the built-in voice's ears understand of 150 phrases, in five voices and four bands.

    python -m tests.bench.hearing --every 5 --voice bf_emma

The phrases lie in tests/voice/speech; tests/voice/bands.py makes the bands; what counts as understood is in
tests/voice/understanding.py.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from pizzeria.menu_files import Files, read_menu_files
from pizzeria.voice.choice import Choice
from pizzeria.voice.ears.rate import RATE, Downsampler
from pizzeria.voice.ears.whisper import Whisper
from pizzeria.voice.hints import Hints
from pizzeria.voice.models import whisper_folder
from pizzeria.voice.names_file import read_names
from pizzeria.voice.wits.acts import Expects
from pizzeria.voice.wits.hearing import Hearing as Wits
from tests.bench.figures import percentile
from tests.bench.machine import machine
from tests.house import MENU
from tests.voice.bands import RATE as SAID_RATE
from tests.voice.bands import Sound, bands
from tests.voice.conftest import MODELS
from tests.voice.recorded import VOICES, Phrase, Recorded, pcm, phrases
from tests.voice.understanding import Measure, word_errors

AROUND = 7_200, 12_000
"""samples of silence before and after each phrase, as many as a turn has in a call"""
out = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Hearing:
    """One phrase, once."""

    phrase: Phrase
    heard: str
    missed: list[str]
    """what was not understood"""
    errors: tuple[int, int]
    """wrong words, of how many"""
    seconds: float
    """of sound"""
    cpu: float
    wall: float
    """seconds"""


class Ears:
    """The project's, with what tells whether they have understood."""

    def __init__(self, files: Files, models_dir: Path) -> None:
        self._whisper = Whisper(whisper_folder(models_dir))
        names = read_names(MENU)
        self._hints = Hints(files.menu, files.house, self._whisper.tokens, names)
        self._choice = Choice(Wits(files.menu, files.house), files.house, names)
        self._measure = Measure(files.menu)

    def hear(self, phrase: Phrase, sound: Sound) -> Hearing:
        wall, cpu = time.perf_counter(), time.process_time()
        heard, _ = self.understand(sound, phrase.asked)
        return Hearing(
            phrase=phrase,
            heard=heard,
            missed=self._measure.misses(phrase.text, phrase.wants, heard),
            errors=word_errors(phrase.text, heard),
            seconds=(len(sound) + sum(AROUND)) / SAID_RATE,
            cpu=time.process_time() - cpu,
            wall=time.perf_counter() - wall,
        )

    def understand(self, sound: Sound, asked: Expects) -> tuple[str, bool]:
        """The words, and whether a name in them may be another."""
        samples = Downsampler().take(pcm(np.pad(sound, AROUND)))
        hint = self._hints.of(asked, len(samples) / RATE)
        told = self._whisper.transcribe(samples, hint, partial(self._choice.is_clear, expects=asked))
        words = self._choice.of(told, asked)
        return words, self._choice.mumbles_a_name(told, words, asked)


@click.command()
@click.option(
    "--voice", "voices", multiple=True, type=click.Choice(VOICES), help="only this; may be repeated"
)
@click.option("--every", default=1, show_default=True, help="only each so-manieth phrase")
@click.option("--misses", is_flag=True, help="say of each phrase that was not understood what was heard")
def main(voices: Sequence[str], every: int, misses: bool) -> None:
    """What the ears understand. About 20 minutes of one core for everything.

    Example: python -m tests.bench.hearing --every 10 --misses
    """
    ears = Ears(read_menu_files(MENU), MODELS)
    chosen = phrases()[::every]
    out.print(f"{machine()}\n{len(chosen)} phrases a voice and band")
    figures = {
        key: list(heard)
        for voice in voices or VOICES
        for key, heard in _each_band(ears, Recorded(voice), voice, chosen)
    }
    out.print(_table(figures))
    _print_by_question(figures)
    if misses:
        _print_misses(figures)


Figures = dict[tuple[str, str], list[Hearing]]


def _each_band(
    ears: Ears, recorded: Recorded, voice: str, chosen: Sequence[Phrase]
) -> Iterator[tuple[tuple[str, str], Iterator[Hearing]]]:
    others = [recorded.sound(phrase.text) for phrase in phrases()]
    for band, through in bands(others).items():
        yield (voice, band), _all(ears, recorded, chosen, through)


def _all(
    ears: Ears, recorded: Recorded, chosen: Sequence[Phrase], through: Callable[[Sound, int], Sound]
) -> Iterator[Hearing]:
    for seed, phrase in enumerate(chosen):
        yield ears.hear(phrase, through(recorded.sound(phrase.text), seed))


def _table(figures: Figures) -> Table:
    shown = Table()
    for name in ("voice", "band", "understood", "%", "word errors, %", "CPU s/s", "p50, ms", "p95, ms"):
        shown.add_column(name, justify="left" if name in ("voice", "band") else "right")
    for (voice, band), heard in figures.items():
        shown.add_row(voice, band, *_row(heard), end_section=band == "line")
    natural: dict[str, list[Hearing]] = {}
    for (voice, band), heard in figures.items():
        if not voice.startswith("flite"):
            natural.setdefault(band, []).extend(heard)
    for band, heard in natural.items():
        shown.add_row("natural voices", band, *_row(heard))
    return shown


def _row(heard: Sequence[Hearing]) -> Iterator[str]:
    good = sum(not each.missed for each in heard)
    wrong, words = (sum(each.errors[place] for each in heard) for place in (0, 1))
    latencies = [1_000 * each.wall for each in heard]
    yield f"{good} of {len(heard)}"
    yield f"{100 * good / len(heard):.1f}"
    yield f"{100 * wrong / words:.1f}"
    yield f"{sum(each.cpu for each in heard) / sum(each.seconds for each in heard):.3f}"
    yield f"{percentile(latencies, 50):.0f}"
    yield f"{percentile(latencies, 95):.0f}"


def _print_by_question(figures: Figures) -> None:
    tried: Counter[str] = Counter()
    understood: Counter[str] = Counter()
    for each in (each for heard in figures.values() for each in heard):
        tried[each.phrase.asked] += 1
        understood[each.phrase.asked] += not each.missed
    parts = [f"{asked} {100 * understood[asked] / tried[asked]:.0f} %" for asked in tried]
    out.print(f"understood, by what was asked: {', '.join(parts)}")


def _print_misses(figures: Figures) -> None:
    for (voice, band), heard in figures.items():
        for each in (each for each in heard if each.missed):
            out.print(f"{voice}, {band}: {each.phrase.text} -> {each.heard!r} lacks {', '.join(each.missed)}")


if __name__ == "__main__":
    main()
