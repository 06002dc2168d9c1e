"""What arrived -> what to do: how a call begins, goes on and ends. Pure; `at` is seconds on the call's clock.

Everything comes through `receive`, in one order; `deadline` names the next moment a Tick is wanted. The talk
itself is `conversation`; the steps a call may take stand in `phases`.
"""

from collections.abc import Iterator
from datetime import datetime

from pizzeria.call import notes
from pizzeria.call.arrivals import (
    Announce,
    Arrival,
    Closing,
    CutOff,
    Dial,
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
from pizzeria.call.held import Held
from pizzeria.call.phases import RECALLABLE, Phase, step
from pizzeria.call.timers import Name, Timers
from pizzeria.elks import frames
from pizzeria.ordering.events import CallStarted, EndReason
from pizzeria.realtime import events


class Session:
    """One call, from the phone's socket opening to the end."""

    def __init__(self, terms: Terms, zero: datetime, at: float) -> None:
        """`zero` is the time of day (UTC) when the clock read 0."""
        self._terms = terms
        self._zero = zero
        self._phase = Phase.RINGING
        self.reason: EndReason = "error"
        """why it ends, once it does"""
        self._timers = Timers()
        self._timers.set("hello", at + terms.hello)
        self._held = Held(terms.sound)
        self._configure: events.Configure | None = None
        self._talk = Conversation("", terms.sound, zero)
        self._last_words_marked = False
        self._farewell_until = 0.0
        self.call_id = ""

    @property
    def over(self) -> bool:
        return self._phase is Phase.OVER

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
        match self._phase:
            case Phase.PREPARING:
                self._held.hold(data)
            case Phase.TALKING | Phase.FAREWELL:
                yield events.Hear(data)

    def _react(self, arrival: Arrival, at: float) -> Iterator[Effect]:
        match arrival:
            case frames.Hello():
                yield from self._hello(arrival, at)
            case frames.Sync():
                if self._talk.speaker.synced(at) and self._last_words_marked:
                    yield from self._leave(self.reason, at)
            case frames.Bye() | PhoneGone() if self._phase is Phase.LEAVING:
                yield from self._end(self.reason, at)
            case frames.Bye(reason):
                yield from self._end("error" if reason == "error" else "hangup", at)
            case PhoneGone():
                yield from self._end("dropped", at)
            case ToolDone():
                yield from self._tool_done(arrival, at)
            case Closing(why):
                yield from self._say_goodbye(why, notes.GOING[why], at)
            case CutOff():
                yield from self._talk.fall_silent(at)
                yield from self._leave("ended_by_staff", at)
            case Tick():
                for name in self._timers.due(at):
                    yield from self._time_is_up(name, at)
            case frames.Audio() | frames.Unknown():
                return
            case _:
                yield from self._react_to_model(arrival, at)

    def _react_to_model(self, arrival: FromModel, at: float) -> Iterator[Effect]:
        match arrival:
            case Dialled(configure):
                self._configure = configure
            case Announce(clip):
                if self._phase is Phase.PREPARING:
                    self._timers.set("connect", None)
                    self._farewell("announced", at)
                    yield from self._talk.announce(clip, at)
            case events.Ready() if self._configure:
                yield self._configure
            case events.Configured() if self._phase is Phase.PREPARING:
                yield from self._configured(at)
            case ModelGone() | events.Fault(event_id="configure"):
                yield from self._model_gone(at)
            case events.Speech() if self._phase not in (Phase.TALKING, Phase.FAREWELL):
                return
            case _:
                self._mind(arrival)
                yield from self._talk.react(arrival, at)

    def _mind(self, event: events.ModelEvent) -> None:
        """What the talk means for how the call goes on."""
        match event:
            case events.Started():
                self._timers.set("greeting", None)
            case events.CallerStarted():
                self._last_words_marked = False
                recalled = self._phase is Phase.FAREWELL and self.reason in RECALLABLE
                self._phase = step(self._phase, Phase.TALKING) if recalled else self._phase
                farewell = self._phase is Phase.FAREWELL
                self._timers.set("last words", self._farewell_until if farewell else None)

    def _hello(self, hello: frames.Hello, at: float) -> Iterator[Effect]:
        if self._phase is not Phase.RINGING:
            return
        self._phase = step(self._phase, Phase.PREPARING)
        self.call_id = hello.call_id
        self._talk = Conversation(hello.call_id, self._terms.sound, self._zero)
        self._talk.meter.began(at)
        self._timers.set("hello", None)
        self._timers.set("connect", at + self._terms.connect)
        self._timers.set("longest", at + self._terms.longest)
        yield CallStarted(hello.call_id, hello.from_number, hello.to_number, self._talk.time(at))
        yield frames.Listening(self._terms.sound.name)
        yield Dial(hello.call_id, hello.from_number)

    def _configured(self, at: float) -> Iterator[Effect]:
        self._phase = step(self._phase, Phase.TALKING)
        self._timers.set("connect", None)
        self._timers.set("greeting", at + self._terms.greeting_delay)
        self._talk.quiet_since = at
        yield from self._held.release()

    def _tool_done(self, done: ToolDone, at: float) -> Iterator[Effect]:
        yield from self._talk.tool_done(done)
        if done.then != "go_on" and self._phase is Phase.TALKING:
            self._farewell("transferred" if done.then == "transfer" else "goodbye", at)

    def _model_gone(self, at: float) -> Iterator[Effect]:
        """What was said is still heard to its end; then nobody is there to say more."""
        self._talk.nobody_answers()
        match self._phase:
            case Phase.PREPARING:
                yield from self._leave("model_unreachable", at)
            case Phase.TALKING:
                self._farewell("model_lost", at)

    def _time_is_up(self, name: Name, at: float) -> Iterator[Effect]:
        match name:
            case "greeting":
                self._talk.turns.owe()
            case "silence":
                yield from self._nudge(at)
            case "longest":
                yield from self._say_goodbye("too_long", notes.TOO_LONG, at)
            case "last words":
                yield from self._leave(self.reason, at)
            case "connect" | "stalled":
                yield from self._model_gone(at)
            case "bye" | "hello":
                yield from self._end(self.reason, at)

    def _nudge(self, at: float) -> Iterator[Effect]:
        if self._talk.nudges < self._terms.nudges:
            yield from self._talk.nudge()
        else:
            yield from self._say_goodbye("silence", notes.NOBODY, at)

    def _say_goodbye(self, reason: EndReason, why: str, at: float) -> Iterator[Effect]:
        match self._phase:
            case Phase.TALKING:
                yield from self._talk.prompt(why)
                self._farewell(reason, at)
            case Phase.FAREWELL:
                self.reason = reason
            case Phase.RINGING:
                yield from self._end(reason, at)
            case Phase.PREPARING:
                yield from self._leave(reason, at)

    def _farewell(self, reason: EndReason, at: float) -> None:
        self._phase = step(self._phase, Phase.FAREWELL)
        self.reason = reason
        self._last_words_marked = False
        self._farewell_until = at + self._terms.last_words
        self._timers.set("last words", self._farewell_until)

    def _leave(self, reason: EndReason, at: float) -> Iterator[Effect]:
        if self._phase is Phase.LEAVING:
            return
        self._phase = step(self._phase, Phase.LEAVING)
        self.reason = reason
        self._timers.drop_all()
        self._timers.set("bye", at + self._terms.bye)
        yield frames.Bye()

    def _end(self, reason: EndReason, at: float) -> Iterator[Effect]:
        self._phase = step(self._phase, Phase.OVER)
        self.reason = reason
        self._timers.drop_all()
        if self.call_id:
            yield from self._talk.broke_off(at)
            yield self._talk.meter.ended(self.call_id, reason, self._talk.time(at), self._terms.model)
        yield HangUp()

    def _go_on(self, at: float) -> Iterator[Effect]:
        """After whatever happened: speak when it is our turn, leave when all was heard, watch the silence."""
        if self._phase not in (Phase.TALKING, Phase.FAREWELL):
            return
        if self._talk.hopeless:
            yield from self._model_gone(at)
        yield from self._talk.go_on(at)
        busy = self._talk.speaking(at) or self._talk.turns.caller_speaking
        if self._phase is Phase.FAREWELL and not busy and not self._last_words_marked:
            self._last_words_marked = True
            self._timers.set("last words", max(at, self._talk.speaker.empty_at) + self._terms.played)
            yield from self._talk.speaker.mark(at)
        self._timers.set("expected", self._talk.expected_at(at))
        self._timers.set("stalled", self._talk.stalled_at)
        watch = self._phase is Phase.TALKING and not busy and not self._timers.waits_for("greeting")
        self._timers.set("silence", self._talk.quiet_from + self._terms.silence if watch else None)
