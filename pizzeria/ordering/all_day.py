"""What was sold today, as a kitchen counts it: 12 Margherita, 3 halves of Hawaii, 4 gluten-free bases."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Sold:
    id: str
    """an item's or a base's"""
    whole: int
    halves: int = 0
    """of pizzas that are shared with another: each counts as one half"""


@dataclass(frozen=True, slots=True)
class AllDay:
    """The most sold first."""

    items: tuple[Sold, ...] = ()
    bases: tuple[Sold, ...] = ()
    """only those a cook must notice: the ordinary one is not counted"""


@dataclass(frozen=True, slots=True)
class Portion:
    """So many pieces made alike, as far as it is counted here."""

    item: str
    second_half: str | None
    base: str
    """"" for the ordinary one and for what has none"""
    quantity: int


def count(portions: Iterable[Portion]) -> AllDay:
    whole, halves, bases = Counter[str](), Counter[str](), Counter[str]()
    for portion in portions:
        if portion.base:
            bases[portion.base] += portion.quantity
        if portion.second_half is None:
            whole[portion.item] += portion.quantity
        else:
            halves[portion.item] += portion.quantity
            halves[portion.second_half] += portion.quantity
    sold = [Sold(item, whole[item], halves[item]) for item in whole | halves]
    return AllDay(_most_first(sold), _most_first([Sold(base, number) for base, number in bases.items()]))


def day_began(now: datetime, timezone: ZoneInfo) -> datetime:
    """The midnight before, where the house is."""
    return datetime.combine(now.astimezone(timezone).date(), time(), timezone)


def _most_first(sold: Iterable[Sold]) -> tuple[Sold, ...]:
    return tuple(sorted(sold, key=lambda each: (-2 * each.whole - each.halves, each.id)))
