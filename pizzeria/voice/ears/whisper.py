"""Speech to words: Whisper through CTranslate2, its window cut to the utterance, guarded against invention.

Measured on two cores: about 200 ms an utterance with the base model, one thread; see docs/voice.md.
"""

import re
from dataclasses import dataclass
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
"""readings followed at once, and told; of what is longer than WINDOW one: a story is no answer"""
_HINT_TOKENS = 222
_TOKENS_A_SECOND = 8
_LEAST_TOKENS = 16
_LOOP = 3
"""times that the same words in a row are a loop, not an insistence"""
_FIGURE = re.compile(r"(\d|zero|one|two|three|four|five|six|seven|eight|nine)\W*", re.IGNORECASE)
_ENDS = re.compile(r"[.,?!]$")
_FIGURES_LOOP = 7
"""the same for a single figure: 1 1 1 1 1 may be what was said"""


@dataclass(frozen=True, slots=True)
class Heard:
    words: str
    not_speech: float
    """the model's own doubt, 0 to 1"""
    others: tuple[str, ...] = ()
    """what it may have been instead, the likeliest first"""


class Whisper:
    """One model for all calls. `transcribe` blocks; it may be called from several threads."""

    def __init__(self, folder: Path) -> None:
        """`folder`: a model as CTranslate2 has it, with the tokenizer's file beside."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=1, inter_threads=2
        )
        self._before = self._named("<|startofprev|>")
        starts = ["<|startoftranscript|>", "<|notimestamps|>"]
        if self._model.is_multilingual:
            starts[1:1] = ["<|en|>", "<|transcribe|>"]
        self._start = [self._named(name) for name in starts]

    def transcribe(self, sound: Samples, hint: str = "") -> Heard:
        """What is said in it; `hint`: words that may well come, in the spelling wanted."""
        length = int((LONGEST - PAD) * RATE)
        heard = [self._piece(sound[at : at + length], hint) for at in range(0, max(len(sound), 1), length)]
        if len(heard) == 1:
            return heard[0]
        return Heard(" ".join(each.words for each in heard if each.words), max(e.not_speech for e in heard))

    def tokens(self, text: str) -> int:
        """How many a hint takes of those that there is room for."""
        return len(self._tokenizer.encode(f" {text}", add_special_tokens=False).ids)

    def _piece(self, sound: Samples, hint: str) -> Heard:
        seconds = len(sound) / RATE
        features = ctranslate2.StorageView.from_array(log_mel(sound, max(WINDOW, seconds + PAD))[None])
        prompt = self._prompt(hint)
        most = len(prompt) + _LEAST_TOKENS + int(seconds * _TOKENS_A_SECOND)
        beams = BEAMS if seconds < WINDOW else 1
        (result,) = self._model.generate(
            features,
            [prompt],
            beam_size=beams,
            num_hypotheses=beams,
            max_length=min(most, 448),
            return_no_speech_prob=True,
        )
        if result.no_speech_prob > NOT_SPEECH:
            return Heard("", result.no_speech_prob)
        readings = (collapsed(self._tokenizer.decode(ids).strip()) for ids in result.sequences_ids)
        words, *others = dict.fromkeys(readings)
        return Heard(words, result.no_speech_prob, tuple(others))

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
    """Without loops: what comes three times in a row stands once; so does a lone sentence said twice."""
    tokens = _said_once(words.split())
    for size in range(len(tokens) // _LOOP, 0, -1):
        tokens = _without_loops(tokens, size)
    return " ".join(tokens)


def _said_once(tokens: list[str]) -> list[str]:
    first, again = tokens[: len(tokens) // 2], tokens[len(tokens) // 2 :]
    is_sentence = bool(_ENDS.search(" ".join(first))) and not all(map(_FIGURE.fullmatch, tokens))
    return first if is_sentence and _bare(first) == _bare(again) else tokens


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
