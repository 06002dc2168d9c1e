"""What the caller said that no model has answered, or that has not become words: kept for the model that
comes, or comes next. Pure.

What nobody answered is said to it anew. What was answered before there were words, it is given as it sounded,
in its place in the talk.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Set

from pizzeria.realtime.events import CallerStarted, CallerStopped, Finished, Hear, ModelEvent, Said
from pizzeria.sound import Format

HOLD_MS = 20_000
"""longer than it takes to find that a model is deaf, and to reach another; the oldest sound is dropped"""
LEAD_MS = 1_000
"""of what a model that lives has not taken for speech: it may not have said yet that a turn had begun"""


class _Sound:
    def __init__(self, line: Format) -> None:
        self.pieces: deque[str] = deque()
        self.ms = 0.0
        self.answered = False
        self._line = line

    def add(self, *pieces: str) -> None:
        self.pieces.extend(pieces)
        self.ms += sum(map(self._line.duration_ms, pieces))

    def drop(self, ms: float) -> None:
        """The oldest, at least so much of it."""
        rest = self.ms - ms
        while self.pieces and self.ms > rest:
            self.ms -= self._line.duration_ms(self.pieces.popleft())


class Held:
    def __init__(self, line: Format) -> None:
        self._line = line
        self._turns: dict[str, _Sound] = {}
        """of which there are no words"""
        self._speaking = ""
        self._between = _Sound(line)
        """what is no turn, or not yet"""
        self._awaited = False
        """that a turn comes of what is between, for it was said to the model anew"""

    def keep(self, data: str) -> None:
        """Whether there is nobody to hear it, or a model of which it is not known if it lives to answer."""
        self._turns.get(self._speaking, self._between).add(data)
        every = (*self._turns.values(), self._between)
        oldest = next(sound for sound in every if sound.pieces)
        oldest.drop(sum(sound.ms for sound in every) - HOLD_MS)

    def learns(self, event: ModelEvent) -> None:
        """What the model says means that it has heard what it was sent before; and sometimes more."""
        match event:
            case CallerStarted(item):
                self._turns[item], self._between = self._between, _Sound(self._line)
                self._speaking, self._awaited = item, False
            case CallerStopped():
                self._speaking = ""
            case Said("user", item, text) if text.strip():
                self._turns.pop(item, None)
            case Finished(status="completed"):
                self._answered()
        if not self._awaited:
            self._between.drop(self._between.ms - LEAD_MS)

    def lost(self) -> Set[str]:
        """The model is gone. The turns that the next one hears anew."""
        anew = {item: self._turns.pop(item) for item, turn in list(self._turns.items()) if not turn.answered}
        between, self._between, self._speaking = self._between, _Sound(self._line), ""
        for sound in (*anew.values(), between):
            self._between.add(*sound.pieces)
        return anew.keys()

    def release(self) -> Iterator[Hear]:
        """For the model that has come; it may be lost, too."""
        self._awaited = True
        for data in self._between.pieces:
            yield Hear(data)

    def _answered(self) -> None:
        """All so far, but for what is being said. Of what is too long ago nothing is left to keep."""
        self._awaited = False
        self._turns = {
            item: turn for item, turn in self._turns.items() if turn.pieces or item == self._speaking
        }
        for item, turn in self._turns.items():
            turn.answered = turn.answered or item != self._speaking

    @property
    def unwritten(self) -> Mapping[str, tuple[str, ...]]:
        """The sound of turns that were answered, by item."""
        return {
            item: tuple(turn.pieces) for item, turn in self._turns.items() if turn.answered and turn.pieces
        }
