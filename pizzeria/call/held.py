"""What the caller said that no model has answered yet: kept for the one that comes, or comes next. Pure."""

from collections import deque
from collections.abc import Iterator

from pizzeria.realtime.events import Hear
from pizzeria.sound import Format

HOLD_MS = 10_000
"""as long as the model may take to come; beyond it the oldest sound is dropped"""
LEAD_MS = 1_000
"""of what nobody took for speech yet: a model that is lost may not have said that a turn had begun"""


class Held:
    def __init__(self, line: Format) -> None:
        self.open = False
        """the caller has begun to say something that is not answered"""
        self._line = line
        self._sound: deque[str] = deque()
        self._ms = 0.0

    def hold(self, data: str) -> None:
        """There is nobody to hear this."""
        self._keep(data, HOLD_MS)

    def passed_on(self, data: str) -> None:
        """The model has this; whether it lives to answer is not known."""
        self._keep(data, HOLD_MS if self.open else LEAD_MS)

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

    def _keep(self, data: str, limit: int) -> None:
        self._sound.append(data)
        self._ms += self._line.duration_ms(data)
        while self._ms > limit:
            self._ms -= self._line.duration_ms(self._sound.popleft())
