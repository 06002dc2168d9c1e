"""The words of a call in the order they were spoken, though the caller's arrive late. Pure.

An item takes its place when it begins to be spoken; its words come whenever they come. What was interrupted
keeps its words, with how much of it was heard: the server gives no shorter transcript. How long it was spoken
may be known only after its words are; then it is told again.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from pizzeria.ordering.events import CallMessage
from pizzeria.realtime.events import Recall, Remember, Who

MOST, LONGEST = 60, 6_000
"""turns and characters that a model is told which takes over"""
INAUDIBLE = "(inaudible)"
"""the content of a caller's turn that could not be transcribed"""


@dataclass(slots=True)
class _Turn:
    who: Who
    at: datetime
    position: int
    text: str = ""
    heard_ms: int | None = None
    spoken_ms: float | None = None
    whole_ms: float | None = None
    """of what was interrupted: all there was of it"""
    told: bool = False
    recorded: bool = False

    def as_heard(self) -> str:
        """The words, without those after an interruption: as many as there is sound, roughly."""
        if self.heard_ms is None or not self.whole_ms:
            return self.text.strip()
        words = self.text.split()
        heard = words[: round(len(words) * self.heard_ms / self.whole_ms)]
        return " ".join([*heard, "…"]) if heard else ""

    def told_again(self, item: str, unwritten: Mapping[str, Sequence[str]]) -> Remember | Recall | None:
        if item in unwritten:
            return Recall(item, tuple(unwritten[item]))
        text = "" if self.recorded else self.as_heard()
        return Remember(self.who, text) if text else None


class Transcript:
    def __init__(self, call_id: str) -> None:
        self._call_id = call_id
        self._turns: dict[str, _Turn] = {}
        self._longer: dict[str, None] = {}
        """items that were told, and spoken on"""
        self._begun = 0

    def began(self, who: Who, item: str, at: datetime) -> None:
        """This item begins to be spoken; later beginnings of the same item change nothing."""
        if item not in self._turns:
            self._turns[item] = _Turn(who, at, self._begun)
            self._begun += 1

    def sounded(self, item: str, ms: float, at: datetime) -> None:
        """So much more of the agent's voice for this item."""
        self.began("assistant", item, at)
        turn = self._turns[item]
        self._lasts(item, turn, (turn.spoken_ms or 0.0) + ms)

    def stopped(self, item: str, at: datetime) -> None:
        """The caller's voice ended."""
        if turn := self._turns.get(item):
            self._lasts(item, turn, max(0.0, (at - turn.at).total_seconds() * 1000))

    def saying(self, item: str, text: str, at: datetime) -> None:
        """More words of the agent's, while they are made."""
        self.began("assistant", item, at)
        turn = self._turns[item]
        if not turn.told:
            turn.text += text

    def said(self, who: Who, item: str, text: str, at: datetime) -> CallMessage | None:
        """The whole of an item's words; None when the agent's are none."""
        self.began(who, item, at)
        turn = self._turns[item]
        turn.text = text.strip() or (INAUDIBLE if who == "user" else "")
        return self._message(item, turn) if turn.text else None

    def interrupted(self, item: str, heard_ms: int) -> CallMessage | None:
        """Only so much of it was heard. None for an item nobody began."""
        turn = self._turns.get(item)
        if turn is None:
            return None
        turn.whole_ms = turn.whole_ms or turn.spoken_ms
        turn.heard_ms = turn.spoken_ms = heard_ms
        return self._message(item, turn)

    def lengthened(self) -> Iterator[CallMessage]:
        """What was told before all of it was spoken."""
        for item in list(self._longer):
            yield self._message(item, self._turns[item])

    def recited(self, item: str, words: str, ms: float, at: datetime) -> CallMessage:
        """Said from a recording, which no model needs to know."""
        self.sounded(item, ms, at)
        self._turns[item].recorded = True
        self._turns[item].text = f"(recording: {words})"
        return self._message(item, self._turns[item])

    @property
    def has_words(self) -> bool:
        return any(turn.text and not turn.recorded for turn in self._turns.values())

    def told_again(self, unwritten: Mapping[str, Sequence[str]]) -> Iterator[Remember | Recall]:
        """The talk so far, as a model that takes over shall know it: in spoken order, as far as it was heard,
        and the last of it when it is long. `unwritten`: the sound of what has no words, by item.
        """
        said = [each for item, turn in self._turns.items() if (each := turn.told_again(item, unwritten))]
        room, first = LONGEST, len(said)
        while first and (room := room - _length(said[first - 1])) >= 0:
            first -= 1
        yield from said[max(first, len(said) - MOST) :]

    def said_anew(self, items: Set[str]) -> None:
        """What the caller said without becoming words will be heard again, by somebody else."""
        for item in [i for i in items if i in self._turns and not self._turns[i].text]:
            del self._turns[item]

    def unfinished(self, at: datetime) -> Iterator[CallMessage]:
        """At the end of the call: what was spoken, but whose transcript never came."""
        yield from self.lengthened()
        for item, turn in self._turns.items():
            if not turn.told and (turn.text or turn.who == "user"):
                if turn.spoken_ms is None:
                    self.stopped(item, at)
                turn.text = turn.text or INAUDIBLE
                yield self._message(item, turn)

    def _lasts(self, item: str, turn: _Turn, ms: float) -> None:
        turn.spoken_ms = ms
        if turn.told:
            self._longer[item] = None

    def _message(self, item: str, turn: _Turn) -> CallMessage:
        turn.told = True
        self._longer.pop(item, None)
        spoken_ms = None if turn.spoken_ms is None else round(turn.spoken_ms)
        where = turn.at, turn.position
        return CallMessage(self._call_id, item, turn.who, turn.text, *where, turn.heard_ms, spoken_ms)


def _length(told: Remember | Recall) -> int:
    return len(told.text) if isinstance(told, Remember) else 0
