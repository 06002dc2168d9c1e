"""How far a call is, what it waits for, and the ways it ends. Pure; `at` is seconds on the call's clock."""

from collections.abc import Iterator

from pizzeria.call.arrivals import Terms
from pizzeria.call.phases import RECALLABLE, Phase, step
from pizzeria.call.timers import Timers
from pizzeria.elks.frames import Bye
from pizzeria.ordering.events import EndReason


class Course:
    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.phase = Phase.RINGING
        self.reason: EndReason = "error"
        """why it ends, once it does"""
        self.timers = Timers()
        self.last_words_marked = False
        """all is said; the phone will say when it was played"""
        self._farewell_until = 0.0

    def prepare(self, at: float) -> None:
        """Nobody is there to talk with the caller; somebody must be by then."""
        self.phase = step(self.phase, Phase.PREPARING)
        self.timers.set("connect", at + self._terms.connect)
        for name in ("greeting", "silence", "expected", "stalled", "last words", "renew"):
            self.timers.set(name, None)

    def talk(self) -> None:
        self.phase = step(self.phase, Phase.TALKING)
        for name in ("connect", "attempt", "staff"):
            self.timers.set(name, None)

    def farewell(self, reason: EndReason, at: float) -> None:
        self.phase = step(self.phase, Phase.FAREWELL)
        self.reason = reason
        self.last_words_marked = False
        for name in ("connect", "attempt", "staff"):
            self.timers.set(name, None)
        self._farewell_until = at + self._terms.last_words
        self.timers.set("last words", self._farewell_until)

    def all_is_said(self, played_at: float) -> None:
        """The end is when the phone says that it was played, or a little later than it should have been."""
        self.last_words_marked = True
        self.timers.set("last words", played_at + self._terms.played)

    def caller_speaks(self) -> None:
        """Whatever was thought to be the last word was not; some farewells can be talked out of."""
        if self.phase is Phase.FAREWELL and self.reason in RECALLABLE:
            self.phase = step(self.phase, Phase.TALKING)
        self.last_words_marked = False
        self.timers.set("last words", self._farewell_until if self.phase is Phase.FAREWELL else None)

    def leave(self, reason: EndReason, at: float) -> Iterator[Bye]:
        if self.phase is Phase.LEAVING:
            return
        self.phase = step(self.phase, Phase.LEAVING)
        self.reason = reason
        self.timers.drop_all()
        self.timers.set("bye", at + self._terms.bye)
        yield Bye()

    def end(self, reason: EndReason) -> None:
        self.phase = step(self.phase, Phase.OVER)
        self.reason = reason
        self.timers.drop_all()
