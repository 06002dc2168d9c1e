"""What the caller said that no model has answered yet: kept for the one that comes, or comes next. Pure."""

from collections import deque
from collections.abc import Iterator

from pizzeria.realtime.events import Hear
from pizzeria.sound import Format

HOLD_MS = 20_000
"""longer than it takes to find that a model is deaf, and to reach another; the oldest sound is dropped"""
LEAD_MS = 1_000
"""of what a model that lives has not taken for speech: it may not have said yet that a turn had begun"""


class Held:
    def __init__(self, line: Format) -> None:
        self.open = False
        """the caller has begun to say something that is not answered"""
        self._line = line
        self._sound: deque[str] = deque()
        self._ms = 0.0

    def keep(self, data: str) -> None:
        """Whether there is nobody to hear it, or a model of which it is not known if it lives to answer."""
        self._sound.append(data)
        self._ms += self._line.duration_ms(data)
        self._drop(HOLD_MS)

    def lives(self) -> None:
        """The model says something, so it has heard what it was sent before."""
        if not self.open:
            self._drop(LEAD_MS)

    def answered(self, *, unless: bool) -> None:
        """All so far has become words, or an answer; `unless` the caller is saying something new."""
        if unless:
            return
        self.open = False
        self._sound.clear()
        self._ms = 0.0

    def release(self) -> Iterator[Hear]:
        """For the model that has come; it may be lost, too."""
        self.open = True
        for data in self._sound:
            yield Hear(data)

    def _drop(self, limit: int) -> None:
        while self._ms > limit:
            self._ms -= self._line.duration_ms(self._sound.popleft())
