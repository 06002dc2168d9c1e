"""How things are said: names, lines of an order, money, clocks, digits. English; one word a noun of the
menu.
"""

import re
from collections.abc import Iterable, Sequence

from num2words import num2words

from pizzeria.ordering.menu import Item, Menu, Names
from pizzeria.ordering.money import spoken_money
from pizzeria.voice.wits.meanings import Topped
from pizzeria.voice.wits.ticket import Line, Ticket

_MONEY = re.compile(r"(\d[\d \u00a0.,]*)\s*kr\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\b")
_HALF_HOUR, _HOUR, _NOON = 30, 60, 12


def name(names: Names) -> str:
    """In English, else in any language that it has."""
    return names.get("en") or next(iter(names.values()))


def listed(said: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {last} {said[-1]}" if said else ""


def count(number: int) -> str:
    return str(num2words(number, lang="en"))


def digits(text: str) -> str:
    """One by one: "one one one two two"."""
    return " ".join(count(int(c)) for c in text if c.isdecimal())


def money(minor: int, currency: str) -> str:
    return spoken_money(minor, currency, "en")


def aloud(text: str, currency: str) -> str:
    """A sentence of the house's as it is said: "112 kr" and "18:30" in words."""
    text = _MONEY.sub(lambda m: money(_minor(m[1]), currency), text)
    return _CLOCK.sub(lambda m: clock(int(m[1]), int(m[2])), text)


def clock(hour: int, minute: int) -> str:
    """18:30 is half past six, 17:50 ten to six, 18:07 seven minutes past six."""
    after = minute <= _HALF_HOUR
    said_hour = count((hour if after else hour + 1) % _NOON or _NOON)
    away = minute if after else _HOUR - minute
    if away == 0:
        return f"{said_hour} o'clock"
    part = {15: "quarter", 30: "half"}.get(away, count(away) + ("" if away % 5 == 0 else " minutes"))
    return f"{part} {'past' if after else 'to'} {said_hour}"


def minutes(number: int) -> str:
    return f"{count(number)} minutes"


class Speech:
    """Says what stands on one menu."""

    def __init__(self, menu: Menu) -> None:
        self._menu = menu

    def item(self, id: str, second_half: str = "") -> str:
        called = _common(name(self._menu.item_by_id[id].names))
        return f"half {called}, half {self.item(second_half)}" if second_half else called

    def topping(self, id: str) -> str:
        return name(self._menu.topping_by_id[id].names)

    def size(self, item: str, size: str) -> str:
        """As people call it: "regular", "family size", "can", "big bottle"."""
        found = self._menu.item_by_id[item].size(size)
        said = name(found.names) if found else size
        return re.sub(r"^[\d.,]+ (cl|litres?) ", "", said)

    def either_size(self, item: str, sizes: Iterable[str]) -> str:
        return listed([self.size(item, size) for size in sizes], "or")

    def base(self, id: str) -> str:
        return name(self._menu.base_by_id[id].names)

    def line(self, line: Line) -> str:
        """ "two family Vesuvio on a gluten-free base, with extra ham"."""
        parts = [f"{count(line.quantity)} {self._sized(line)}"]
        parts += [f"on a {self.base(line.base)}"] if line.base else []
        return ", ".join([" ".join(parts), *self.changes(line)])

    def changes(self, line: Line) -> list[str]:
        """ "with extra ham and without onion", a word for each half."""
        on = [self._more(change, line) for change in line.changes if not change.remove]
        off = [self.topping(change.toppings[0]) for change in line.changes if change.remove]
        said = [f"with {listed(on)}"] if on else []
        return said + ([f"without {listed(off, 'or')}"] if off else [])

    def order(self, ticket: Ticket) -> str:
        return "; ".join(self.line(line) for line in ticket.lines)

    def _sized(self, line: Line) -> str:
        called, item = self.item(line.item, line.second_half), self._menu.item_by_id[line.item]
        if len(item.sizes) < 2:  # noqa: PLR2004
            return _plural(called, line.quantity)
        size = self.size(line.item, line.size)
        if item.customisable:
            return f"{size} pizza, {called}" if line.second_half else f"{size} {called}"
        return f"{_plural(size, line.quantity)} of {called}"

    def _more(self, change: Topped, line: Line) -> str:
        amount = {"extra": "extra ", "light": "only a little "}.get(change.amount, "")
        said = f"{amount}{self.topping(change.toppings[0])}"
        if change.half == "whole":
            return said
        if line.second_half:
            return f"{said} on the {self.item(line.item if change.half == 'left' else line.second_half)} half"
        return f"{said} on the {change.half} half"


def options(items: Sequence[Item]) -> str:
    return listed([f"the {name(item.names)}" for item in items], "or")


def _common(called: str) -> str:
    """ "Garlic bread" is garlic bread; Quattro Stagioni is a name."""
    first, _, rest = called.partition(" ")
    return f"{first.lower()} {rest}" if rest and rest.islower() else called


def _plural(noun: str, quantity: int) -> str:
    return noun if quantity == 1 or noun.endswith("s") else f"{noun}s"


def _minor(figures: str) -> int:
    whole, _, part = (
        figures.replace("\u00a0", "").replace(" ", "").rstrip(".,").replace(",", ".").partition(".")
    )
    return int(whole) * 100 + int((part + "00")[:2])
