"""What a caller may have meant: items and toppings by their names, nicknames and numbers, in every language.

"en sjua", "nummer 7", "number seven", "sju" and "7" are one and the same. Nothing here chooses for the
caller: a near name is offered, never taken.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from num2words import num2words
from rapidfuzz import fuzz, process

from pizzeria.ordering.as_json import Json
from pizzeria.ordering.menu import Item, Menu, Names, Topping

FILLERS = frozenset({"a", "an", "en", "ett", "item", "no", "nr", "number", "nummer", "pizza", "the"})
LONGEST = 80
"""characters of what was heard that are looked at"""
NEAR = 68
"""of 100: below this a name is not offered"""

Spoken = dict[str, list[str]]
"""from a plain spoken form to the ids that it may name, in menu order"""


class Phrasebook:
    """Every way to say what is on the menu. Made once; the menu's availability does not matter to it."""

    def __init__(self, menu: Menu) -> None:
        self._menu = menu
        self._items = _spoken(menu.items)
        self._toppings = _spoken(menu.toppings)
        self._numbers: dict[str, str] = {
            form: item.id
            for item in menu.items
            if item.number is not None
            for form in _number_forms(item.number)
        }

    def items(self, heard: str, limit: int = 3) -> list[str]:
        """Ids of the items that may have been meant, nearest first."""
        numbered = self._numbers.get(_without_fillers(plain(heard)))
        return [numbered] if numbered else _nearest(self._items, heard, limit)

    def toppings(self, heard: str, limit: int = 3) -> list[str]:
        return _nearest(self._toppings, heard, limit)

    def mentioned(self, text: str) -> tuple[list[str], list[str], str]:
        """Ids of the items and of the toppings that are named outright in a text, and what is left of it."""
        numbered = self._numbers.get(_without_fillers(plain(text)))
        if numbered:
            return [numbered], [], ""
        items, rest = _cut_out(self._items, plain(text))
        toppings, rest = _cut_out(self._toppings, rest)
        return items, toppings, rest

    def named_items(self, ids: Iterable[str], language: str) -> list[Json]:
        return [_named_item(self._menu.item_by_id[id], self._menu, language) for id in ids]

    def named_toppings(self, ids: Iterable[str], language: str) -> list[Json]:
        found = [self._menu.topping_by_id[id] for id in ids]
        return [{"id": topping.id, "name": name_of(topping.names, self._menu, language)} for topping in found]


def name_of(names: Names, menu: Menu, language: str) -> str:
    """In the call's language when the menu has it, else in the house's own."""
    return names.get(language) or names[menu.language]


def plain(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces: what two ways of writing have in common."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))


def _named_item(item: Item, menu: Menu, language: str) -> Json:
    named: Json = {"id": item.id, "name": name_of(item.names, menu, language)}
    return named if item.number is None else {**named, "number": item.number}


def _spoken(sold: Iterable[Item | Topping]) -> Spoken:
    spoken: Spoken = {}
    for thing in sold:
        for form in dict.fromkeys(plain(said) for said in (thing.id, *thing.names.values(), *thing.said)):
            spoken.setdefault(form, []).append(thing.id)
    return spoken


def _nearest(spoken: Spoken, heard: str, limit: int) -> list[str]:
    wanted = plain(heard[:LONGEST])
    if wanted in spoken:
        return list(spoken[wanted])
    wanted = _without_fillers(wanted)
    near = process.extract(wanted, list(spoken), scorer=_likeness, score_cutoff=NEAR, limit=4 * limit)
    return list(dict.fromkeys(id for form, _, _ in near for id in spoken[form]))[:limit]


def _likeness(one: str, other: str, **_: object) -> float:
    """Of 100: the spelling as a whole, or, a little less, all the words of one among those of the other."""
    return max(fuzz.ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))


def _cut_out(spoken: Spoken, text: str) -> tuple[list[str], str]:
    """Ids named in the text as whole words, the longest names first, and the text without them."""
    rest = f" {text[:LONGEST]} "
    found: list[str] = []
    for form in sorted(spoken, key=len, reverse=True):
        if form and f" {form} " in rest:
            found.extend(spoken[form])
            rest = rest.replace(f" {form} ", "  ")
    return list(dict.fromkeys(found)), rest.strip()


def _without_fillers(text: str) -> str:
    words = text.split()
    while len(words) > 1 and words[0] in FILLERS:
        words.pop(0)
    return " ".join(words)


def _number_forms(number: int) -> Iterator[str]:
    yield from (str(number), f"{number}a", f"{number} a", f"{number}an", f"{number} an")
    yield plain(num2words(number, lang="en"))
    heard = num2words(number, lang="sv")  # forty as it sounds; people write it otherwise
    for counted in dict.fromkeys((heard, heard.replace("förtio", "fyrtio"))):
        noun = plain(swedish_noun(counted))
        yield from (plain(counted), noun, f"{noun}n")


def swedish_noun(counted: str) -> str:
    """How a dish with that number is called: sju, "en sjua"; tjugotre, "en tjugotrea"; tio, "en tia"."""
    if counted.endswith("a"):
        return counted
    if counted.endswith("fem"):
        return f"{counted}ma"
    return f"{counted.removesuffix('o')}a"
