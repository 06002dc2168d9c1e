"""Whose turn it is: when the agent is asked to speak, and that it is never asked twice. Pure.

The server answers each of the caller's turns by itself. We ask only for what it cannot know, the greeting,
the words after tools, a nudge; and for an answer that it has forgotten. The rule: a response is owed, none is
running or on its way, no tool is pending, the caller is not speaking -> ask, once.
"""

_EXPECTED_SECONDS = 1.0
"""how long after the caller stopped the server's own response is waited for before we ask for ours"""

_FORGOTTEN_SECONDS = 1.5
"""how long after that we ask for an answer to the caller, as nobody makes one"""
_SOME = "?"
"""a response that we know of only because the server refused ours"""


class Turns:
    def __init__(self, pending_tools: int = 0) -> None:
        self.running = ""
        """id of the response being made, "" when none"""
        self.caller_speaking = False
        self.pending_tools = pending_tools
        self._owed = False
        self._asked = False
        self._expected_until = 0.0

    def owe(self) -> None:
        """There is something the agent should say as soon as it may."""
        self._owed = True

    def due(self, at: float) -> bool:
        """Whether to ask for a response now. Answers True once for each one owed."""
        forgotten = bool(self.expected) and self.expected[-1] <= at
        if not (self._owed or forgotten) or self.busy(at) or self.caller_speaking:
            return False
        self._owed, self._asked, self._expected_until = False, True, 0.0
        return True

    def busy(self, at: float) -> bool:
        """A response is being made, was asked for, or must wait for a tool or for the server's own."""
        return bool(self.running or self._asked or self.pending_tools or at < self._expected_until)

    @property
    def awaits_model(self) -> bool:
        """A response was asked for, or is being made."""
        return bool(self.running or self._asked)

    @property
    def expected(self) -> tuple[float, ...]:
        """When we stop waiting for the server's own answer before ours, and when we ask for it."""
        until = self._expected_until
        return (until, until + _FORGOTTEN_SECONDS) if until else ()

    @property
    def owes(self) -> bool:
        return self._owed

    def started(self, response: str) -> None:
        """A response is being made. The server's own says what was owed before it, as ours does."""
        if not self._asked and self._expected_until:
            self._owed = False
        self.running, self._asked, self._expected_until = response, False, 0.0

    def finished(self, response: str) -> None:
        if self.running in (response, _SOME):
            self.running = ""

    def refused(self) -> None:
        """Our request crossed a response of the server's: it is owed again, after that one."""
        self._asked, self._owed = False, True
        self.running = self.running or _SOME

    def failed(self) -> None:
        """What was asked for did not come: it is owed again."""
        self._asked, self._owed = False, True

    def caller_started(self) -> None:
        self.caller_speaking = True
        self._expected_until = 0.0

    def caller_stopped(self, at: float) -> None:
        self.caller_speaking = False
        self._expected_until = at + _EXPECTED_SECONDS

    def tool_called(self) -> None:
        self.pending_tools += 1

    def tool_answered(self, *, owe: bool = True) -> None:
        self.pending_tools -= 1
        self._owed = self._owed or owe
