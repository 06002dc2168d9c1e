"""The talk itself: both voices, the tools between them, and what became of it. Pure.

Knows nothing of how the call began or how it will end; `session` does.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta

from pizzeria.call import notes
from pizzeria.call.answers import Answers
from pizzeria.call.arrivals import Effect, Phrase, RunTool, ToolDone
from pizzeria.call.errands import Errands
from pizzeria.call.meter import Meter
from pizzeria.call.playback import Heard
from pizzeria.call.speaker import Speaker
from pizzeria.call.transcript import Transcript
from pizzeria.call.turns import Turns
from pizzeria.clips import Clip
from pizzeria.ordering.events import ANNOUNCEMENT, CallMessage
from pizzeria.realtime.events import (
    CallerStarted,
    CallerStopped,
    Fault,
    Finished,
    ModelEvent,
    Note,
    Recall,
    Remember,
    Respond,
    Said,
    Saying,
    Speech,
    Started,
    ToolCall,
)
from pizzeria.sound import Format

_RETRIES = 2
"""responses that fail in a row before we give up"""
_ACTIVE = "conversation_already_has_active_response"


class Conversation:
    def __init__(self, call_id: str, line: Format, zero: datetime) -> None:
        """`zero` is the time of day when the call's clock read 0."""
        self._line = line
        self._zero = zero
        self._transcript = Transcript(call_id)
        self._errands = Errands()
        self._answers = Answers()
        self.turns = Turns()
        self.speaker = Speaker(line)
        self.meter = Meter()
        self.nudges = 0
        """how often the caller was asked, since they last spoke, whether they are there"""
        self._failures = 0
        self._recited = 0
        self._heard_at = 0.0
        self.quiet_since = 0.0
        """when anybody last stopped speaking, not counting what is still played"""

    def react(self, event: ModelEvent, at: float) -> Iterator[Effect]:
        self._heard_at = at
        match event:
            case Speech():
                yield from self._speak(event, at)
            case Started(response):
                self.turns.started(response)
            case Saying(item, text):
                self._transcript.saying(item, text, self.time(at))
            case Said(who, item, text):
                yield from _if_any(self._transcript.said(who, item, text, self.time(at)))
            case CallerStarted(item):
                yield from self._caller_started(item, at)
            case CallerStopped(item):
                self.turns.caller_stopped(at)
                self._transcript.stopped(item, self.time(self.meter.caller_stopped(at)))
                self.quiet_since = at
            case ToolCall(response, id_, name, arguments):
                self.turns.tool_called()
                wanted = RunTool(id_, name, arguments, self._answers.heard_out)
                self._errands.called(wanted, response)
                yield wanted
            case Finished():
                yield from self._finished(event, at)
            case Fault(code, _, "respond"):
                self._refused(code)

    def tool_done(self, done: ToolDone, *, there: bool) -> Iterator[Effect]:
        """The answer for the model, if it is `there`; another is told later. No more is owed when the last
        words were said in the same breath.
        """
        response, told = self._errands.done(done)
        self._answers.tool_answered(self.turns.running)
        if there:
            yield told
        said = response and response == self.speaker.last_response and not self.turns.owes
        self.turns.tool_answered(owe=done.then == "go_on" or not said)

    def prompt(self, why: str) -> Iterator[Note]:
        """Let the agent speak because of something that nobody said aloud."""
        yield Note(why)
        self.turns.owe()

    def nudge(self) -> Iterator[Note]:
        self.nudges += 1
        yield from self.prompt(notes.SILENT)

    def announce(self, clip: Clip, at: float) -> Iterator[Effect]:
        """A recording, which the call log names by its file."""
        self._transcript.sounded(ANNOUNCEMENT, clip.seconds * 1000, self.time(at))
        name = f"(recording: {clip.file})"
        yield from _if_any(self._transcript.said("assistant", ANNOUNCEMENT, name, self.time(at)))
        yield from self.speaker.announce(clip, at)

    def go_on(self, at: float) -> Iterator[Respond]:
        """Let the agent speak when it is its turn."""
        if self.turns.due(at):
            self._heard_at = at
            yield Respond()

    def speaking(self, at: float) -> bool:
        """The agent is saying something, or about to; what is said may still be playing afterwards."""
        return self.turns.busy(at) or self.turns.owes

    @property
    def quiet_from(self) -> float:
        """When the last word of anybody will have been heard."""
        return max(self.quiet_since, self.speaker.empty_at)

    @property
    def hopeless(self) -> bool:
        """The model fails each time it should speak."""
        return self._failures > _RETRIES

    @property
    def waits_since(self) -> float | None:
        """Since when something is due from the model and nothing comes; None when nothing is due."""
        return self._heard_at if self.turns.awaits_model else None

    @property
    def listened_since(self) -> float | None:
        """Since when the model says nothing but that the caller speaks; None when the caller does not."""
        return self._heard_at if self.turns.caller_speaking else None

    def expected_at(self, at: float) -> float | None:
        """When the server's own answer is no longer waited for, or asked for; None when it is not."""
        return next((each for each in self.turns.expected if each > at), None)

    def time(self, at: float) -> datetime:
        return self._zero + timedelta(seconds=at)

    def line_lost(self, heard_anew: Set[str]) -> None:
        """The model is gone: nothing that it owed will come. `heard_anew`: items of the caller's."""
        self._errands.orphaned()
        if self._still_made:
            self._answers.broke_off()
        self.turns = Turns(self._errands.running)
        self.speaker.line_lost()
        self._failures = 0
        self._transcript.said_anew(heard_anew)

    def resume(
        self, order: str, unwritten: Mapping[str, Sequence[str]]
    ) -> Iterator[Remember | Recall | Note]:
        """For a model that takes over: the talk so far, the order as it stands, what came of the tools."""
        yield from self._transcript.told_again(unwritten)
        outcomes = list(self._errands.outcomes())
        tools = "\n".join([notes.LAST_TOOLS, *outcomes]) if outcomes else ""
        sounds = notes.AS_IT_SOUNDED if unwritten else ""
        yield Note("\n\n".join(part for part in (notes.RESUMED, sounds, order, tools) if part))

    @property
    def begun(self) -> bool:
        """Somebody has said something."""
        return self._transcript.has_words

    def recite(self, phrase: Phrase, at: float) -> Iterator[Effect]:
        self._recited += 1
        item, ms = f"recording-{self._recited}", sum(map(self._line.duration_ms, phrase.pieces))
        yield self._transcript.recited(item, phrase.words, ms, self.time(at))
        yield from self.speaker.recite(item, phrase, at)

    def fall_silent(self, at: float) -> Iterator[Effect]:
        """In mid-word."""
        heard, told = self.speaker.cut(self.turns.running, at)
        yield from told
        yield from self._interrupted(heard)

    def broke_off(self, at: float) -> Iterator[CallMessage]:
        """The call ends now: what is still unplayed was not heard, and late transcripts will not come."""
        yield from self._interrupted(self.speaker.cut("", at)[0])
        yield from self._transcript.unfinished(self.time(at))

    @property
    def _still_made(self) -> bool:
        """The latest sound belongs to something that is not said to its end."""
        return bool(self.turns.running) and self.turns.running == self.speaker.last_response

    def _speak(self, speech: Speech, at: float) -> Iterator[Effect]:
        """A piece of the agent's voice."""
        if self.speaker.is_cut(speech):
            return
        self.meter.sounded(at)
        self._answers.spoke(speech.response)
        self._transcript.sounded(speech.item, self._line.duration_ms(speech.data), self.time(at))
        yield from self.speaker.play(speech, at)

    def _caller_started(self, item: str, at: float) -> Iterator[Effect]:
        self._answers.caller_started(self.speaker.unplayed_ms(at), still_made=self._still_made)
        self.meter.caller_started()
        self.nudges = 0
        heard, told = self.speaker.cut(self.turns.running, at)
        self.turns.caller_started()
        self._transcript.began("user", item, self.time(at))
        yield from told
        yield from self._interrupted(heard)

    def _finished(self, finished: Finished, at: float) -> Iterator[Effect]:
        if finished.status != "completed" and finished.response == self.speaker.last_response:
            self._answers.broke_off()
        self.turns.finished(finished.response)
        self.meter.used(finished.usage)
        self.quiet_since = at
        yield from self._transcript.lengthened()
        yield from self.speaker.mark_end(at)
        if finished.status == "failed":
            self._fails()
        else:
            self._failures = 0

    def _refused(self, code: str) -> None:
        """All other faults are harmless races; this one means that nobody speaks unless asked again."""
        if code == _ACTIVE:
            self.turns.refused()
        else:
            self._fails()

    def _fails(self) -> None:
        self._failures += 1
        self.turns.failed()

    def _interrupted(self, unfinished: list[Heard]) -> Iterator[CallMessage]:
        for heard in unfinished:
            yield from _if_any(self._transcript.interrupted(heard.item, heard.ms))


def _if_any(message: CallMessage | None) -> Iterator[CallMessage]:
    if message is not None:
        yield message
