"""What the ears may well hear next, spelt right: the menu's words, or what the last question wants. Pure."""

from itertools import zip_longest

from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu
from pizzeria.voice.wits.acts import Expects

STREETS = 24
"""that a hint has room for"""
SHORT = 2.5
"""seconds, padding and the silence at the end included"""
_WANTED: dict[Expects, str] = {
    "yes_no": "Yes. No. Yes please. No thanks. That's right. Yes, that's all.",
    "how": "Pickup. Delivery, please. I'll pick it up.",
    "postal_code": "",  # after figures that it has seen, it writes others
    "number": "One. Two. Three. Four. Just one, please.",
    "name": "It's for Anna. My name is Kim Andersson.",
}


class Hints:
    """Of one house."""

    def __init__(self, menu: Menu, house: House) -> None:
        dishes = [item.names.get("en", item.names[menu.language]) for item in menu.items]
        in_turn = [street for row in zip_longest(*(zone.streets for zone in house.zones)) for street in row]
        streets = [f"{street} {place + 3}" for place, street in enumerate(filter(None, in_turn[:STREETS]))]
        self._wanted = {**_WANTED, "street": f"The address is {', '.join(streets)}."} if streets else _WANTED
        self._menu = f"I'd like a {', a '.join(dishes)}. Family size, without onion, extra ham, delivery."

    def of(self, expects: Expects, seconds: float) -> str:
        """`seconds`: of the utterance. A long one is more than an answer: a narrow hint cuts it short."""
        is_narrow = seconds < SHORT or expects == "street"
        return self._wanted.get(expects, self._menu) if is_narrow else self._menu
