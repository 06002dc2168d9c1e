"""The tools that were called: which still run, who called them, what came of the last ones. Pure.

A model that takes over in mid-call is told what came of them, so that nothing is asked for twice; the answer
to a call of its predecessor reaches it as a note, for it has made no such call.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from pizzeria.call import notes
from pizzeria.call.arrivals import RunTool, ToolDone
from pizzeria.realtime.events import Note, ToolAnswer

KEPT = 6
_LONGEST = 1_500
"""characters that are told of an answer"""


@dataclass(slots=True)
class _Errand:
    wanted: RunTool
    response: str
    """that it was called in"""
    orphan: bool = False
    """who called it is gone"""


class Errands:
    def __init__(self) -> None:
        self._running: dict[str, _Errand] = {}
        self._last: deque[tuple[RunTool, str]] = deque(maxlen=KEPT)

    @property
    def running(self) -> int:
        return len(self._running)

    def called(self, wanted: RunTool, response: str) -> None:
        self._running[wanted.id] = _Errand(wanted, response)

    def orphaned(self) -> None:
        """Whoever called those that still run is gone."""
        for errand in self._running.values():
            errand.orphan = True

    def done(self, done: ToolDone) -> tuple[str, ToolAnswer | Note]:
        """The response it was called in, "" when that is of no account now; and what the model is told."""
        errand = self._running.pop(done.id, None)
        if errand is None:
            return "", ToolAnswer(done.id, done.output)
        self._last.append((errand.wanted, done.output))
        if errand.orphan:
            return "", Note(notes.CAME_OF + _told(errand.wanted, done.output))
        return errand.response, ToolAnswer(done.id, done.output)

    def outcomes(self) -> Iterator[str]:
        """What came of the last ones, the oldest first; then those that still run."""
        for wanted, output in self._last:
            yield _told(wanted, output)
        for errand in self._running.values():
            yield f"{errand.wanted.name}({errand.wanted.arguments[:_LONGEST]}) is still being worked on"


def _told(wanted: RunTool, output: str) -> str:
    return f"{wanted.name}({wanted.arguments[:_LONGEST]}) answered {output[:_LONGEST]}"
