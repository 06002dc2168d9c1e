"""Streets that were heard as English words: "Vasa got on 12" is Vasagatan 12, if the house has it. Pure.

Swedish vowels are lost on an English ear, consonants hardly: words are compared by these alone. A street is
looked for before a house number, and anywhere when the street was asked for.
"""

import re
from collections.abc import Iterable
from functools import partial
from unicodedata import normalize

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from pizzeria.voice.wits.acts import Expects

ALIKE, ASKED_ALIKE = 88, 75
"""percent of the consonants, unasked and when the street was asked for"""
_NUMBERED = 10
"""what a house number behind it is worth"""
LONGEST = 4
"""words that one street may be heard as"""
SHORTEST = 4
"""consonants, below which everything is like something"""
_LEADS = re.compile(r"\b(deliver\w*|bring|send|address|live)\b( \w+)? (to|at|on|is)$", re.IGNORECASE)
"""after these a street comes, as surely as after the question"""
_CODED = re.compile(
    r"\d{1,3}\W+(\w+\W+){0,2}?((\d|zero|one|two|three|four|five|six|seven|eight|nine)\W*){5}\b", re.IGNORECASE
)
"""and before a house number with a postal code"""
_NUMBER = re.compile(
    r"\d{1,3}\b|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|"
    r"(thir|four|fif|six|seven|eigh|nine)teen\b|(twen|thir|for|fif|six|seven|eigh|nine)ty",
    re.IGNORECASE,
)
_SOUNDS = (
    ("ght", "t"),
    ("gh", ""),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
)


class Streets:
    """Those that the house knows."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_sound: dict[str, list[str]] = {}
        for name in names:
            if len(sound := _consonants(name)) >= SHORTEST:
                self._by_sound.setdefault(sound, []).append(name)

    def put_right(self, words: str, expects: Expects) -> str:
        """The same words, with the streets in them as they are written."""
        tokens = _tokens(words)
        found = self._found(tokens, expects)
        if found is None:
            return words
        _, (start, end, street) = found
        return " ".join([*tokens[:start], street, *tokens[end:]])

    def likeness(self, words: str, expects: Expects) -> float:
        """How like one of the streets something in them is; 0 when nothing is."""
        found = self._found(_tokens(words), expects)
        return found[0] if found else 0

    def _found(self, tokens: list[str], expects: Expects) -> tuple[float, tuple[int, int, str]] | None:
        """How like it they are, the first and last token, and the street that is most like them."""
        anywhere = expects == "street"
        best: tuple[float, tuple[int, int, str]] | None = None
        for end in range(1, len(tokens) + 1):
            is_numbered = end < len(tokens) and _NUMBER.match(tokens[end]) is not None
            if not (is_numbered or anywhere):
                continue
            is_address = anywhere or _CODED.match(" ".join(tokens[end:])) is not None
            for start in range(max(0, end - LONGEST), end):
                heard = "".join(tokens[start:end])
                is_sure = is_address or _LEADS.search(" ".join(tokens[:start])) is not None
                match = extractOne(
                    _consonants(heard),
                    self._by_sound.keys(),
                    scorer=ratio,
                    score_cutoff=ASKED_ALIKE if is_sure else ALIKE,
                )
                score = match[1] + _NUMBERED * is_numbered if match else 0
                if match and (best is None or score > best[0]):
                    street = max(self._by_sound[match[0]], key=partial(ratio, heard))
                    best = score, (start, end, street)
        return best


def _tokens(words: str) -> list[str]:
    return re.sub(r"(?<=[^\W\d])(?=\d)|(?<=[^\W\d])-(?=\w)", " ", words).split()


def _consonants(words: str) -> str:
    plain = normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^a-z]", "", plain)
    for written, sound in _SOUNDS:
        letters = letters.replace(written, sound)
    return re.sub(r"[aeiouyhj]", "", re.sub(r"(.)\1+", r"\1", letters))
