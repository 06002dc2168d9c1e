"""What the caller has heard. 46elks buffers far ahead of the ear, so generated is not heard.

A tape of everything sent, in milliseconds: where each item lies on it, when its end will have been played at
natural speed, and what the phone's `sync` answers say about that. A sync sent while nothing is queued is
answered at once and tells the round trip; an answer about position p at time t then means: a cut decided at
`at` reaches the ear at p + (at - t) + round trip. `at` is seconds on the call's clock. Pure.
"""

from collections import deque
from dataclasses import dataclass

_EARLY = 0.05
"""seconds: a sync answered this much before its sound can have been played belongs to sound that was cleared
"""


@dataclass(frozen=True, slots=True)
class Heard:
    item: str
    ms: int
    """of what was received, rounded down"""


@dataclass(slots=True)
class _Span:
    item: str
    start: float
    end: float


_NOTHING_LOST = 0.001
"""milliseconds, far below one sample: what adding floats may lose"""


class Playback:
    """The phone's buffer, as far as it can be known from here."""

    def __init__(self) -> None:
        self.empty_at = 0.0
        """when the last of it will have been played"""
        self._sent = 0.0
        self._spans: deque[_Span] = deque()
        self._chunks: deque[tuple[float, float, float]] = deque(maxlen=1000)
        """position, milliseconds, when sent: of what may not be played yet"""
        self._marks: deque[float] = deque()
        self._last_mark = 0.0
        self._void = 0
        self._asked_at: float | None = None
        self._round_trip = 0.0

    def sent(self, item: str, ms: float, at: float) -> None:
        """So much of this item went to the phone."""
        played = self._played(at)
        while self._spans and self._spans[0].end <= played and self._spans[0].item != item:
            self._spans.popleft()
        if not self._spans or self._spans[-1].item != item:
            self._spans.append(_Span(item, self._sent, self._sent))
        self._chunks.append((self._sent, ms, at))
        self._sent += ms
        self._spans[-1].end = self._sent
        self.empty_at = max(self.empty_at, at) + ms / 1000

    def marked(self, at: float) -> None:
        """A sync went to the phone behind all that was sent."""
        if not self._marks and not self._void and self.unplayed_ms(at) == 0:
            self._asked_at = at
        self._marks.append(self._sent)
        self._last_mark = self._sent

    @property
    def in_doubt(self) -> bool:
        """Answers to the syncs of a cleared buffer may still come: one with no sound before it would be taken
        for one of them, or they for it.
        """
        return self._void > 0

    def synced(self, at: float) -> bool:
        """The phone answered a sync. True when everything that was marked has been played.

        Whether the syncs of a cleared buffer are answered is not documented: an answer that comes before its
        sound can have been played is taken for one of those.
        """
        if not self._marks or (self._void and self._due(self._marks[0]) > at + _EARLY):
            self._void = max(0, self._void - 1)
            return False
        self._void = 0
        position = self._marks.popleft()
        if self._asked_at is not None:
            self._round_trip, self._asked_at = at - self._asked_at, None
        else:
            self._play_on(position, at - self._round_trip)
        return not self._marks

    def unplayed_ms(self, at: float) -> float:
        return max(0.0, (self.empty_at - at) * 1000)

    def unmarked_ms(self) -> float:
        """How much went to the phone since the last sync."""
        return self._sent - self._last_mark

    def cut(self, at: float) -> list[Heard]:
        """The buffer is cleared now: what was heard of each item not yet played to its end, in order."""
        played = self._played(at)
        unfinished = [
            Heard(span.item, int(max(0.0, played - span.start) + _NOTHING_LOST))
            for span in self._spans
            if span.end > played
        ]
        self._spans.clear()
        self._void += len(self._marks)
        self._marks.clear()
        self._chunks.clear()
        self._last_mark = self._sent
        self._asked_at = None
        self.empty_at = at
        return unfinished

    def _play_on(self, position: float, at: float) -> None:
        """Up to this position all was played at this time: what follows plays from then on, or when it
        was sent.
        """
        while self._chunks and self._chunks[0][0] < position:
            self._chunks.popleft()
        self.empty_at = at
        for _, ms, sent_at in self._chunks:
            self.empty_at = max(self.empty_at, sent_at) + ms / 1000

    def _played(self, at: float) -> float:
        return self._sent - min(self._sent, self.unplayed_ms(at))

    def _due(self, position: float) -> float:
        return self.empty_at - (self._sent - position) / 1000
