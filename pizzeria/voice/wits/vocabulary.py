"""The menu as a vocabulary: which things a few words may name, exactly or nearly.

Made once of a menu. Every name, nickname and number in every language counts; nothing is chosen for the
caller.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from pizzeria.ordering.menu import Item, Menu, Topping
from pizzeria.voice.wits.lexicon import SIZES_BY_RANK
from pizzeria.voice.wits.sounds import likeness, sound
from pizzeria.voice.wits.words import plain

SURE = 84.0
"""of 100: from here on a misheard name is taken as it is, and said back"""
NEAR = 72.0
"""below this it is no name at all; between the two the caller is asked"""
ALIKE = 90.0
"""that of the only name that sounds just so"""
APART = 5.0
"""how much nearer the nearest must be than the next, to be the only one"""
LONGEST = 5
"""words of a name"""
SHORTEST, SHORTEST_HEAD = 4, 3
"""letters of a word that may be a misheard name, and of one that is part of one"""
ENOUGH = 6
"""letters from which on a likeness is no accident"""
NO_HEADS = frozenset(
    {"pizza", "pizzan", "with", "without", "utan", "special", "drink", "fresh", "vanlig", "extra", "house"}
)
PIZZA = ("pizza", "pizzan", "pizzas")


@dataclass(frozen=True, slots=True)
class Found:
    items: tuple[str, ...] = ()
    toppings: tuple[str, ...] = ()
    size: str | None = None
    """an id, or "largest" or "smallest" of those that the item has"""
    base: str | None = None
    score: float = 100.0
    meant: str = ""
    """the name that was misheard, where it is one alone"""

    @property
    def sure(self) -> bool:
        return self.score >= SURE


class Vocabulary:
    def __init__(self, menu: Menu) -> None:
        self.menu = menu
        self._forms: dict[str, Found] = {}
        for form, found in self._all_forms(menu):
            self._forms[form] = _together(self._forms.get(form, Found()), found)
        for (
            item
        ) in menu.items:  # "a pepperoni", short for the pizza, when nothing else has that name outright
            for form in _short_forms(item):
                self._forms.setdefault(form, Found(items=(item.id,), score=SURE - 1))
        self._things = {
            form: form.replace(" ", "") for form, f in self._forms.items() if f.items or f.toppings
        }
        self._sounds = {form: sound(joined) for form, joined in self._things.items()}
        self._heads = _heads(menu)
        self.numbers: Mapping[int, str] = {i.number: i.id for i in menu.items if i.number is not None}

    def exact(self, words: tuple[str, ...]) -> Found | None:
        """What these words name outright, in the singular or the plural."""
        forms = (" ".join((*words[:-1], last)) for last in singular(words[-1]))
        return next((self._forms[form] for form in forms if form in self._forms), None)

    def near(self, words: tuple[str, ...]) -> Found | None:
        """What they may have been meant to name: the nearest things, when any is near enough."""
        if any(word.isdecimal() for word in words):
            return None
        found = (self._near("".join((*words[:-1], last))) for last in singular(words[-1]))
        return max(filter(None, found), key=lambda each: each.score, default=None)

    def _near(self, joined: str) -> Found | None:
        if len(joined) < SHORTEST:
            return None
        near = process.extract(joined, self._things, scorer=_likeness, score_cutoff=NEAR, limit=6)
        if not near:
            return None
        best = near[0][1]
        kept = [form for _, score, form in near if score >= best - APART]
        merged = Found()
        for form in kept:
            merged = _together(merged, self._forms[form])
        same = [form for form in kept if self._sounds[form] == sound(joined)]
        if len(same) == 1:
            return replace(self._forms[same[0]], score=ALIKE, meant=same[0])
        short = max(0, ENOUGH - len(joined))  # a short word is like many
        score = best - 4 * short - (APART if not merged.items else 0)
        return Found(merged.items, merged.toppings, score=score) if score >= NEAR else None

    def longer(self, items: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
        """Of the others those whose name begins with a name of these."""
        begins = tuple(f"{form} " for form, found in self._forms.items() if set(found.items) & set(items))
        return tuple(
            id
            for id in others
            if any(form.startswith(begins) for form, found in self._forms.items() if id in found.items)
        )

    def with_word(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the items and toppings that have this word in a name: "salad" is several."""
        found = [self._heads[form] for form in singular(word) if form in self._heads]
        return found[0] if found else ((), ())

    def toppings(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Every topping that these words may mean, in menu order: "pepperoni" is two."""
        said = " ".join(words)
        exact = self.exact(words)
        if exact and exact.toppings:
            return exact.toppings
        near = {form: likeness(form, said) for form, found in self._forms.items() if found.toppings}
        best = max(near.values(), default=0.0)
        likely = {form for form, score in near.items() if score >= NEAR and score >= best - APART}
        likely |= {form for form in near if form.startswith(f"{said} ")}
        ids = {id for form in likely for id in self._forms[form].toppings}
        return tuple(topping.id for topping in self.menu.toppings if topping.id in ids)

    @staticmethod
    def _all_forms(menu: Menu) -> Iterator[tuple[str, Found]]:
        for item in menu.items:
            for form in _forms((item.id, *item.names.values(), *item.said)):
                yield form, Found(items=(item.id,))
        for topping in menu.toppings:
            for form in _forms((topping.id, *topping.names.values(), *topping.said)):
                yield form, Found(toppings=(topping.id,))
        for base in menu.bases:
            for form in _base_forms(base.names.values()):
                yield form, Found(base=base.id)
        for item in menu.items:
            for size in item.sizes:
                for form in _size_forms(size.names.values()):
                    yield form, Found(size=size.id)
        for rank, forms in SIZES_BY_RANK.items():
            for form in forms.split("|"):
                yield form, Found(size=rank)


def singular(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of."""
    if len(word) > 3 and word.endswith("s"):  # noqa: PLR2004
        return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1])
    return (word, word[:-1]) if word.endswith("iga") else (word,)


def _together(one: Found, other: Found) -> Found:
    return Found(
        tuple(dict.fromkeys((*one.items, *other.items))),
        tuple(dict.fromkeys((*one.toppings, *other.toppings))),
        one.size or other.size,
        one.base or other.base,
        min(one.score, other.score),
    )


def _forms(said: Iterable[str]) -> Iterator[str]:
    for form in dict.fromkeys(plain(text.replace("_", " ")) for text in said):
        yield form
        if form.startswith("the "):
            yield form.removeprefix("the ")


def _short_forms(item: Item) -> Iterator[str]:
    for form in _forms((*item.names.values(), *item.said)):
        first, _, last = form.rpartition(" ")
        if item.customisable and last in PIZZA and first:
            yield first


def _heads(menu: Menu) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """From a word to what is named with it: by what names begin with, else by what they end with."""
    first, last, toppings, whole = (dict[str, list[str]]() for _ in range(4))
    for item in menu.items:
        for name in _named(item):
            first.setdefault(name[0], []).append(item.id)
            last.setdefault(name[-1], []).append(item.id)
    for topping in menu.toppings:
        for name in _named(topping):
            for word in {name[0], name[-1]}:
                toppings.setdefault(word, []).append(topping.id)
            whole.setdefault(" ".join(name), []).append(topping.id)
    heads = {}
    for word in (*first, *last, *toppings):
        if len(word) >= SHORTEST_HEAD and word not in NO_HEADS:
            items = first[word] if word in whole and word in first else last.get(word, [])
            heads[word] = (tuple(dict.fromkeys(items)), tuple(dict.fromkeys(toppings.get(word, ()))))
    return heads


def _named(thing: Item | Topping) -> list[tuple[str, ...]]:
    return [tuple(form.split()) for form in _forms((*thing.names.values(), *thing.said))]


def _base_forms(names: Iterable[str]) -> Iterator[str]:
    """ "gluten-free base" is "gluten free" too, with or without what it is of."""
    for form in _forms(names):
        yield form
        first, _, last = form.rpartition(" ")
        if first and first not in ("ordinary", "vanlig"):
            yield from (first, f"{first} crust", f"{first} dough", f"{first} bottom", first.replace(" ", ""))
        elif first:
            yield from (
                f"normal {last}",
                f"regular {last}",
                f"{first} dough",
                "ordinary crust",
                "normal crust",
            )


def _size_forms(names: Iterable[str]) -> Iterator[str]:
    """ "33 cl can" is a can too; "family" is family size."""
    for form in _forms(names):
        yield form
        *_, last = form.split()
        first = form.removesuffix(f" {last}")
        yield from (last, f"{last} size", f"{last} sized", f"{last} size one", f"{last} one", f"size {last}")
        yield from (f"big {last}", f"small {last}", f"large {last}", f"{last} of")
        yield from (word for word in form.split() if word.isalpha() and len(word) > 2)  # noqa: PLR2004
        yield from (
            (first, first.replace("litre", "liter"), form.replace("litre", "liter")) if first != form else ()
        )


def _likeness(one: str, other: str, **_: object) -> float:
    rough = fuzz.ratio(one, other)
    return rough if rough < 45 else likeness(one, other)  # noqa: PLR2004


__all__ = ["NEAR", "SURE", "Found", "Vocabulary", "singular"]
