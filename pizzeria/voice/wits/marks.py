"""A caller's words with what each may be: things on the menu, numbers, and the small words of ordering."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pizzeria.voice.wits.lexicon import NTH, PASSED_OVER, PHRASES, Tag
from pizzeria.voice.wits.vocabulary import LONGEST, Found, Vocabulary, singular
from pizzeria.voice.wits.words import SWEDISH_NOUNS, longest_number, value

TAGS: dict[str, Tag] = {form: tag for tag, forms in PHRASES.items() for form in forms.split("|")}
MISHEARD = 3
"""words that one misheard name may have become"""
SPELT_APART = 86.0
"""of 100: how near several words, some of them ordinary ones, must come to be a name together"""


NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Mark:
    tag: Tag
    words: tuple[str, ...]
    found: Found = NOTHING
    number: int = 0
    plural: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_strange(self) -> bool:
        """A word that nobody says in a pizzeria."""
        return self.tag == "word" and self.text not in PASSED_OVER


class Marker:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def marks(self, words: Sequence[str]) -> list[Mark]:
        """Every word is in one mark, in order."""
        return list(self._walk(tuple(words)))

    def _walk(self, words: tuple[str, ...]) -> Iterator[Mark]:
        at = 0
        while at < len(words):
            mark = self._longest(words, at) or self._misheard(words, at) or self._word(words, at)
            mark = self._whole(words, at, mark) or self._numbered(words, at, mark) or mark
            yield mark
            at += len(mark.words)

    def _numbered(self, words: tuple[str, ...], at: int, mark: Mark) -> Mark | None:
        """A name that begins with a number, and what the ear made of the rest: "four Chisos"."""
        end = at + len(mark.words)
        if mark.tag != "number" or end == len(words) or self._is_ordinary(words, end):
            return None
        found = self._vocabulary.near(words[at : end + 1])
        is_name = found is not None and found.meant.startswith(f"{mark.text} ")
        return _thing(words[at : end + 1], found) if found and is_name else None

    def _whole(self, words: tuple[str, ...], at: int, mark: Mark) -> Mark | None:
        """A nickname with what the ear made of the rest of the name: "capri chosa"."""
        end = at + len(mark.words)
        if mark.tag != "item" or end == len(words) or words[end] in PASSED_OVER or self._longest(words, end):
            return None
        found = self._vocabulary.near(words[at : end + 1]) or self._longer(words, end, mark)
        if found is None or not found.items:
            return None
        if set(found.items) & set(mark.found.items):
            return _thing(words[at : end + 1], mark.found)
        return _thing(words[at : end + 1], found) if found.score >= SPELT_APART else None

    def _longer(self, words: tuple[str, ...], end: int, mark: Mark) -> Found | None:
        """What begins with this name and goes on with what was misheard: "calzone speckle"."""
        rest = self._vocabulary.near(words[end : end + 1])
        longer = rest and self._vocabulary.longer(mark.found.items, rest.items)
        return replace(rest, items=longer, score=max(rest.score, SPELT_APART)) if rest and longer else None

    def _longest(self, words: tuple[str, ...], at: int) -> Mark | None:
        """The longest thing that begins here; of the same length the menu's word wins."""
        small = _small(words, at)
        if small and self._cuts_a_name(words, at, at + len(small.words)):
            small = _small(words[: at + 1], at)
        found = [mark for mark in (self._named(words, at), _number(words, at), small) if mark]
        return max(found, key=lambda mark: len(mark.words), default=None)

    def _cuts_a_name(self, words: tuple[str, ...], at: int, end: int) -> bool:
        """ "The pizza" of "the pizza salad"."""
        named = ((start, self._named(words, start)) for start in range(at + 1, end))
        return any(mark and start + len(mark.words) > end for start, mark in named)

    def _word(self, words: tuple[str, ...], at: int) -> Mark:
        """A word that is part of names, "salad", or none."""
        word = words[at : at + 1]
        items, toppings = self._vocabulary.with_word(word[0])
        return Mark("head" if items or toppings else "word", word, Found(items, toppings))

    def _named(self, words: tuple[str, ...], at: int) -> Mark | None:
        for end in range(min(len(words), at + LONGEST), at, -1):
            found = self._vocabulary.exact(words[at:end])
            if found:
                return _thing(words[at:end], found)
        return None

    def _misheard(self, words: tuple[str, ...], at: int) -> Mark | None:
        best: Mark | None = None
        for end in range(at + 1, min(len(words), at + MISHEARD) + 1):
            span = words[at:end]
            ordinary = [self._is_ordinary(words, i) for i in range(at, end)]
            if all(ordinary) or (ordinary[0] and any(self._named(words, i) for i in range(at, end))):
                continue
            found = self._vocabulary.near(span)
            if found is None or (any(ordinary) and found.score < SPELT_APART):
                continue
            if best is None or found.score >= best.found.score:
                best = _thing(span, found)
        return best

    def _is_ordinary(self, words: tuple[str, ...], at: int) -> bool:
        return words[at] in PASSED_OVER or self._longest(words, at) is not None


def _thing(words: tuple[str, ...], found: Found) -> Mark:
    plural = len(words[-1]) > 3 and words[-1].endswith("s")  # noqa: PLR2004
    if found.items and found.toppings:
        return Mark("thing", words, found, plural=plural)
    if found.items:
        return Mark("item", words, found, plural=plural)
    if found.toppings:
        return Mark("topping", words, found, plural=plural)
    return Mark("base" if found.base else "size", words, found, plural=plural)


def _number(words: tuple[str, ...], at: int) -> Mark | None:
    if words[at] in SWEDISH_NOUNS:
        return Mark("number", words[at : at + 1], number=SWEDISH_NOUNS[words[at]], plural=True)
    number = longest_number(words, at)
    if number:
        return Mark("number", words[at : number[1]], number=number[0])
    for form in singular(words[at])[1:]:  # "two sevens"
        of = value((form,))
        if of is not None and form != "one":
            return Mark("number", words[at : at + 1], number=of, plural=True)
    return None


def _small(words: tuple[str, ...], at: int) -> Mark | None:
    for end in range(min(len(words), at + LONGEST), at, -1):
        form = " ".join(words[at:end])
        if form in TAGS:
            return Mark(TAGS[form], words[at:end])
        if form in NTH:
            return Mark("nth", words[at:end], number=NTH[form])
    return None
