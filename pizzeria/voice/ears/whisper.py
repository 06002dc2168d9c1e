"""Speech to words: Whisper through CTranslate2, its window cut to the utterance, guarded against invention.

The likeliest words are looked for first, along one path; who asks says whether they will do, or whether more
readings are wanted, which takes twice as long. Measured: see docs/voice.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import cpu_count
from pathlib import Path

import ctranslate2
from tokenizers import Tokenizer

from pizzeria.errors import SetupError
from pizzeria.voice.ears.mel import log_mel
from pizzeria.voice.ears.rate import RATE, Samples

WINDOW = 10.0
"""seconds seen at least: with less, short utterances are repeated"""
PAD = 3.0
"""seconds of silence behind a longer one, for the same reason"""
LONGEST = 30.0
"""seconds that the model can see"""
NOT_SPEECH = 0.6
"""above, the model itself holds that nobody spoke"""
BEAMS = 5
"""readings followed at once in doubt, and told; of what is longer than WINDOW one: a story is no answer"""
THREADS = 2
"""cores for one utterance: they come one after the other, each as soon as may be"""
_HINT_TOKENS = 222
_TOKENS_A_SECOND = 8
_LEAST_TOKENS = 16
_LOOP = 3
"""times that the same words in a row are a loop, not an insistence"""
_FIGURE = re.compile(r"(\d|zero|one|two|three|four|five|six|seven|eight|nine)\W*", re.IGNORECASE)
_ENDS = re.compile(r"[.,?!]$")
_BROKEN = 3
"""letters of a word that breaks off"""
_FIGURES_LOOP = 7
"""the same for a single figure: 1 1 1 1 1 may be what was said"""


@dataclass(frozen=True, slots=True)
class Heard:
    words: str
    not_speech: float
    """the model's own doubt, 0 to 1"""
    others: tuple[str, ...] = ()
    """what it may have been instead, the likeliest first; nothing of what was clear"""
    likelihood: float = 0.0
    """the logarithm of a piece's, on average; 0 is certainty"""


Enough = Callable[[Heard], bool]
"""whether nothing more need be known of what was heard"""


def _never(_: Heard) -> bool:
    return False


class Whisper:
    """One model for all calls. `transcribe` blocks; it may be called from several threads."""

    def __init__(self, folder: Path) -> None:
        """`folder`: a model as CTranslate2 has it, with the tokenizer's file beside."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=min(THREADS, cpu_count() or 1)
        )
        self._before = self._named("<|startofprev|>")
        starts = ["<|startoftranscript|>", "<|notimestamps|>"]
        if self._model.is_multilingual:
            starts[1:1] = ["<|en|>", "<|transcribe|>"]
        self._start = [self._named(name) for name in starts]

    def transcribe(self, sound: Samples, hint: str = "", enough: Enough = _never) -> Heard:
        """What is said in it; `hint`: words that may well come, in the spelling wanted."""
        length = int((LONGEST - PAD) * RATE)
        heard = [
            self._piece(sound[at : at + length], hint, enough) for at in range(0, max(len(sound), 1), length)
        ]
        if len(heard) == 1:
            return heard[0]
        return Heard(" ".join(each.words for each in heard if each.words), max(e.not_speech for e in heard))

    def tokens(self, text: str) -> int:
        """How many a hint takes of those that there is room for."""
        return len(self._tokenizer.encode(f" {text}", add_special_tokens=False).ids)

    def _piece(self, sound: Samples, hint: str, enough: Enough) -> Heard:
        seconds = len(sound) / RATE
        features = ctranslate2.StorageView.from_array(log_mel(sound, max(WINDOW, seconds + PAD))[None])
        seen, prompt = self._model.encode(features), self._prompt(hint)
        longest = min(len(prompt) + _LEAST_TOKENS + int(seconds * _TOKENS_A_SECOND), 448)
        heard = self._read(seen, prompt, 1, longest)
        if not heard.words or seconds >= WINDOW or enough(heard):
            return heard
        return self._read(seen, prompt, BEAMS, longest)

    def _read(self, seen: ctranslate2.StorageView, prompt: list[int], beams: int, longest: int) -> Heard:
        (result,) = self._model.generate(
            seen,
            [prompt],
            beam_size=beams,
            num_hypotheses=beams,
            max_length=longest,
            return_scores=True,
            return_no_speech_prob=True,
        )
        if result.no_speech_prob > NOT_SPEECH:
            return Heard("", result.no_speech_prob)
        readings = (collapsed(self._tokenizer.decode(ids).strip()) for ids in result.sequences_ids)
        words, *others = dict.fromkeys(readings)
        return Heard(words, result.no_speech_prob, tuple(others), result.scores[0])

    def _named(self, name: str) -> int:
        token = self._tokenizer.token_to_id(name)
        if token is None:
            raise SetupError(f"the speech model's tokenizer.json knows no {name}: it is not Whisper's")
        return token

    def _prompt(self, hint: str) -> list[int]:
        if not hint:
            return self._start
        said = self._tokenizer.encode(f" {hint}", add_special_tokens=False).ids
        return [self._before, *said[-_HINT_TOKENS:], *self._start]


def collapsed(words: str) -> str:
    """Without loops: what comes three times in a row stands once; so does a lone sentence said twice, or
    begun again and cut off.
    """
    tokens = _begun_once(_said_once(words.split()))
    for size in range(len(tokens) // _LOOP, 0, -1):
        tokens = _without_loops(tokens, size)
    return " ".join(tokens)


def _said_once(tokens: list[str]) -> list[str]:
    first, again = tokens[: len(tokens) // 2], tokens[len(tokens) // 2 :]
    is_sentence = bool(_ENDS.search(" ".join(first))) and not all(map(_FIGURE.fullmatch, tokens))
    return first if is_sentence and _bare(first) == _bare(again) else tokens


def _begun_once(tokens: list[str]) -> list[str]:
    """Without an end that begins anew and breaks off in a word: "Norrlandsgatan 15, Norrlandsg"."""
    bare = _bare(tokens)
    for at in range(1, len(tokens)):
        *whole, last = bare[at:]
        again = bare[: len(whole) + 1]
        is_cut = len(again) <= at and _BROKEN <= len(last) < len(again[-1]) and again[-1].startswith(last)
        if is_cut and again[:-1] == whole and _ENDS.search(tokens[at - 1]):
            return tokens[:at]
    return tokens


def _bare(tokens: list[str]) -> list[str]:
    return [token.strip(".,!?").lower() for token in tokens]


def _without_loops(tokens: list[str], size: int) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        part = tokens[at : at + size]
        times = 1
        while tokens[at + times * size : at + (times + 1) * size] == part:
            times += 1
        loop = _FIGURES_LOOP if all(map(_FIGURE.fullmatch, part)) else _LOOP
        kept += part * (1 if times >= loop else times)
        at += times * len(part)
    return kept
