"""One caller's turn, as it was transcribed, to a list of meanings in the order they were said."""

import re
from collections.abc import Callable

from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu
from pizzeria.voice.wits import cues, people, places, questions
from pizzeria.voice.wits.acts import Expects
from pizzeria.voice.wits.marks import Mark, Marker
from pizzeria.voice.wits.meanings import (
    Alter,
    Ask,
    Bare,
    Fulfil,
    Meaning,
    Named,
    Place,
    Ref,
    Said,
    Unclear,
    Wish,
)
from pizzeria.voice.wits.reading import read
from pizzeria.voice.wits.repeated import joined
from pizzeria.voice.wits.vocabulary import NEAR, Vocabulary
from pizzeria.voice.wits.words import plain, tokens

_SENTENCE = re.compile(r"[^.?!]+[.?!]*")
_ASKED_TOO = re.compile(
    r",\s*(?=(?:(?:yeah|yes|and|oh|so|also)[, ]+)+(?:can|could|will|would|do) you\b)", re.IGNORECASE
)
"""before a question that a transcript has not parted from what was said first"""
_RULES = re.compile(  # of money or rules only: nothing is ordered
    r"\b(if|set|total|price|instructions|rules|prompt|system|machine|you|your)\b"
)
_ONLY = re.compile(r"\b(only|just|after all|(back|down|up) to)\b(?!.*\b(more|another|extra|add)\b)")
_CAN = re.compile(r"\bcan (?=(one|two|three) of the\b)")  # no drink
_TASTE = re.compile(
    r"\b(?:my |the |our )?\w+(?: just| really)? "
    r"(?:(?:(?:does|do|ca|wo)n[\u2019']?t|cannot|never|does not|do not) (?:eats?|likes?|stand)|hates?)"
    r"(?: any)? (\w+)",
    re.IGNORECASE,
)
"""why something is wished for"""
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_COMMA = re.compile(r"\bno\b\s*[,-]", re.IGNORECASE)
ALLERGIC = re.compile(
    r"\b(\w+ (is|am|are) |im |hes |shes |theyre |were )?(\w+ )?(allergic|intolerant)"
    r"( to( the)? \w+( (and|or|nor) \w+)?)?|\b(coeliac|celiac)( disease)?\b"
)
"""what is said of a person, not of a pizza"""
EXACT = 100.0
OURS = 2
"""how good a postal code is that the house delivers to"""
DICTATED: tuple[Expects, ...] = ("street", "postal_code", "name", "is_name", "spelling")
PERSONAL: tuple[Expects, ...] = ("name", "is_name", "spelling")
ANSWERS: frozenset[Meaning] = frozenset({Said("yes"), Said("no")})
MUMBLED = 3
"""words of an answer whose last one alone may tell what it is: "mm hum yeah" is a yes"""
LONGEST = 2_000
"""characters of one turn that are listened to"""


class Hearing:
    """Knows the menu, and nothing of a call: one serves any number of them."""

    def __init__(self, menu: Menu, house: House) -> None:
        self.vocabulary = Vocabulary(menu)
        self.marker = Marker(self.vocabulary)
        self._codes = tuple(code for zone in house.zones for code in zone.postal_codes)
        self.reserved = frozenset(
            word
            for names in (*(i.names for i in menu.items), *(t.names for t in menu.toppings))
            for name in names.values()
            for word in tokens(name)
        )

    def meanings(self, words: str, expects: Expects, known: frozenset[str]) -> list[Meaning]:
        """`known`: ids of the items in the order."""
        text = _without_reasons(words[:LONGEST])
        found: list[Meaning] = []
        if cues.is_foreign(tokens(text)):
            found.append(Said("foreign"))
        if expects in PERSONAL:
            text = self._person(text, expects, found)
        text, place = self._place(text, expects)
        found += [place] if place else []
        name, text = people.volunteered(text, self.reserved)
        if name:
            found.append(Named(name))
        for sentence in _SENTENCE.findall(_ASKED_TOO.sub(". ", _DECIMAL.sub(",", text))):
            found = joined(found, self._sentence(sentence, known, expects), plain(sentence))
        if expects == "yes_no" and not ANSWERS.isdisjoint(found):
            found = [meaning for meaning in found if not isinstance(meaning, Unclear)]
        return [meaning for meaning in found if expects not in DICTATED or _is_surely_meant(meaning)]

    def code_in(self, words: str) -> int:
        """OURS when a postal code is said that the house delivers to, 1 for any other, 0 for none."""
        found = places.find(words, self._codes, "postal_code")
        code = found.place.postal_code if found else ""
        return (code in self._codes) + bool(code)

    def yes_or_no(self, words: str) -> str:
        """Which of them it begins with; "" for neither."""
        said, _ = cues.yes_or_no(plain(words))
        return said.what if said else ""

    def strangeness(self, words: str) -> float:
        """How many of them nobody says in a pizzeria; one that is nearly a name of the menu counts less."""
        marks = self.marker.marks(tokens(words))
        unknown = sum(mark.is_strange for mark in marks)
        return unknown + sum((EXACT - mark.found.score) / NEAR for mark in marks)

    def _person(self, text: str, expects: Expects, found: list[Meaning]) -> str:
        """What is left of an answer about a name, which is found."""
        if expects == "is_name":
            answer, _ = cues.yes_or_no(plain(text))
            found += [answer] if answer else []
            if answer == Said("yes"):
                return ""
            text = people.undenied(text)
        name, text = self._answered_name(text, people.spelling if expects == "spelling" else people.answered)
        found += [Named(name)] if name else []
        return text

    def _answered_name(self, text: str, answered: Callable[[str], tuple[str, str]]) -> tuple[str, str]:
        """A name, unless the answer is plainly about something else."""
        said = plain(text)
        if questions.is_question(
            said.removeprefix("my name "), "?" in text and "my name?" not in text.lower()
        ):
            return "", text
        if any(isinstance(m, Said) and m.what not in ("thanks", "hello") for m in cues.cut_out(said)[0]):
            return "", text
        return answered(text)

    def _place(self, text: str, expects: Expects) -> tuple[str, Place | None]:
        found = places.find(text, self._codes, expects)
        return (found.rest, found.place) if found else (text, None)

    def _sentence(self, sentence: str, known: frozenset[str], expects: Expects) -> list[Meaning]:
        text, asked = plain(sentence), "?" in sentence
        if not text:
            return []
        if expects == "yes_no" and text == "please":
            return [Said("yes")]
        answer, rest = cues.yes_or_no(text)
        if expects == "yes_no" and not answer and len(text.split()) <= MUMBLED:
            answer, rest = cues.yes_or_no(text.split()[-1])
        if answer and not self._is_part_of_more(sentence, rest, known):
            return [answer, *self._clause(rest, asked, known, answered=True)]
        found = self._clause(text, asked, known)
        if expects == "how" and not any(isinstance(m, Fulfil | Ask) or _says_something(m) for m in found):
            way = cues.how(text)
            return [way] if way else found
        return found

    def _is_part_of_more(self, sentence: str, rest: str, known: frozenset[str]) -> bool:
        """ "No onions" is no no, and "no Hawaii" none where there is one; "that is all" is done."""
        text = plain(sentence)
        if not rest and Said("done") in cues.cut_out(text)[0]:
            return True
        first = next(iter(self.marker.marks(tokens(rest))), None)
        if first is None or not text.removesuffix(rest).rstrip().endswith("no") or _COMMA.search(sentence):
            return False
        return first.tag in ("topping", "thing", "head") or not known.isdisjoint(first.found.items)

    def _clause(self, text: str, asked: bool, known: frozenset[str], answered: bool = False) -> list[Meaning]:
        if not text:
            return []
        marks = self.marker.marks(tokens(text))
        if questions.is_question(text, asked):
            return self._question(text, marks)
        said, rest = cues.cut_out(text)
        if not rest:
            return said
        talks = any(isinstance(m, Said) and m.what in ("haggle", "rude") for m in said)
        order = [] if talks and _RULES.search(text) else self._order(rest, known)
        allergy = [questions.question(text, marks)] if questions.mentions_allergy(text) else []
        if order or said or answered or allergy:
            return [*_ordered(said, order), *allergy]
        return self._unclear(rest)

    def _order(self, text: str, known: frozenset[str]) -> list[Meaning]:
        """What is ordered in a clause; who is allergic to what is no order."""
        text = _CAN.sub("", ALLERGIC.sub(" and ", text))
        found = read(self.marker.marks(tokens(text)), self.vocabulary, known)
        return [_only(meaning, known) for meaning in found] if _ONLY.search(text) else found

    def _question(self, text: str, marks: list[Mark]) -> list[Meaning]:
        said, _ = cues.cut_out(text, frozenset({Fulfil}))
        plainly = [
            m
            for m in said
            if isinstance(m, Said)
            and m.what
            in ("human", "where_is_it", "haggle", "repeat", "foreign", "bye", "done", "cancel_placed")
        ]
        return list(plainly) if plainly else [questions.question(text, marks)]

    def _unclear(self, text: str) -> list[Meaning]:
        marks = self.marker.marks(tokens(text))
        words = [mark.text for mark in marks if mark.tag == "word"]
        return [Unclear(" ".join(words))] if words else []


def _without_reasons(text: str) -> str:
    """Of "ham on the left half only, my daughter doesn't eat ham" the wish, where both name the same."""
    low = text.lower()
    return _TASTE.sub(lambda m: m[0] if len(re.findall(rf"\b{m[1].lower()}\b", low)) == 1 else " ", text)


def _is_surely_meant(meaning: Meaning) -> bool:
    """Also where something was to be dictated: there, what is only like a dish, or is a number, is none."""
    return not isinstance(meaning, Bare) and not (isinstance(meaning, Wish) and not meaning.sure)


def _says_something(meaning: Meaning) -> bool:
    return isinstance(meaning, Said) and meaning.what not in ("foreign", "thanks", "hello")


def _only(meaning: Meaning, known: frozenset[str]) -> Meaning:
    """ "I only want one Vesuvio" is how many there are to be, where there are some."""
    if (
        isinstance(meaning, Wish)
        and meaning.counted
        and not meaning.second_half
        and known & set(meaning.items)
    ):
        return Alter(Ref("item", meaning.items), meaning.look, meaning.quantity, parts=meaning.parts)
    return meaning


def _ordered(said: list[Meaning], order: list[Meaning]) -> list[Meaning]:
    """What undoes an order comes before what makes one, and what ends it after."""
    first = [m for m in said if not isinstance(m, Said | Fulfil)]
    last = [m for m in said if isinstance(m, Said | Fulfil)]
    return [*first, *order, *last]
