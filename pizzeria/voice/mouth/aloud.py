"""How text is said: what the voice would read wrongly is marked, so that it is read right. Pure.

A mark is `[Capricciosa](/kˌæpɹiʧˈOsə/)`, the text with its phonemes: misaki's notation, which hibari reads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

_POSTAL_CODE = re.compile(r"\b(\d)(\d)(\d) ?(\d)(\d)\b")
_LONG_NUMBER = re.compile(r"(?<![\d,.])\+?\d{6,}(?![,.]?\d)")
_SIGNS = {"&": " and ", "½": " a half "}


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """The house's own words."""

    words: re.Pattern[str]
    phonemes: Mapping[str, str]
    """by the word in lower case"""
    endings: re.Pattern[str]
    ending_phonemes: Mapping[str, str]

    @classmethod
    def of(cls, words: Mapping[str, str], endings: Mapping[str, str]) -> Self:
        return cls(
            re.compile(rf"\b({_either(words)})\b", re.IGNORECASE),
            {word.lower(): said for word, said in words.items()},
            re.compile(rf"\b(\w+)({_either(endings)})\b", re.IGNORECASE),
            {ending.lower(): said for ending, said in endings.items()},
        )

    def aloud(self, sentence: str) -> str:
        """A sentence as the voice reads it."""
        for sign, words in _SIGNS.items():
            sentence = sentence.replace(sign, words)
        sentence = _POSTAL_CODE.sub(r"\1 \2 \3, \4 \5", sentence)
        sentence = _LONG_NUMBER.sub(lambda found: " ".join(found[0].lstrip("+")), sentence)
        sentence = self.endings.sub(self._ended, sentence)
        return self.words.sub(lambda found: _marked(found[0], self.phonemes[found[0].lower()]), sentence)

    def _ended(self, found: re.Match[str]) -> str:
        beginning, ending = found.groups()
        return f"{beginning} {_marked(ending, self.ending_phonemes[ending.lower()])}"


def _marked(word: str, phonemes: str) -> str:
    return f"[{word}](/{phonemes}/)"


def _either(words: Mapping[str, str]) -> str:
    """The longest first; nothing at all matches none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


NOTHING = Pronunciation.of({}, {})
