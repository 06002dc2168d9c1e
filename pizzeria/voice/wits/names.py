"""Names that people bear where the house is, and which of them was heard. Pure.

A transcript spells as English does. A waiter in Sweden writes no "Eric", unless told: of names that sound
alike the commonest is meant. What is like none in the list stays as it was heard.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product

from rapidfuzz import fuzz, process

from pizzeria.voice.wits import people, spelling
from pizzeria.voice.wits.words import plain

ALIKE, SURELY = 80.0, 88.0
"""of 100: how near a name must sound to be the one that was heard; and two words, or the second of them"""
LEAST = 74.0
"""of 100: what must be left of that, all things considered"""
FURTHER = 2.0
"""what a name loses for each likelier reading it is not in"""
RARER = 3.0
"""and for being ten times less common"""
TOLD = 15.0
"""what "with a K" is worth"""
_TOLD = re.compile(r"\bwith (?:an? |the )?([a-z](?:[-. ]?[a-z])?)\b", re.IGNORECASE)
_SPELT = re.compile(r"(?:\b[a-z]\b[-. ,]*){3}", re.IGNORECASE)
_DOTTED = {"å": "ao", "ä": "ae", "ö": "oue", "é": "e"}
"""what an English ear writes for these letters"""
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"ck|q|ch|c(?![eiy])", "k"),
        (r"c|z", "s"),
        (r"th|d", "t"),
        (r"w|f", "v"),
        (r"x", "ks"),
        (r"b", "p"),
        (r"(?<=[aeiouy])j", "i"),
        (r"y(?=[aeou])|g(?=[ei])", "j"),
        (r"h(?![aeiouy])", ""),
        (r"[eiu]r(?![aeiouy])", "e"),
        (r"(?<=[aeiouy])r(?![aeiouy])", ""),
        (r"ee|ie|ea|[iy]", "i"),
        (r"[aou]+", "a"),
        (r"(.)\1+", r"\1"),
    )
)


class Names:
    def __init__(self, names: Iterable[str] = ()) -> None:
        """`names`: the commonest first."""
        self._names = list(dict.fromkeys(names))
        self._known = frozenset(map(plain, self._names))
        self._letters = [_letters(name) for name in self._names]
        self._undotted = {name.lower(): name for name in self._names}
        for name in self._names:
            for heard in product(*(_DOTTED.get(letter, letter) for letter in name.lower())):
                self._undotted.setdefault("".join(heard), name)

    def put_right(self, text: str, others: Sequence[str] = ()) -> str:
        """An answer to "what name?", with the name that was most likely said in it; `others`: what else it
        may have been, the likeliest first.
        """
        best = LEAST, text
        for place, reading in enumerate((text, *others)):
            heard, _ = people.answered(reading)
            score, name = self._heard(heard, reading)
            if heard and score - FURTHER * place > best[0]:
                best = score - FURTHER * place, _instead(reading, heard, name)
        return best[1]

    def spelt(self, readings: Sequence[str]) -> str:
        """An answer to "how do you spell it?": of the readings that have letters the first that makes a name
        which people bear, or the first; else the likeliest.
        """
        spelt = [(people.spelling(reading)[0], reading) for reading in readings if spelling.spelt(reading)[0]]
        known = [each for each in spelt if self._are_written(each[0].split())]
        if not known and (whole := self._dotted(spelt) or self._begun_with_the(spelt)):
            return whole
        return (known or spelt or [("", readings[0])])[0][1]

    def _begun_with_the(self, spelt: Sequence[tuple[str, str]]) -> str:
        """ "The N-N-E-L-I" with its first letter, "" where that makes no name."""
        rests = {plain(name) for name, reading in spelt if spelling.UNHEARD.search(reading)}
        return next(("-".join(name.upper()) for name in self._names if plain(name)[1:] in rests), "")

    def _dotted(self, spelt: Sequence[tuple[str, str]]) -> str:
        """ "O-K-E" with the letters of Å-K-E; "" where no word of it becomes a name by that."""
        for name, _ in spelt:
            words = [self._undotted.get(word.lower(), word) for word in name.split()]
            if words != name.split():
                return " ".join(["-".join(words[0].upper()), *words[1:]])
        return ""

    def _are_written(self, words: Sequence[str]) -> bool:
        return all(self._undotted.get(word.lower(), "").lower() == word.lower() for word in words)

    def know(self, name: str) -> bool:
        """Whether each word of it is a name that people bear."""
        return bool(name) and all(word in self._known for word in plain(name).split())

    def volunteered(self, text: str, reserved: frozenset[str]) -> str:
        """The same text; a name said in it, unasked, as it is written."""
        heard, _ = people.volunteered(text, reserved)
        return _instead(text, heard, self._heard(heard, text)[1]) if heard else text

    def _heard(self, heard: str, reading: str) -> tuple[float, str]:
        """How likely it is a name that people bear, of 100, and it; 0 and what was heard if it is none."""
        if _SPELT.search(reading) and not _TOLD.search(reading):
            return 100.0, heard
        told = [re.sub(r"[^a-z]", "", letters) for letters in _TOLD.findall(reading.lower())]
        each = [self._nearest(word, told, SURELY if at else ALIKE) for at, word in enumerate(heard.split())]
        if len(each) == 1:
            return each[0]
        whole = self._nearest(heard, told, ALIKE)
        if each and (whole[0] < SURELY or all(name in self._names for name in heard.split())):
            return min(filter(None, (score for score, _ in each)), default=0.0), " ".join(
                name for _, name in each
            )
        return whole

    def _nearest(self, heard: str, told: Sequence[str], enough: float) -> tuple[float, str]:
        best = 0.0, heard
        letters = _letters(heard)
        for _, _, place in process.extract(
            letters, self._letters, scorer=fuzz.ratio, score_cutoff=40, limit=80
        ):
            name = self._names[place]
            alike = likeness(letters, self._letters[place])
            score = alike - RARER * math.log10(place + 10)
            score += sum(TOLD if each in self._letters[place] else -TOLD for each in told)
            if alike >= enough and score > best[0]:
                best = score, name
        return best


def likeness(one: str, other: str) -> float:
    """Of two names, of 100; by how they sound, and a little by how they are written."""
    sounds = _sound(one), _sound(other)
    if sounds[0] == sounds[1]:
        return 100.0
    consonants = (re.sub(r"[aei]", "", sound) for sound in sounds)
    return 0.25 * fuzz.ratio(one, other) + 0.4 * fuzz.ratio(*sounds) + 0.35 * fuzz.ratio(*consonants)


@cache
def _sound(letters: str) -> str:
    for pattern, sound in _RULES:
        letters = pattern.sub(sound, letters)
    return letters


def _letters(name: str) -> str:
    return plain(name).replace(" ", "")


def _instead(text: str, heard: str, name: str) -> str:
    return re.sub(re.escape(heard), lambda _: name, text, count=1, flags=re.IGNORECASE)
