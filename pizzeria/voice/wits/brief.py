"""What the session's instructions hold that a waiter needs: the greeting, the caller's usual, how the call
begins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu
from pizzeria.voice.wits.meanings import Topped
from pizzeria.voice.wits.talk import Pending

Beginning = Literal["new", "line_lost", "nobody_answered", "draft_rescued", "item_ran_out", "courier"]
BEGINNINGS: Mapping[Beginning, str] = {
    "line_lost": "We were cut off, I am sorry. Shall we go on with your order?",
    "nobody_answered": (
        "I am sorry, nobody could come to the phone just now. Can I help you, or would "
        "you rather be connected later?"
    ),
    "draft_rescued": (
        "This is the digital voice of {house}. Your order was lost when the line broke: do you still want it?"
    ),
    "item_ran_out": (
        "This is the digital voice of {house}. Something in your order has run out. Is this a good moment?"
    ),
    "courier": (
        "This is the digital voice of {house}. Our driver is outside and cannot find "
        "the door. How do they get in?"
    ),
}
"""the first words, where they are not the greeting"""
_GREETING = re.compile(r'in these words, and then listen: "(.+?)"\s*$', re.MULTILINE)
_USUAL = re.compile(r'"The usual" means the newest: (.+?)\. Offer it', re.DOTALL)
_LINE = re.compile(r"(\d+) x item (\w+), size (\w+)((?:, [^;]+)?)")
_CHOICE = re.compile(r"with (normal|light|extra) (\w+) \((whole|left|right)\)")
_OF = {key: re.compile(rf"\b{key} (\w+)") for key in ("second_half", "base")}
_REMOVED = re.compile(r"without (\w+)")
_GONE = re.compile(r"Sold out since then: (.+?)\. Say so")
_ORDER = re.compile(r"It is about order (\d+)")


@dataclass(frozen=True, slots=True)
class Brief:
    greeting: str
    beginning: Beginning = "new"
    order: int = 0
    """that the house calls about"""
    gone: str = ""
    """names of what sold out since the order was begun"""
    usual: tuple[Pending, ...] = ()

    def opening(self, house: House) -> str:
        """The first words of the call; its question is the last sentence of them."""
        if self.beginning == "new":
            return self.greeting
        words = BEGINNINGS[self.beginning].format(house=house.name)
        if not self.gone:
            return words
        before, _, asks = words.rpartition(". ")
        return f"{before}. {self.gone} has sold out since then. {asks}"


def read_brief(instructions: str, menu: Menu, house: House) -> Brief:
    """From instructions as agent.instructions writes them; from nothing, a greeting all the same."""
    about, gone = _ORDER.search(instructions), _GONE.search(instructions)
    return Brief(
        _greeting(instructions, house),
        _beginning(instructions),
        int(about[1]) if about else 0,
        gone[1] if gone else "",
        _usual(instructions, menu),
    )


def _greeting(instructions: str, house: House) -> str:
    """In English where the house has one; any other words are said as they stand."""
    english = house.greeting.get("en")
    found = _GREETING.search(instructions)
    if found is not None and found[1] not in house.greeting.values():
        return found[1]
    return (
        english
        or f"Hello and welcome to {house.name}, this is our digital voice speaking! What would you like?"
    )


def _beginning(instructions: str) -> Beginning:
    goes_on = "# This call goes on" in instructions
    calls = "# You are the one who calls" in instructions
    if calls and "cannot find the door" in instructions:
        return "courier"
    if calls:
        return "item_ran_out" if "has run out" in instructions else "draft_rescued"
    if goes_on:
        return "nobody_answered" if "nobody could answer" in instructions else "line_lost"
    return "new"


def _usual(instructions: str, menu: Menu) -> tuple[Pending, ...]:
    found = _USUAL.search(instructions)
    lines = (_LINE.fullmatch(line.strip()) for line in found[1].split(";")) if found else ()
    return tuple(_pending(line) for line in lines if line is not None and line[2] in menu.item_by_id)


def _pending(line: re.Match[str]) -> Pending:
    rest = line[4]
    second, base = _OF["second_half"].search(rest), _OF["base"].search(rest)
    changes = [
        Topped((topping,), topping, half=half, amount=amount)
        for amount, topping, half in _CHOICE.findall(rest)
    ]
    changes += [Topped((topping,), topping, remove=True) for topping in _REMOVED.findall(rest)]
    return Pending(
        (line[2],),
        line[2],
        int(line[1]),
        (second[1],) if second else (),
        line[3],
        base[1] if base else None,
        tuple(changes),
    )
