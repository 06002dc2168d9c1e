"""How much a phone may say: a flood is cut off before it costs other callers their sound. Pure.

A telephone says 50 frames a second at most, of which none is 100 kB; 46elks does not say how long its frames
are. What is allowed is four times that, and a minute of sound at once.
"""

from dataclasses import dataclass, field

LARGEST = 2**20
"""bytes of one frame: 16 seconds of sound"""


@dataclass(slots=True)
class Bucket:
    """Fills with what is said, and runs dry at `rate` a second; one that is full runs over."""

    size: float
    rate: float
    _level: float = 0.0
    _at: float = 0.0

    def runs_over(self, much: float, at: float) -> bool:
        self._level = max(0.0, self._level - (at - self._at) * self.rate) + much
        self._at = at
        return self._level > self.size


@dataclass(slots=True)
class Flow:
    """One phone's. `at` is in seconds on one clock."""

    _frames: Bucket = field(default_factory=lambda: Bucket(size=3_000, rate=200))
    _bytes: Bucket = field(default_factory=lambda: Bucket(size=2**23, rate=2**20))

    def too_much(self, size: int, at: float) -> str:
        """Why a phone that says one more frame of that many bytes is cut off; "" when it is not."""
        if size > LARGEST:
            return "a frame is too large"
        over = self._frames.runs_over(1, at) or self._bytes.runs_over(size, at)
        return "too much is said at once" if over else ""
