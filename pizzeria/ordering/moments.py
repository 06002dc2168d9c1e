"""The moments of a conversation that a line of an order came from: the words, what was done, the words then.

A line's id is never given twice in a call, so it leads to its moments whichever order it is on.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pizzeria.ordering.events import CallMessage, ToolUsed

ADDS = "add_item"
CHANGES = frozenset({"choose_toppings", "change_item", "remove_item"})


@dataclass(frozen=True, slots=True)
class Moment:
    before: tuple[CallMessage, ...]
    """the caller's turn it came from, what the agent had asked, and all that was said until it was done"""
    uses: tuple[ToolUsed, ...]
    """of tools that made or changed the line, with no word between them"""
    after: tuple[CallMessage, ...]
    """the next words, if there were any"""


def moments(messages: Sequence[CallMessage], tools: Sequence[ToolUsed], line: int) -> list[Moment]:
    """Of one line, in the order of the conversation; [] when nothing was done to it.

    Takes everything said and done in one call, as CallDetail has it.
    """
    said = sorted(messages, key=lambda message: (message.at, message.position))
    uses = [used for used in tools if used.ok and _is_about(used, line)]
    together = groupby(uses, key=lambda used: _words_before(said, used))
    return [Moment(_heard(said[:at]), tuple(group), tuple(said[at : at + 1])) for at, group in together]


def line_after(used: ToolUsed, line: int) -> dict[str, object] | None:
    """The line as that tool left it, as its answer tells: agent.ticket.line_facts. None once it is gone."""
    lines = _table(_table(_read(used.answer)).get("cart")).get("lines")
    found = (_table(each) for each in lines) if isinstance(lines, list) else iter(())
    return next((each for each in found if each.get("id") == line), None)


def _is_about(used: ToolUsed, line: int) -> bool:
    if used.tool != ADDS and used.tool not in CHANGES:
        return False
    answered = _table(_read(used.answer)).get("line")
    asked = _table(_read(used.arguments)).get("line") if used.tool in CHANGES else None
    return str(line) in (str(answered), str(asked))


def _words_before(said: Sequence[CallMessage], used: ToolUsed) -> int:
    """How many had begun to be spoken. What the agent says at that very moment is its answer."""
    return sum(each.at < used.at for each in said)


def _heard(said: Sequence[CallMessage]) -> tuple[CallMessage, ...]:
    """From what the agent said before the caller's last turn."""
    turns = [at for at, message in enumerate(said) if message.role == "user"]
    first = max(0, turns[-1] - 1) if turns else 0
    return tuple(said[first:])


def _read(text: str) -> object:
    """What was cut off, or never was JSON, is None."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
