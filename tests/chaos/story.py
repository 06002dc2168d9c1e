"""What one faulted call was like for the caller, noted as it crosses both wires."""

from base64 import b64decode
from dataclasses import dataclass, field

import orjson

from pizzeria.sound import PCM

_LOUD = 1_000
"""a sample beyond it is a voice, not a line's noise"""


@dataclass
class Story:
    """Times are seconds on the loop's clock."""

    at_event: int
    """the fault happens at this frame of the model"""
    events: int = 0
    """of the model so far"""
    struck_at: float | None = None
    lines: int = 0
    """to the model that were dialled"""
    struck_line: int = 0
    sound_at: float | None = None
    """the caller hears something new"""
    talk_at: float | None = None
    """the agent is heard again, from another line"""
    waits_from: float = 0.0
    """the end of what was there to hear when it happened, or of what the caller said since then"""
    recalled: set[str] = field(default_factory=set)
    """items of the caller's that the next model was given as they sounded"""
    _drained: float = 0.0
    _before: list[tuple[float, float]] = field(default_factory=list)

    def strikes(self, line: int, now: float) -> None:
        self.struck_at, self.struck_line = now, line
        self.waits_from = max(now, self._drained)

    def from_caller(self, frame: str, now: float) -> None:
        if (
            self.struck_at is not None
            and self.sound_at is None
            and '"audio"' in frame[:20]
            and _is_voice(frame)
        ):
            self.waits_from = max(self.waits_from, now)

    def to_caller(self, frame: str, now: float) -> None:
        if '"interrupt"' in frame[:30]:
            self._drained = now
        if '"t":"audio"' not in frame[:20]:
            return
        begins = max(now, self._drained)
        if self.struck_at is not None and self.sound_at is None:
            self.sound_at = max(begins, self.waits_from)
        self._drained = begins + PCM.duration_ms(orjson.loads(frame)["data"]) / 1000

    def from_model(self, line: int, frame: str, now: float) -> None:
        is_sound = "audio.delta" in frame[:200]
        if is_sound and self.struck_at is not None and self.talk_at is None and line > self.struck_line:
            self.talk_at = max(now, self._drained)

    @property
    def to_sound(self) -> float | None:
        """Seconds of silence."""
        return None if self.sound_at is None else max(0.0, self.sound_at - self.waits_from)

    @property
    def to_talk(self) -> float | None:
        return None if self.talk_at is None else max(0.0, self.talk_at - self.waits_from)


def _is_voice(frame: str) -> bool:
    samples = memoryview(b64decode(orjson.loads(frame)["data"])).cast("h")
    return max(samples, default=0) > _LOUD
