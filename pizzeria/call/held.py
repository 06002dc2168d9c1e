"""The caller's first words, kept until the model is there to hear them. Pure."""

from collections import deque
from collections.abc import Iterator

from pizzeria.realtime.events import Hear
from pizzeria.sound import Format

HOLD_MS = 10_000
"""as long as the model may take to come; beyond it the oldest sound is dropped"""


class Held:
    def __init__(self, line: Format) -> None:
        self._line = line
        self._sound: deque[str] = deque()
        self._ms = 0.0

    def hold(self, data: str) -> None:
        self._sound.append(data)
        self._ms += self._line.duration_ms(data)
        while self._ms > HOLD_MS:
            self._ms -= self._line.duration_ms(self._sound.popleft())

    def release(self) -> Iterator[Hear]:
        while self._sound:
            yield Hear(self._sound.popleft())
        self._ms = 0.0
