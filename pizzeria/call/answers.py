"""Which of the caller's turns answer something they heard: a yes to a total that was never heard is no yes.
Pure.

A turn is an answer when the agent has spoken since its last tool answer. It answers what was heard out when
the agent had made all it meant to say, and no more than the tail of that was still unplayed when the caller
began. To break in on the read-back is not to agree; nor is the next word, to something else heard out.
"""

TAIL_MS = 2000
"""callers say yes while the agent still asks "is that right?" """


class Answers:
    def __init__(self) -> None:
        self.heard_out: tuple[bool, ...] = ()
        """for each of the caller's answers, whether what it answers had been heard out"""
        self._stale: str | None = None
        self._spoken = False
        self._broken_off = False

    def broke_off(self) -> None:
        """What was said last was never made to its end."""
        self._broken_off = True

    def tool_answered(self, running: str) -> None:
        """What the response that is running says was thought of before this answer."""
        self._stale, self._spoken = running, False

    def spoke(self, response: str) -> None:
        self._broken_off = False
        if response != self._stale:
            self._spoken = True

    def caller_started(self, unplayed_ms: float, *, still_made: bool) -> None:
        if self._spoken:
            whole = not still_made and not self._broken_off
            self.heard_out += (whole and unplayed_ms <= TAIL_MS,)
