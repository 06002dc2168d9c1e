"""Whether of a phrase all was heard that mattered: strict about numbers, patient with spelling.

A phrase is understood when every wanted thing is found in what was heard, its numbers are the same in the
same order, and a yes has not become a no. A name may be misspelt by one letter in five, if no other dish is
as near.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from num2words import num2words
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from pizzeria.ordering.menu import Menu

ALIKE = 80.0
"""per cent of letters; below five letters all of them"""
FAMILIES: Mapping[str, Sequence[str]] = {
    "yes": [
        "yes",
        "yeah",
        "yep",
        "sure",
        "correct",
        "okay",
        "ok",
        "right",
        "exactly",
        "fine",
        "mm hmm",
        "mhm",
    ],
    "no": ["no", "nope", "nah"],
    "without": ["without", "no", "take off", "remove"],
    "pickup": ["pickup", "pick up", "pick it up", "collect", "takeaway"],
    "delivery": ["delivery", "deliver", "delivered"],
    "gluten_free": ["gluten free"],
    "can": ["can", "cans"],
    "bottle": ["bottle", "bottles"],
}
_WORD = re.compile(r"[a-z']+|\d+")
_UNITS = [num2words(number) for number in range(20)]
_TENS = {num2words(number): number for number in range(20, 100, 10)}
_TIMES = {"double": 2, "triple": 3}


def words(text: str) -> list[str]:
    """Lower case, without accents; numbers in figures, side by side as one: `One eleven, 29` is `11129`."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    kept: list[str] = []
    run = False
    for token in _numbered(_WORD.findall(plain)):
        if run and token.isdigit():
            kept[-1] += token
        else:
            kept.append(token)
        run = token.isdigit()
    return kept


def word_errors(said: str, heard: str) -> tuple[int, int]:
    """Wrong, missing and superfluous words, and how many there should be."""
    return Levenshtein.distance(words(said), words(heard)), len(words(said))


class Measure:
    """Knows the menu's names."""

    def __init__(self, menu: Menu) -> None:
        self._items = {item.id: _names([*item.names.values(), *item.said]) for item in menu.items}
        self._toppings = {each.id: _names([*each.names.values(), *each.said]) for each in menu.toppings}

    def misses(self, said: str, wants: Sequence[str], heard: str) -> list[str]:
        """What was not understood; nothing of a phrase that was."""
        said_words, heard_words = words(said), words(heard)
        missed = [want for want in wants if not self._finds(want, heard_words)]
        if _numbers(said_words) != _numbers(heard_words):
            missed.append(" ".join(_numbers(said_words)) or "no number")
        for want, other in (("yes", "no"), ("no", "yes")):
            if want in wants and other not in wants and _has(FAMILIES[other], heard_words):
                missed.append(f"not {other}")
        return missed

    def _finds(self, want: str, heard: Sequence[str]) -> bool:
        for kind in (self._items, self._toppings):
            if want in kind:
                return want in _found(kind, heard)
        return _has(FAMILIES.get(want, [want]), heard)


def _names(names: Sequence[str]) -> list[str]:
    return ["".join(words(name)) for name in names]


def _has(names: Sequence[str], heard: Sequence[str]) -> bool:
    return any(_alike(name, window) >= ALIKE for name in _names(names) for _, window in _windows(heard))


def _found(kind: Mapping[str, Sequence[str]], heard: Sequence[str]) -> set[str]:
    """Ids. Where two would share words, the one has them with more letters alike than not."""
    spans = [
        ((1.5 * score - 100) * len(name + window), place, each)
        for place, window in _windows(heard)
        for each, names in kind.items()
        for name in names
        if (score := _alike(name, window)) >= ALIKE
    ]
    found: set[str] = set()
    free = set(range(len(heard)))
    for _, place, each in sorted(spans, key=lambda span: -span[0]):
        if free.issuperset(place):
            free.difference_update(place)
            found.add(each)
    return found


def _alike(name: str, window: str) -> float:
    if len(name) < 5:
        return 100.0 if name == window else 0.0
    return ratio(name, window)


def _windows(heard: Sequence[str]) -> Iterator[tuple[range, str]]:
    """One to four words that follow one another, without the spaces, and their places."""
    for start in range(len(heard)):
        for end in range(start + 1, min(start + 4, len(heard)) + 1):
            yield range(start, end), "".join(heard[start:end])


def _numbers(said: Sequence[str]) -> list[str]:
    """Without a lone one, which may as well be heard as `a`."""
    return [word for word in said if word.isdigit() and word != "1"]


def _numbered(tokens: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else ""
        if token in _TIMES and after in _UNITS:
            yield str(_UNITS.index(after)) * _TIMES[token]
        elif token in _TENS and after in _UNITS[1:10]:
            yield str(_TENS[token] + _UNITS.index(after))
        else:
            at -= 1
            yield _figure(token)
        at += 2


def _figure(token: str) -> str:
    """ "Four", and "fours", as a transcript has it of dictated figures."""
    for one in (token, token.removesuffix("s")):
        if one in _UNITS:
            return str(_UNITS.index(one))
    return str(_TENS.get(token, token))
