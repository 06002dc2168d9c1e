"""What arrived -> what to do: how a call begins, goes on and ends. Pure; `at` is seconds on the call's clock.

Everything comes through `receive`, in one order; `deadline` names the next moment a Tick is wanted. The talk
itself is `conversation`; how far the call is stands in `course`; a model that is lost is `rescue`.
"""

from collections.abc import Iterator
from datetime import datetime

from pizzeria.call import notes
from pizzeria.call.arrivals import (
    Announce,
    Arrival,
    Closing,
    CutOff,
    Dialled,
    Effect,
    FromModel,
    HangUp,
    ModelGone,
    PhoneGone,
    Terms,
    Tick,
    ToolDone,
)
from pizzeria.call.conversation import Conversation
from pizzeria.call.course import Course
from pizzeria.call.held import Held
from pizzeria.call.phases import Phase
from pizzeria.call.rescue import Rescue
from pizzeria.call.timers import Name
from pizzeria.elks import frames
from pizzeria.ordering.events import CallStarted, EndReason
from pizzeria.realtime import events

_TALKS = (Phase.TALKING, Phase.FAREWELL)


class Session:
    """One call, from the phone's socket opening to the end."""

    def __init__(self, terms: Terms, zero: datetime, at: float) -> None:
        """`zero` is the time of day (UTC) when the clock read 0."""
        self._terms = terms
        self._zero = zero
        self._course = Course(terms)
        self._timers = self._course.timers
        self._timers.set("hello", at + terms.hello)
        self._configure: events.Configure | None = None
        self._order = ""
        self._begin("")

    def _begin(self, call_id: str) -> None:
        self.call_id = call_id
        self._held = Held(self._terms.sound)
        self._talk = Conversation(call_id, self._terms.sound, self._zero)
        self._rescue = Rescue(self._terms, self._course, self._talk, self._held)

    @property
    def reason(self) -> EndReason:
        """Why it ends, once it does."""
        return self._course.reason

    @property
    def over(self) -> bool:
        return self._course.phase is Phase.OVER

    @property
    def deadline(self) -> float | None:
        """When a Tick is wanted; None when only an arrival can change anything."""
        return self._timers.next

    def receive(self, arrival: Arrival, at: float) -> Iterator[Effect]:
        """What to do about this, in order."""
        match arrival:
            case frames.Audio(data):
                yield from self._hear(data)
            case _ if not self.over:
                yield from self._react(arrival, at)
                yield from self._go_on(at)

    def _hear(self, data: str) -> Iterator[Effect]:
        if self._course.phase in (Phase.PREPARING, *_TALKS):
            self._held.keep(data)
        if self._course.phase in _TALKS and self._rescue.connected:
            yield events.Hear(data)

    def _react(self, arrival: Arrival, at: float) -> Iterator[Effect]:
        match arrival:
            case frames.Hello():
                yield from self._hello(arrival, at)
            case frames.Sync():
                if self._talk.speaker.synced(at) and self._course.last_words_marked:
                    yield from self._course.leave(self.reason, at)
            case frames.Bye() | PhoneGone() if self._course.phase is Phase.LEAVING:
                yield from self._end(self.reason, at)
            case frames.Bye(reason):
                yield from self._end("error" if reason == "error" else "hangup", at)
            case PhoneGone():
                yield from self._end("dropped", at)
            case ToolDone():
                yield from self._tool_done(arrival, at)
            case Closing(why):
                yield from self._say_goodbye(why, notes.TAKEN, at)
            case CutOff(reason) if self._course.phase is Phase.RINGING:
                yield from self._end(reason, at)
            case CutOff(reason):
                yield from self._talk.fall_silent(at)
                yield from self._course.leave(reason, at)
            case Tick():
                for name in self._timers.due(at):
                    yield from self._time_is_up(name, at)
            case frames.Audio() | frames.Unknown():
                return
            case _:
                yield from self._react_to_model(arrival, at)

    def _react_to_model(self, arrival: FromModel, at: float) -> Iterator[Effect]:
        match arrival:
            case Dialled(configure, line, order):
                if line == self._rescue.line:
                    self._configure, self._order, self._rescue.connected = configure, order, True
            case Announce(clip):
                if self._course.phase is Phase.PREPARING:
                    self._course.farewell("announced", at)
                    yield from self._talk.announce(clip, at)
            case ModelGone(why, line, for_good):
                if line == self._rescue.line:
                    yield from self._rescue.lose(why, at, for_good=for_good)
            case _ if not self._rescue.connected:
                return
            case events.Ready(until):
                self._rescue.ready(until, self._talk.time(at), at)
                yield from (self._configure,) if self._configure else ()
            case events.Configured() if self._course.phase is Phase.PREPARING:
                yield from self._configured(at)
            case events.Fault(code, event_id="configure"):
                yield from self._rescue.lose(f"it refuses its instructions: {code}", at, for_good=True)
            case events.Fault(events.EXPIRED):
                yield from self._rescue.lose(events.EXPIRED, at)
            case _ if self._course.phase in _TALKS or not isinstance(arrival, events.Speech):
                yield from self._mind(arrival, at)
                yield from self._talk.react(arrival, at)

    def _mind(self, event: events.ModelEvent, at: float) -> Iterator[Effect]:
        """What the talk means for how the call goes on."""
        match event:
            case events.Started():
                self._timers.set("greeting", None)
            case events.Speech():
                yield from self._rescue.sounded(at)
            case events.CallerStarted():
                self._course.caller_speaks()
        self._held.learns(event)
        if self._rescue.minds(event):
            yield from self._rescue.lose("it will not serve us", at)

    def _hello(self, hello: frames.Hello, at: float) -> Iterator[Effect]:
        if self._course.phase is not Phase.RINGING:
            return
        self._begin(hello.call_id)
        self._talk.meter.began(at)
        self._timers.set("hello", None)
        self._timers.set("longest", at + self._terms.longest)
        yield CallStarted(hello.call_id, hello.from_number, hello.to_number, self._talk.time(at))
        yield frames.Listening(self._terms.sound.name)
        yield from self._rescue.dial(hello.call_id, hello.from_number, at)

    def _configured(self, at: float) -> Iterator[Effect]:
        self._course.talk()
        self._talk.quiet_since = at
        yield from self._rescue.configured(self._order, at)
        yield from self._held.release()

    def _tool_done(self, done: ToolDone, at: float) -> Iterator[Effect]:
        if self._rescue.is_own(done):
            yield from self._rescue.handed_over(done, at)
            return
        yield from self._talk.tool_done(done, there=self._rescue.connected)
        reason: EndReason = "transferred" if done.then == "transfer" else "goodbye"
        if done.then != "go_on" and self._course.phase is Phase.TALKING:
            self._course.farewell(reason, at)
        elif done.then != "go_on" and self._course.phase is Phase.PREPARING:
            yield from self._rescue.goes(reason, at)

    def _time_is_up(self, name: Name, at: float) -> Iterator[Effect]:
        match name:
            case "greeting":
                self._talk.turns.owe()
            case "silence" if self._talk.nudges < self._terms.nudges:
                yield from self._talk.nudge()
            case "silence":
                yield from self._say_goodbye("silence", notes.NOBODY, at)
            case "longest":
                yield from self._say_goodbye("too_long", notes.TOO_LONG, at)
            case "last words":
                yield from self._course.leave(self.reason, at)
            case "attempt" | "stalled":
                yield from self._rescue.lose("it says nothing", at)
            case "connect" | "staff":
                yield from self._rescue.too_long(at)
            case "hush":
                yield from self._rescue.hush(at)
            case "renew":
                self._rescue.due = True
            case "bye" | "hello":
                yield from self._end(self.reason, at)

    def _say_goodbye(self, reason: EndReason, why: str, at: float) -> Iterator[Effect]:
        match self._course.phase:
            case Phase.TALKING if reason == "shutdown":
                yield from self._rescue.breaks_off(reason, at)
            case Phase.TALKING:
                yield from self._talk.prompt(why)
                self._course.farewell(reason, at)
            case Phase.FAREWELL:
                self._course.reason = reason
            case Phase.RINGING:
                yield from self._end(reason, at)
            case Phase.PREPARING:
                yield from self._rescue.goes(reason, at)

    def _end(self, reason: EndReason, at: float) -> Iterator[Effect]:
        self._course.end(reason)
        if self.call_id:
            yield from self._talk.broke_off(at)
            yield self._talk.meter.ended(self.call_id, reason, self._talk.time(at), self._terms.model)
        yield HangUp()

    def _go_on(self, at: float) -> Iterator[Effect]:
        """After whatever happened: speak when it is our turn, leave when all was heard, watch the silence."""
        if self._course.phase in _TALKS and self._talk.hopeless:
            yield from self._rescue.lose("it fails each time", at)
        if self._course.phase not in _TALKS:
            return
        for asked in self._talk.go_on(at):
            self._timers.set("greeting", None)
            yield asked
        busy = self._talk.speaking(at) or self._talk.turns.caller_speaking
        if self._course.phase is Phase.FAREWELL and not busy and not self._course.last_words_marked:
            self._course.all_is_said(max(at, self._talk.speaker.empty_at))
            yield from self._talk.speaker.mark(at)
        self._timers.set("expected", self._talk.expected_at(at))
        self._rescue.watch(at)
        rests = self._course.phase is Phase.TALKING and not busy and not self._timers.waits_for("greeting")
        self._timers.set("silence", self._talk.quiet_from + self._terms.silence if rests else None)
        yield from self._rescue.renew_if_due(at) if rests else ()
