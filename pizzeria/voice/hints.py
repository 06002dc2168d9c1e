"""What the ears may well hear next, spelt right: the menu's words, or what the last question wants. Pure."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu
from pizzeria.voice.wits.acts import Expects

TOKENS = 220
"""of a hint"""
_COUNTS = ("one", "two", "a")
NAMES = 40
"""of people, the commonest, in a hint"""
STREETS = 24
"""as many of them as a hint has room for"""
SHORT = 2.5
"""seconds, padding and the silence at the end included"""
_WANTED: dict[Expects, str] = {
    "yes_no": "Yes. No. Yes please. No thanks. That's right. Yes, that's all.",
    "how": "Pickup. Delivery, please. I'll pick it up.",
    "postal_code": "",  # after figures that it has seen, it writes others
    "number": "One. Two. Three. Four. Just one, please.",
    "is_name": "Yes. No. Yes, that's right. No, the name is Anna.",
    "spelling": "It's spelt A-N-N-A. K-I-M.",
    "name": "It's for Anna. My name is Kim Andersson.",
}

_NARROW: tuple[Expects, ...] = ("street", "is_name", "spelling")
"""what is never more than an answer"""


class Hints:
    """Of one house."""

    def __init__(
        self, menu: Menu, house: House, tokens: Callable[[str], int], names: Sequence[str] = ()
    ) -> None:
        """`tokens`: how many the ears make of a text; they remember the last TOKENS. `names`: of people,
        the commonest first.
        """
        in_turn = [street for row in zip_longest(*(zone.streets for zone in house.zones)) for street in row]
        streets = [f"{street} {place + 3}" for place, street in enumerate(filter(None, in_turn[:STREETS]))]
        self._wanted = dict(_WANTED)
        if streets:
            self._wanted["street"] = f"The address is {', '.join(streets)}."
        if names:
            self._wanted["name"] = f"{'. '.join(reversed(names[:NAMES]))}. {_WANTED['name']}"
        self._menu = _menu(menu, tokens)

    def of(self, expects: Expects, seconds: float) -> str:
        """`seconds`: of the utterance. A long one is more than an answer: a narrow hint cuts it short."""
        is_narrow = seconds < SHORT or expects in _NARROW
        return self._wanted.get(expects, self._menu) if is_narrow else self._menu


def _menu(menu: Menu, tokens: Callable[[str], int]) -> str:
    """As many dishes as there is room for, the strangest first: whose letters make the most tokens."""
    names = [item.names.get("en", item.names[menu.language]) for item in menu.items]
    chosen: list[str] = []
    for name in sorted(names, key=lambda name: -tokens(name) / len(name)):
        if tokens(_order(*chosen, name)) <= TOKENS:
            chosen.append(name)
    return _order(*chosen)


def _order(*dishes: str) -> str:
    counted = [f"{_COUNTS[place % len(_COUNTS)]} {dish}" for place, dish in enumerate(dishes)]
    return f"I'd like {', '.join(counted)}. Family size, without onion."
