"""The words on a cook's ticket, in the house's first language.

Taken off is "- skinka", added "+ lök (vänster)", more of it "+ extra ost"; less of what is on it anyway bears
no sign: "lite ost".
"""

from collections.abc import Mapping

from pizzeria.ordering.cart import Choice, Line
from pizzeria.ordering.menu import Menu
from pizzeria.ordering.toppings import halves, is_as_it_comes

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"extra": "extra ", "light": "light ", "normal": "", "left": " (left)", "right": " (right)"},
    "sv": {"extra": "extra ", "light": "lite ", "normal": "", "left": " (vänster)", "right": " (höger)"},
}


def line_name(menu: Menu, line: Line) -> str:
    """ "Vesuvio", or "Vesuvio / Hawaii" for two halves, left first."""
    left, right = (item.names[menu.language] for item in halves(menu, line))
    return f"{left} / {right}" if line.second_half else left


def base_name(menu: Menu, line: Line) -> str:
    """Only a base that a cook must notice has a name here."""
    ordinary = menu.bases[0].id if menu.bases else ""
    return "" if line.base in ("", ordinary) else menu.base_by_id[line.base].names[menu.language]


def changes(menu: Menu, line: Line) -> tuple[str, ...]:
    """What differs from the pizza as it comes: first what is off it, then what was chosen."""
    off = (f"- {_topping(menu, topping)}" for topping in line.removed)
    return (*off, *(_change(menu, line, choice) for choice in line.choices))


def _change(menu: Menu, line: Line, choice: Choice) -> str:
    words = WORDS.get(menu.language, WORDS["en"])
    sign = "" if choice.amount == "light" and is_as_it_comes(menu, line, choice) else "+ "
    return f"{sign}{words[choice.amount]}{_topping(menu, choice.topping)}{words.get(choice.half, '')}"


def _topping(menu: Menu, topping: str) -> str:
    return menu.topping_by_id[topping].names[menu.language]
