"""What each small word does to the reader of an order: the rules of the grammar, a function a rule."""

from collections.abc import Callable, Iterable, Mapping

from pizzeria.voice.wits.counting import look, number
from pizzeria.voice.wits.grammar import HALVES, Reader
from pizzeria.voice.wits.halving import half, half_and_half
from pizzeria.voice.wits.items import head, named, pizza, thing, topping
from pizzeria.voice.wits.lexicon import FOODS, Tag
from pizzeria.voice.wits.marks import Mark
from pizzeria.voice.wits.meanings import Meaning, Unknown
from pizzeria.voice.wits.pointing import (
    all_of_them,
    and_,
    get,
    instead,
    it,
    last,
    make,
    meant,
    nth,
    rest,
    same,
    stop,
    to,
    verb,
)
from pizzeria.voice.wits.vocabulary import SHORTEST, Vocabulary

ENDS = frozenset({"stop", "and", "with", "without", "to", "on", "a", "number", "not", "pizza", "noun"})
"""what may come after something that is ordered"""
Rule = Callable[[Reader, Mark], None]


def read(marks: Iterable[Mark], vocabulary: Vocabulary, known: frozenset[str]) -> list[Meaning]:
    """The wishes and changes of one clause, in the order they were said."""
    reader = Reader(list(marks), vocabulary, known)
    for at, mark in enumerate(reader.marks):
        reader.at = at
        rule = RULES.get(mark.tag)
        if rule is not None:
            rule(reader, mark)
    reader.finish()
    return reader.meanings


def _with(reader: Reader, _: Mark) -> None:
    _from_here(reader, True)


def _without(reader: Reader, _: Mark) -> None:
    _from_here(reader, False)


def _from_here(reader: Reader, adding: bool) -> None:
    """Toppings come on, or off; on one half when that was said just before."""
    reader.adding, reader.amount = adding, "normal"
    side = reader.draft.side if reader.draft is not None else "whole"
    reader.half = reader.half if reader.before.tag in HALVES else side


def _no(reader: Reader, mark: Mark) -> None:
    if reader.after.tag in ("topping", "thing", "head"):
        _without(reader, mark)
    elif reader.next.tag == "item" and not reader.known.isdisjoint(reader.next.found.items):
        corrects = any(m.tag in ("not", "instead_of") for m in reader.marks)
        reader.verb = reader.verb if corrects else "drop"


def _word(reader: Reader, mark: Mark) -> None:
    """ "A lasagne": ordered, and nothing that is sold."""
    word = mark.words[0]
    strange = word in FOODS or (mark.is_strange and len(word) > SHORTEST)
    if (
        reader.previous.tag in ("a", "number")
        and strange
        and ENDS.issuperset((reader.next.tag, reader.after.tag))
    ):
        reader.meanings.append(Unknown(mark.text))


def _extra(reader: Reader, _: Mark) -> None:
    reader.adding, reader.amount = True, "extra"


def _light(reader: Reader, mark: Mark) -> None:
    if reader.after.tag in ("topping", "thing", "head"):
        reader.adding, reader.amount = True, "light"
    elif "half" in mark.words:
        half(reader, mark)


RULES: Mapping[Tag, Rule] = {
    "item": named, "thing": thing, "topping": topping, "head": head, "number": number,
    "size": look, "base": look,
    "with": _with, "without": _without, "no": _no, "extra": _extra, "light": _light,
    "half": half, "left": half, "right": half, "one_half": half, "other_half": half,
    "half_and_half": half_and_half, "it": it, "nth": nth, "last": last, "same": same, "all": all_of_them,
    "rest": rest, "get": get, "add": verb, "drop": verb, "change": verb, "make": make, "to": to,
    "instead": instead, "meant": meant, "pizza": pizza, "word": _word, "and": and_, "stop": stop,
}  # fmt: skip
