"""What is on one line: which halves it has, what belongs on each, what was added and taken off.

A line of one pizza has the same item left and right. The newest word about a half wins: a choice replaces the
earlier choices of the same topping that it overlaps.
"""

from collections.abc import Mapping
from dataclasses import replace

from pizzeria.errors import Refused
from pizzeria.ordering.cart import Choice, Half, Line
from pizzeria.ordering.menu import Item, Menu, Names, Topping

SIDES: Mapping[Half, frozenset[Half]] = {
    "whole": frozenset[Half]({"left", "right"}),
    "left": frozenset[Half]({"left"}),
    "right": frozenset[Half]({"right"}),
}


def spoken_name(menu: Menu, names: Names) -> str:
    """A name for a refusal's English sentence; the agent says it again in the caller's language."""
    return names.get("en", names[menu.language])


def halves(menu: Menu, line: Line) -> tuple[Item, Item]:
    """The items on the left and on the right; the same one twice when the line is not shared."""
    return menu.item_by_id[line.item], menu.item_by_id[line.second_half or line.item]


def home(menu: Menu, line: Line, topping: str) -> frozenset[Half]:
    """The sides on which this topping belongs as the items come: none, one or both."""
    left, right = (topping in item.toppings for item in halves(menu, line))
    return frozenset[Half]({"left"} if left else ()) | frozenset[Half]({"right"} if right else ())


def is_as_it_comes(menu: Menu, line: Line, choice: Choice) -> bool:
    """Whether every half that the choice covers has the topping anyway."""
    return SIDES[choice.half] <= home(menu, line, choice.topping)


def with_topping(menu: Menu, line: Line, choice: Choice) -> Line:
    """The line with one choice more, or with a removed topping back, or both.

    A removed topping comes back when the choice covers all its sides; when it covers only one of them the
    topping stays removed and the choice puts it back there: "ham on the left only".
    """
    check_topping(menu, line, choice)
    returns = SIDES[choice.half] >= home(menu, line, choice.topping)
    removed = tuple(t for t in line.removed if t != choice.topping or not returns)
    kept = tuple(c for c in line.choices if not _overlap(c, choice))
    nothing_new = (
        choice.amount == "normal" and choice.topping not in removed and is_as_it_comes(menu, line, choice)
    )
    return replace(line, removed=removed, choices=kept if nothing_new else (*kept, choice))


def without_topping(menu: Menu, line: Line, topping: str) -> Line:
    """The line without this topping anywhere. Raises Refused unknown_topping or not_on_it."""
    known = _known(menu, topping)
    kept = tuple(c for c in line.choices if c.topping != topping)
    belongs = bool(home(menu, line, topping)) and topping not in line.removed
    if not belongs and kept == line.choices:
        raise Refused(
            "not_on_it", f"There is no {spoken_name(menu, known.names)} on it.", topping=topping, line=line.id
        )
    return replace(line, choices=kept, removed=(*line.removed, topping) if belongs else line.removed)


def check_topping(menu: Menu, line: Line, choice: Choice) -> None:
    """Raises Refused unknown_topping, sold_out or not_in_size."""
    topping = _known(menu, choice.topping)
    called = spoken_name(menu, topping.names)
    if not topping.available:
        raise Refused("sold_out", f"{called.capitalize()} is sold out.", topping=topping.id)
    check_topping_size(menu, line, choice)


def check_topping_size(menu: Menu, line: Line, choice: Choice) -> None:
    """Raises Refused not_in_size when the choice would cost something and has no price in the line's size."""
    topping = _known(menu, choice.topping)
    free = choice.amount != "extra" and is_as_it_comes(menu, line, choice)
    if not free and line.size not in topping.prices:
        say = f"We cannot put {spoken_name(menu, topping.names)} on that size."
        raise Refused("not_in_size", say, topping=topping.id, size=line.size, sizes=list(topping.prices))


def _known(menu: Menu, topping: str) -> Topping:
    if topping not in menu.topping_by_id:
        raise Refused("unknown_topping", "We do not have that topping.", topping=topping)
    return menu.topping_by_id[topping]


def _overlap(one: Choice, other: Choice) -> bool:
    return one.topping == other.topping and not SIDES[one.half].isdisjoint(SIDES[other.half])
