"""A call whose model is lost: another is dialled, the caller hears something meanwhile, and a human is the
last resort. Pure; `at` is seconds on the call's clock.

The phone's leg stays. The caller is left in silence for no longer than QUIET, then a recording asks for a
moment. So many lines are dialled within WINDOW; when that is in vain, the house's other model is, where it
has one; when that is in vain too, or none came in time, the caller is told so and handed to staff, by the
very tool the agent has for it. A session near the end of its time is replaced between two turns, without a
word. Lines are counted: what is still in the queue of one that is gone means nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from pizzeria.call.arrivals import Dial, Effect, RunTool, Saying, Terms, ToolDone
from pizzeria.call.conversation import Conversation
from pizzeria.call.course import Course
from pizzeria.call.held import Held
from pizzeria.call.phases import RECALLABLE, Phase
from pizzeria.ordering.events import EndReason
from pizzeria.ordering.line_events import ModelBack, ModelLost
from pizzeria.realtime.events import FOR_GOOD, Fault, Finished, ModelEvent

QUIET = 0.6
"""seconds"""
PAUSES = (0.0, 0.5, 1.5)
"""seconds before each of the lines that are dialled within WINDOW"""
WINDOW = 10.0
"""seconds"""
RESUMES = 0.25
"""seconds until the agent goes on by itself: if the caller spoke meanwhile, that is answered instead"""
STAFF = 3.0
"""seconds to write down that staff are wanted"""
SPARE = 120.0
"""seconds before its end at which a session is replaced, or at half of its time"""
_LAST_WORDS: Mapping[EndReason, Saying] = {"transferred": "staff", "shutdown": "closing"}
_ERRAND = "handed to staff"
_REASON = '{"reason":"Our voice has failed in the middle of this call."}'


class Rescue:
    def __init__(self, terms: Terms, course: Course, talk: Conversation, held: Held) -> None:
        self._terms = terms
        self._course = course
        self._talk = talk
        self._held = held
        self._caller = ("", "")
        self.line = 0
        """the line that is there or is dialled; one more when none is wanted any more"""
        self.connected = False
        """the model on it is there"""
        self.then: EndReason | None = None
        """as what the call goes on when a model is back: as that farewell"""
        self.silently = False
        """a session is replaced that nobody has lost"""
        self._lost_at: float | None = None
        self._vain = False
        self._standby = False
        self._introduced = False
        self._tried: list[float] = []
        self._handing_over = False
        self._hushed = False
        self.due = False
        """the session should be replaced when nobody is speaking"""

    def dial(self, call_id: str, from_number: str, at: float) -> Iterator[Dial]:
        self._caller = (call_id, from_number)
        self._course.prepare(at)
        self._course.timers.set("hush", at + self._terms.hush)
        yield from self._dial(0.0, at)

    def lose(self, why: str, at: float, *, for_good: bool = False) -> Iterator[Effect]:
        """The model is gone, of no use, or was never there."""
        self._vain = self._vain or for_good
        match self._course.phase:
            case Phase.PREPARING if not self._handing_over:
                yield from self._note(why, at)
                yield from self._reach(at)
            case Phase.TALKING:
                yield from self._lose(why, at)
            case Phase.FAREWELL if self._talk.speaking(at) and self._course.reason in RECALLABLE:
                self.then = self._course.reason
                yield from self._lose(why, at)
            case Phase.FAREWELL:
                said = not self._talk.speaking(at)
                self._hang_up_on_model()
                if not said:
                    yield from self.say("staff" if self._course.reason == "transferred" else "sorry", at)

    def renew_if_due(self, at: float) -> Iterator[Effect]:
        """The session's time runs out: another is opened before it does, when all that was said is heard."""
        if not self.due:
            return
        if self._talk.quiet_from > at:
            self._course.timers.set("renew", self._talk.quiet_from)
            return
        self.silently, self.due = True, False
        self._hang_up_on_model()
        self._course.prepare(at)
        yield from self._reach(at)

    def ready(self, until: float | None, now: datetime, at: float) -> None:
        """The model's house let us in, until this moment (seconds since 1970)."""
        left = 0.0 if until is None else until - now.timestamp()
        if left > 0:
            self._course.timers.set("renew", at + max(left - SPARE, left / 2))

    def configured(self, order: str, at: float) -> Iterator[Effect]:
        """A model is ready: it is told what was said, if anything was; and who it is, the caller."""
        if self._talk.begun:
            yield from self._talk.resume(order, self._held.unwritten)
            self._resumed(at)
        else:
            self._course.timers.set("greeting", at + self._terms.greeting_delay)
        if self._standby and not self._introduced:
            self._introduced = True
            yield from self.say("stand_in", at)

    def _resumed(self, at: float) -> None:
        """Without a loss it waits for the caller."""
        timers = self._course.timers
        if self.then:
            self._course.farewell(self.then, at)
        if self.then or not self.silently:
            self._talk.turns.owe() if self.then else timers.set("greeting", at + RESUMES)
        self.then, self.silently = None, False

    def minds(self, event: ModelEvent) -> bool:
        """Whether what the model says means that it is of no use to us, now and on every other line."""
        fatal = isinstance(event, Fault | Finished) and event.code in FOR_GOOD
        self._vain = self._vain or fatal
        return fatal and (isinstance(event, Finished) or self._course.phase is Phase.PREPARING)

    def sounded(self, at: float) -> Iterator[ModelBack]:
        """The agent is heard."""
        self._course.timers.set("hush", None)
        self._hushed = False
        if self._lost_at is not None:
            after_ms, self._lost_at = round((at - self._lost_at) * 1000), None
            yield ModelBack(self._caller[0], after_ms, self._talk.time(at))

    @property
    def lost(self) -> bool:
        """The caller has not heard the agent since a model was lost."""
        return self._lost_at is not None

    def too_long(self, at: float) -> Iterator[Effect]:
        """Neither a model nor the hand-over came in time."""
        if self._handing_over:
            yield from self._farewell("sorry", at)
        else:
            yield from self._to_staff(at)

    def is_own(self, done: ToolDone) -> bool:
        """The answer to what no model has asked for."""
        return done.id == _ERRAND

    def goes(self, reason: EndReason, at: float) -> Iterator[Effect]:
        """The call is to end, and there is no model that could say so."""
        if reason in RECALLABLE and not self._handing_over:
            self.then = reason
            return
        self._handing_over = False
        self.line += 1
        yield from self.say(_LAST_WORDS.get(reason, "sorry"), at)
        if self._terms.phrases:
            self._course.farewell(reason, at)
        else:
            yield from self._course.leave(reason, at)

    def breaks_off(self, reason: EndReason, at: float) -> Iterator[Effect]:
        """The call is to end, whatever the model is saying: a recording says goodbye, and is in time."""
        yield from self._talk.fall_silent(at)
        self._hang_up_on_model()
        yield from self.goes(reason, at)

    def hush(self, at: float) -> Iterator[Effect]:
        """The caller hears nothing for too long."""
        self._hushed = True
        yield from self.say("moment", at)

    def watch(self, at: float) -> None:
        """How long a model that should speak may be silent."""
        since, timers = self._talk.waits_since, self._course.timers
        if since is not None:
            timers.set("stalled", since + self._terms.stalled)
        else:
            listened = self._talk.listened_since
            timers.set("stalled", None if listened is None else listened + self._terms.longest_turn)
        if self._lost_at is None:
            patience = None if since is None or self._hushed else since + self._terms.hush
            timers.set("hush", None if patience is None else max(patience, self._talk.speaker.empty_at))

    def handed_over(self, done: ToolDone, at: float) -> Iterator[Effect]:
        if self._handing_over:
            yield from self._farewell("staff" if done.then == "transfer" else "sorry", at)

    def say(self, saying: Saying, at: float) -> Iterator[Effect]:
        if phrase := self._terms.phrases.get(saying):
            yield from self._talk.recite(phrase, at)

    def _lose(self, why: str, at: float) -> Iterator[Effect]:
        yield from self._note(why, at)
        self._hang_up_on_model()
        self._course.prepare(at)
        yield from self._reach(at)

    def _hang_up_on_model(self) -> None:
        self.connected = False
        self._talk.line_lost(self._held.lost())

    def _note(self, why: str, at: float) -> Iterator[ModelLost]:
        self.silently = False
        if self._lost_at is None:
            self._lost_at = at
            self._course.timers.set("hush", max(at + QUIET, self._talk.speaker.empty_at))
            yield ModelLost(self._caller[0], why, self._talk.time(at))

    def _reach(self, at: float) -> Iterator[Effect]:
        self.connected = False
        self._tried = [tried for tried in self._tried if tried > at - WINDOW]
        if (self._vain or len(self._tried) >= len(PAUSES)) and self._terms.standby and not self._standby:
            self._standby, self._vain, self._tried = True, False, []
            self._course.timers.set("connect", at + self._terms.connect)
        if self._vain or len(self._tried) >= len(PAUSES):
            yield from self._to_staff(at)
            return
        pause = PAUSES[len(self._tried)]
        self._tried.append(at)
        self.line += 1
        yield from self._dial(pause, at)

    def _dial(self, pause: float, at: float) -> Iterator[Dial]:
        terms = self._terms
        patience = terms.connect if self._standby else terms.attempt if self.line else terms.first_attempt
        self._course.timers.set("attempt", at + pause + patience)
        yield Dial(*self._caller, self.line, pause, self._standby)

    def _to_staff(self, at: float) -> Iterator[RunTool]:
        self._handing_over = True
        self.line += 1
        for name in ("connect", "attempt", "hush"):
            self._course.timers.set(name, None)
        self._course.timers.set("staff", at + STAFF)
        yield RunTool(_ERRAND, "transfer_to_staff", _REASON, ())

    def _farewell(self, saying: Saying, at: float) -> Iterator[Effect]:
        self._handing_over = False
        yield from self.say(saying, at)
        self._course.farewell("model_lost" if self._talk.begun else "model_unreachable", at)
