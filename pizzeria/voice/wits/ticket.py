"""The order as the tools last answered it: what stands in the cart, and what a line is made of.

A line's changes are told in a cook's shorthand ("+ extra lök (vänster)"); they are read back into ids
here, by the menu's own names, so that a line can be said in English and made again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pizzeria.ordering.menu import Item, Menu
from pizzeria.ordering.tickets import WORDS
from pizzeria.voice.wits.meanings import Topped

_AMOUNTS = {
    words[amount].strip(): amount
    for words in WORDS.values()
    for amount in ("extra", "light")
    if words[amount]
}
_HALVES = {words[half].strip(" ()"): half for words in WORDS.values() for half in ("left", "right")}
_CHANGE = re.compile(r"(?P<sign>[+-] )?(?P<what>.+?)(?: \((?P<half>[^)]+)\))?")


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    item: str
    size: str
    quantity: int
    second_half: str = ""
    base: str = ""
    changes: tuple[Topped, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    lines: tuple[Line, ...] = ()
    total: int = 0
    currency: str = ""
    discount: int = 0
    fulfilment: Mapping[str, object] | None = None

    def line(self, id: int) -> Line | None:
        return next((line for line in self.lines if line.id == id), None)


def ticket_of(cart: Mapping[str, object], menu: Menu) -> Ticket:
    """The `cart` of an answer."""
    lines = cart.get("lines")
    fulfilment = cart.get("fulfilment")
    return Ticket(
        tuple(_line(facts, menu) for facts in lines if isinstance(facts, Mapping))
        if isinstance(lines, list)
        else (),
        number(cart.get("total")),
        str(cart.get("currency", "")),
        number(cart.get("discount")),
        fulfilment if isinstance(fulfilment, Mapping) else None,
    )


def number(value: object) -> int:
    """A JSON integer, 0 for anything else."""
    return value if isinstance(value, int) else 0


def _line(facts: Mapping[str, object], menu: Menu) -> Line:
    changes = facts.get("changes")
    named = facts.get("base_name")
    return Line(
        id=number(facts.get("id")),
        item=str(facts.get("item")),
        size=str(facts.get("size")),
        quantity=number(facts.get("quantity")),
        second_half=str(facts.get("second_half") or ""),
        base=next((base.id for base in menu.bases if named in base.names.values()), ""),
        changes=tuple(_changes(changes, menu)) if isinstance(changes, list) else (),
    )


def _changes(changes: Iterable[object], menu: Menu) -> Iterable[Topped]:
    ids = {name: topping.id for topping in menu.toppings for name in topping.names.values()}
    for change in changes:
        found = _CHANGE.fullmatch(str(change))
        if found is None:
            continue
        what, amount = found["what"], "normal"
        first, _, rest = what.partition(" ")
        if what not in ids and first in _AMOUNTS:
            what, amount = rest, _AMOUNTS[first]
        if what in ids:
            half = _HALVES.get(found["half"] or "", "whole")
            yield Topped((ids[what],), what, found["sign"] == "- ", half, amount)  # type: ignore[arg-type]


def sizes_of(item: Item, other: Item | None) -> list[str]:
    """Ids of the sizes in which the item, or both halves, can be had; smallest first as the menu lists
    them.
    """
    return [size.id for size in item.sizes if other is None or other.size(size.id)]
