"""Which of the caller's turns answer something they heard: a yes to a total that was never heard is no yes.
Pure.

A turn counts when the agent has spoken since its last tool answer, had made all it meant to say, and no more
than the tail of that was still unplayed when the caller began. Breaking in on the read-back is not agreeing.
"""

TAIL_MS = 2000
"""callers say yes while the agent still asks "is that right?" """


class Answers:
    def __init__(self) -> None:
        self.count = 0
        self._stale: str | None = None
        self._spoken = False

    def tool_answered(self, running: str) -> None:
        """What the response that is running says was thought of before this answer."""
        self._stale, self._spoken = running, False

    def spoke(self, response: str) -> None:
        if response != self._stale:
            self._spoken = True

    def caller_started(self, unplayed_ms: float, *, still_made: bool) -> None:
        if self._spoken and not still_made and unplayed_ms <= TAIL_MS:
            self.count += 1
