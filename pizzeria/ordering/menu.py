"""The menu: what is sold, in which sizes, with which toppings, at what price.

Every price is an int in the currency's minor unit. Every id is stable, lower case, `[a-z0-9_]+`.
Names are mappings from a language code to text, and hold every language of the house.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

Names = Mapping[str, str]
Diet = Literal["vegan", "vegetarian", "none"]


@dataclass(frozen=True, slots=True)
class Size:
    id: str
    names: Names
    price: int
    """minor units, of the whole item in this size"""


@dataclass(frozen=True, slots=True)
class Base:
    id: str
    names: Names
    price: int
    """minor units, on top of the item's price"""
    lacks: tuple[str, ...] = ()
    """allergens that this base does not bring, though the ordinary one does"""


@dataclass(frozen=True, slots=True)
class Topping:
    id: str
    names: Names
    prices: Mapping[str, int]
    """minor units by size id; a size that is not here cannot have the topping"""
    allergens: tuple[str, ...] = ()
    diet: Diet = "vegan"
    said: tuple[str, ...] = ()
    """other ways people say it, in any language"""
    available: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    names: Names
    category: str
    sizes: tuple[Size, ...]
    number: int | None = None
    """the number on the paper menu: "en sjua" """
    toppings: tuple[str, ...] = ()
    """ids of what is on it as it comes"""
    allergens: tuple[str, ...] = ()
    """its own (dough, say), beside those of its toppings"""
    said: tuple[str, ...] = ()
    customisable: bool = False
    """toppings may be changed, another base chosen, and it may be one half of a pizza"""
    diet: Diet = "none"
    """of the item as it comes; for customisable items the toppings decide and this is derived at load"""
    available: bool = True
    """false when it, or a topping that belongs on it, is sold out"""
    sold_out: bool = False
    """it was marked itself; one that only lacks a topping was not"""

    def size(self, size_id: str) -> Size | None:
        return next((size for size in self.sizes if size.id == size_id), None)


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    names: Names


@dataclass(frozen=True, slots=True)
class Need:
    """One part of a deal: `quantity` of any item of `categories` in one of `sizes`."""

    categories: tuple[str, ...]
    sizes: tuple[str, ...]
    quantity: int


@dataclass(frozen=True, slots=True)
class Deal:
    """When everything needed is in the cart, `takes_off` is taken off the bill, once for each full set."""

    id: str
    names: Names
    needs: tuple[Need, ...]
    takes_off: int
    """minor units a set"""


@dataclass(frozen=True, slots=True)
class Rules:
    """The house's rules as data."""

    halves: bool = True
    """two halves of different pizzas are sold, at the dearer half's price"""
    half_topping_percent: int = 50
    """what an added topping costs on one half, in percent of the whole; rounded up to a minor unit"""
    extra_topping_percent: int = 200
    """what amount "extra" of a topping that is not on the item costs, in percent of its price"""
    max_quantity: int = 20
    """per line"""
    max_lines: int = 20
    max_units: int = 40
    """of everything in one order, together"""
    max_added: int = 8
    """toppings added to one line"""


@dataclass(frozen=True)
class Menu:
    """Everything sold, in menu order. Immutable: `sold_out` answers a new one."""

    currency: str
    language: str
    """the house's first language, in which ids are named on tickets"""
    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    toppings: tuple[Topping, ...]
    bases: tuple[Base, ...]
    """the first is the ordinary one, at no extra price"""
    deals: tuple[Deal, ...] = ()
    rules: Rules = field(default_factory=Rules)

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def topping_by_id(self) -> Mapping[str, Topping]:
        return {topping.id: topping for topping in self.toppings}

    @cached_property
    def base_by_id(self) -> Mapping[str, Base]:
        return {base.id: base for base in self.bases}

    def sold_out(self, items: Iterable[str], toppings: Iterable[str]) -> "Menu":
        """The same menu with exactly these sold out; a sold-out topping takes its items along."""
        no_items, no_toppings = frozenset(items), frozenset(toppings)
        return replace(
            self,
            toppings=tuple(replace(t, available=t.id not in no_toppings) for t in self.toppings),
            items=tuple(
                replace(
                    i,
                    available=i.id not in no_items and no_toppings.isdisjoint(i.toppings),
                    sold_out=i.id in no_items,
                )
                for i in self.items
            ),
        )

    def lacks(self, item: Item) -> tuple[str, ...]:
        """The toppings that belong on it and are sold out."""
        return tuple(id for id in item.toppings if not self.topping_by_id[id].available)

    def allergens(self, item: Item) -> tuple[str, ...]:
        """Of the item as it comes: its own and its toppings', each once, in a fixed order."""
        found = [*item.allergens, *(a for t in item.toppings for a in self.topping_by_id[t].allergens)]
        return tuple(dict.fromkeys(found))
