"""What a call took: answer time, voice to voice for each turn, tokens. Pure."""

from datetime import datetime

from pizzeria.ordering.events import CallEnded, EndReason, Usage
from pizzeria.realtime.openai import VAD_SILENCE_MS
from pizzeria.realtime.prices import cost_microdollars


class Meter:
    def __init__(self) -> None:
        self._began_at = 0.0
        self._answer_ms: int | None = None
        self._stopped_at: float | None = None
        self._turns_ms: list[int] = []
        self._usage = Usage()

    def began(self, at: float) -> None:
        self._began_at = at

    def caller_started(self) -> None:
        self._stopped_at = None

    def caller_stopped(self, at: float) -> float:
        """When the voice itself ended: the server says so only after its silence."""
        self._stopped_at = at - VAD_SILENCE_MS / 1000
        return self._stopped_at

    def sounded(self, at: float) -> None:
        """Sound went to the phone."""
        if self._answer_ms is None:
            self._answer_ms = round((at - self._began_at) * 1000)
        if self._stopped_at is not None:
            self._turns_ms.append(round((at - self._stopped_at) * 1000))
            self._stopped_at = None

    def used(self, usage: Usage) -> None:
        self._usage += usage

    def ended(self, call_id: str, reason: EndReason, at: datetime, model: str) -> CallEnded:
        cost = cost_microdollars(model, self._usage)
        return CallEnded(call_id, reason, at, self._answer_ms, tuple(self._turns_ms), self._usage, cost)
