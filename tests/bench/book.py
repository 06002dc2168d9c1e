"""What was sent, when it came, and what became of each barge-in. Both ends write here, on one clock."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Window:
    """Only what began in it counts."""

    began: float
    ended: float

    def __contains__(self, at: float) -> bool:
        return self.began <= at < self.ended


class Track:
    """One direction of one call: numbered frames, each to come once and in order."""

    def __init__(self) -> None:
        self._sent = array("d")
        self._of = array("d")
        self._took = array("d")
        self._next = 0
        self.astray = 0
        """frames that came twice, or after a later one"""

    def leaves(self) -> int:
        """The number of the frame that is sent now."""
        self._sent.append(perf_counter())
        return len(self._sent) - 1

    def comes(self, number: int, at: float) -> None:
        if number < self._next:
            self.astray += 1
            return
        self._next = number + 1
        self._of.append(self._sent[number])
        self._took.append(at - self._sent[number])

    @property
    def lost(self) -> int:
        return len(self._sent) - len(self._took) - self.astray

    def delays(self, window: Window) -> Iterator[float]:
        """Milliseconds."""
        return (took * 1000 for sent, took in zip(self._of, self._took, strict=True) if sent in window)


@dataclass(slots=True)
class BargeIn:
    item: str
    at: float
    """when the model said that the caller speaks"""
    interrupted_at: float | None = None
    """when the phone was told to be silent"""
    played_ms: float = 0.0
    """of this item, until then"""
    truncated_ms: int | None = None
    """of this item, as the model was told"""

    @property
    def missed(self) -> bool:
        return self.interrupted_at is None or self.truncated_ms is None


@dataclass(slots=True)
class Book:
    """Of one run."""

    up: list[Track] = field(default_factory=list)
    """by phone"""
    down: list[Track] = field(default_factory=list)
    """by the model's line"""
    barge_ins: list[list[BargeIn]] = field(default_factory=list)
    """by the model's line"""
    muted: int = 0
    """frames for the phone while it was told to ignore sound"""

    @property
    def tracks(self) -> list[Track]:
        return [*self.up, *self.down]

    @property
    def lost(self) -> int:
        return sum(track.lost for track in self.tracks) + self.muted
