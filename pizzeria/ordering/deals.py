"""Which deals a cart earns: in menu order, as many full sets of each as fit.

Each unit of a line is used at most once over all deals. A deal looks only at category and size, and takes a
fixed sum off, so units alike in both are interchangeable and neither their prices nor the order in which they
were added matter. A pizza of two halves counts where both its halves do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pizzeria.ordering.cart import Cart
from pizzeria.ordering.menu import Deal, Menu, Need
from pizzeria.ordering.toppings import halves


@dataclass(frozen=True, slots=True, order=True)
class _Unit:
    categories: tuple[str, ...]
    size: str


def earned(cart: Cart, menu: Menu) -> tuple[Deal, ...]:
    """The deals earned, each as many times as it applies."""
    units = _units(cart, menu)
    found: list[Deal] = []
    for deal in menu.deals:
        sets, used = _fit(deal, units)
        found += [deal] * sets
        units = [unit for place, unit in enumerate(units) if place not in used]
    return tuple(found)


def _units(cart: Cart, menu: Menu) -> list[_Unit]:
    return sorted(
        _Unit(tuple(sorted({item.category for item in halves(menu, line)})), line.size)
        for line in cart.lines
        for _ in range(line.quantity)
    )


def _fit(deal: Deal, units: Sequence[_Unit]) -> tuple[int, dict[int, Need]]:
    """How many full sets fit, and which units (by place) they use for what."""
    one_set = [need for need in deal.needs for _ in range(need.quantity)]
    sets, used = 0, dict[int, Need]()
    while one_set:
        trial = dict(used)
        if not all(_seat(need, units, trial, set()) for need in one_set):
            break
        sets, used = sets + 1, trial
    return sets, used


def _seat(need: Need, units: Sequence[_Unit], used: dict[int, Need], seen: set[int]) -> bool:
    """Finds a unit for the need, moving others along where that makes room (an augmenting path)."""
    for place, unit in enumerate(units):
        if place in seen or not _meets(unit, need):
            continue
        seen.add(place)
        if place not in used or _seat(used[place], units, used, seen):
            used[place] = need
            return True
    return False


def _meets(unit: _Unit, need: Need) -> bool:
    return unit.size in need.sizes and set(unit.categories) <= set(need.categories)
