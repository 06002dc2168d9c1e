"""What a model that takes over can know of the tools called before it: from the house's own note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pizzeria.call.notes import CAME_OF, LAST_TOOLS
from pizzeria.realtime_server.shapes import Json

NOT_HEARD = "not_confirmed"
_STILL = " is still being worked on"
_ANSWERED = " answered "


@dataclass
class Memory:
    done: list[str] = field(default_factory=list)
    """every tool that was called and answered, as the house tells of it"""
    called: dict[str, str] = field(default_factory=dict)
    """those whose answer has not come, by where they stand in the file"""
    unheard: set[str] = field(default_factory=set)
    """those that were refused, for what the caller said yes to had not been heard out"""
    asks_again: bool = False
    """the last one was"""

    def refused(self, key: str, code: object) -> bool:
        """Whether it is one of those; the caller is asked again once."""
        self.asks_again = code == NOT_HEARD and key not in self.unheard
        self.unheard.add(key)
        return self.asks_again

    def ran(self, called: Sequence[str], told: Sequence[str]) -> int:
        """How many of these calls are the last that the house tells of."""
        for count in range(len(called), 0, -1):
            if [*self.done, *called[:count]][-len(told) :] == list(told):
                return count
        return 0


def outcomes(received: Sequence[Json]) -> list[tuple[str, str | None]]:
    """Calls and their answers, None while there is none, in the house's order."""
    found: list[tuple[str, str | None]] = []
    for text in _notes(received):
        if LAST_TOOLS in text:
            found = [_read(line) for line in text.partition(f"{LAST_TOOLS}\n")[2].splitlines()]
        elif text.startswith(CAME_OF):
            call, answer = _read(text.removeprefix(CAME_OF))
            place = found.index((call, None)) if (call, None) in found else len(found)
            found[place : place + 1] = [(call, answer)]
    return found


def _read(line: str) -> tuple[str, str | None]:
    if line.endswith(_STILL):
        return line.removesuffix(_STILL), None
    call, _, answer = line.partition(_ANSWERED)
    return call, answer


def _notes(received: Sequence[Json]) -> Iterator[str]:
    """What the house has told the model that nobody said."""
    for event in received:
        match event:
            case {"item": {"role": "system", "content": [{"text": str(text)}]}}:
                yield text
