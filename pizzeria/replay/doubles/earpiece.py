"""What 46elks holds for the caller's ear: a queue played at a line's pace, a ledger of what was heard.

Nothing pauses a telephone, so the moment a frame will have been played is known when it arrives; only an
interrupt changes it. Times are seconds on the event loop's clock.
"""

from dataclasses import dataclass, field
from itertools import islice


@dataclass(slots=True)
class Played:
    """One frame of the agent's sound at the ear."""

    starts: float
    ends: float
    milliseconds: float
    """its length; after an interrupt only what was really played of it"""
    size: int
    """bytes of raw sound, as it arrived"""


@dataclass(frozen=True, slots=True)
class Cut:
    """One `interrupt`."""

    at: float
    heard_ms: float
    """everything played in the call until then"""
    dropped_ms: float
    """what was queued and will never be heard"""


@dataclass(slots=True)
class Earpiece:
    speed: float = 1.0
    """so many seconds of sound are played in one second"""
    ledger: list[Played] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    drained_at: float = float("-inf")
    """when everything queued will have been played"""
    _settled: int = 0
    """so many entries of the ledger are played to their end"""
    _settled_ms: float = 0.0
    _queued_bytes: int = 0

    def play(self, milliseconds: float, size: int, now: float) -> None:
        """Queues a frame behind what is there."""
        starts = max(now, self.drained_at)
        self.drained_at = starts + milliseconds / 1000 / self.speed
        self.ledger.append(Played(starts, self.drained_at, milliseconds, size))
        self._queued_bytes += size

    def cut(self, now: float) -> Cut:
        """Empties the queue at once; the frame being played stops where it is."""
        heard = self.heard_ms(now)
        waiting = sum(frame.milliseconds for frame in islice(self.ledger, self._settled, None))
        cut = Cut(now, heard, self._settled_ms + waiting - heard)
        if self._settled < len(self.ledger) and self.ledger[self._settled].starts < now:
            frame = self.ledger[self._settled]
            frame.ends, frame.milliseconds = now, heard - self._settled_ms
            self._settled += 1
        del self.ledger[self._settled :]
        self._settled_ms, self._queued_bytes = heard, 0
        self.drained_at = min(self.drained_at, now)
        self.cuts.append(cut)
        return cut

    def heard_ms(self, now: float) -> float:
        """Everything played in the call until now."""
        self._settle(now)
        if self._settled == len(self.ledger):
            return self._settled_ms
        playing = self.ledger[self._settled]
        return self._settled_ms + max(0.0, now - playing.starts) * 1000 * self.speed

    def spoke_since(self, at: float) -> bool:
        """Whether anything was, or will be, heard that is newer than `at` and than the last interrupt."""
        after = max(at, self.cuts[-1].at) if self.cuts else at
        return bool(self.ledger) and self.ledger[-1].starts > after

    def queued_bytes(self, now: float) -> int:
        self._settle(now)
        return self._queued_bytes

    def when_heard(self, milliseconds: float) -> float | None:
        """The moment so much will have been played in all; None while not enough has come."""
        missing = milliseconds - self._settled_ms
        if missing <= 0:
            return float("-inf")
        for frame in islice(self.ledger, self._settled, None):
            if frame.milliseconds >= missing:
                return frame.ends - (frame.milliseconds - missing) / 1000 / self.speed
            missing -= frame.milliseconds
        return None

    def _settle(self, now: float) -> None:
        while self._settled < len(self.ledger) and self.ledger[self._settled].ends <= now:
            frame = self.ledger[self._settled]
            self._settled += 1
            self._settled_ms += frame.milliseconds
            self._queued_bytes -= frame.size
