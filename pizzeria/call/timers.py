"""The moments a call waits for, by name. Pure: somebody else has the clock and sends the Tick."""

from collections.abc import Iterator
from typing import Literal

Name = Literal[
    "hello",
    "connect",
    "attempt",
    "hush",
    "staff",
    "renew",
    "longest",
    "greeting",
    "silence",
    "expected",
    "stalled",
    "last words",
    "bye",
]


class Timers:
    def __init__(self) -> None:
        self._at: dict[Name, float] = {}

    @property
    def next(self) -> float | None:
        return min(self._at.values(), default=None)

    def set(self, name: Name, at: float | None) -> None:
        """None: this moment is not waited for any more."""
        if at is None:
            self._at.pop(name, None)
        else:
            self._at[name] = at

    def waits_for(self, name: Name) -> bool:
        return name in self._at

    def drop_all(self) -> None:
        self._at.clear()

    def due(self, at: float) -> Iterator[Name]:
        """Those that have come, each once, the earliest first."""
        for name in sorted((n for n, when in self._at.items() if when <= at), key=self._at.__getitem__):
            if self._at.get(name, at + 1) <= at:
                del self._at[name]
                yield name
