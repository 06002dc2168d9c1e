"""One call at the built-in voice: whose turn it is, what was heard, what is said and which tools are called.

The wits decide and never wait; here is the waiting. A caller who breaks in ends what is being said, and how
much of it they had heard is told to the wits before their words are. One who goes on after a pause, while the
first words are being understood, has said one thing; and what is being done about it is done to its end, only
the answer waits for what they say next.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from pizzeria.call.notes import RESUMED, SILENT
from pizzeria.realtime_server.floor import Turn as Spoken
from pizzeria.realtime_server.line import Line
from pizzeria.voice.ears.ear import Ear
from pizzeria.voice.ears.rate import RATE, Samples
from pizzeria.voice.ears.whisper import Heard
from pizzeria.voice.faculties import Faculties
from pizzeria.voice.notes import SAID
from pizzeria.voice.overheard import Overheard
from pizzeria.voice.reader import read_aloud
from pizzeria.voice.wits.acts import Answer, Call, Say, Turn

LAST = ("end_call", "transfer_to_staff")
"""tools after which nothing more is to be said"""
FOR_GOOD = ("place_order", *LAST)
"""what cannot be taken back is not done while the caller says more"""

SIGN = 4.0
"""seconds of understanding, after each of which a client is told that it goes on"""
SIGNS = 5
"""that are given, until whoever waits may take us for lost"""


@dataclass(frozen=True, slots=True)
class Guess:
    """What was said up to a pause."""

    until: int
    """how far the caller had spoken when it was made"""
    task: asyncio.Task[Heard]


@dataclass(eq=False)
class Mind:
    faculties: Faculties
    line: Line
    ear: Ear
    _overheard: Overheard = field(default_factory=Overheard)
    _notes: int = 0
    """of the house's, that have been seen"""
    _mumbled: bool = False
    """a name in what was heard last may be another"""
    _guesses: dict[int, Guess] = field(default_factory=dict)
    """what each turn will have been, by when it began: the last pause before its end is in it"""

    async def talk(self) -> None:
        """Until the client is gone."""
        session = await self.line.configured()
        if not session["tools"]:
            return await read_aloud(self.line, self.faculties.mouth)
        self.waiter = self.faculties.waiter(session["instructions"])
        self.ear.pausing = self.guess
        greeted = False
        await self.line.response()
        if any(note.startswith(RESUMED) for note in self._told()):
            self.waiter.takes_over()
        while True:
            spoken = await self._words()
            turn = self._unasked(greeted) if spoken is None else self.waiter.hear(spoken, self._mumbled)
            greeted = True
            await self._take(turn)
            if not self.line.open:
                await self.line.response()

    def _unasked(self, greeted: bool) -> Turn:
        """The house wants us to speak, though the caller said nothing."""
        notes = self._told()
        news, self._notes = notes[self._notes :], len(notes)
        if not greeted:
            return self.waiter.greet()
        said = next((SAID[note] for note in news if note in SAID), None)
        if said:
            return _only(said)
        return self.waiter.nudge() if SILENT in news else self.waiter.go_on()

    def _told(self) -> list[str]:
        """What the house has told us that nobody said aloud."""
        notes = [item for item in self.line.service.items.documents if item.get("role") == "system"]
        return [str(item["content"][0]["text"]) for item in notes]

    def guess(self) -> None:
        """The caller has stopped, perhaps only for breath: what they have said is worth a look already."""
        floor = self.line.service.floor
        if floor.hearing.speaking:
            sound = self.ear.sound(floor.started_ms, floor.hearing.heard_ms)
            task = asyncio.create_task(self._understand(sound))
            self._forget(floor.started_ms)
            self._guesses[floor.started_ms] = Guess(self.ear.spoken_until, task)

    async def _words(self) -> str | None:
        """What the caller said since the last time, and goes on to say meanwhile; None when nothing."""
        turns = self.line.service.floor.turns
        spoken: list[str] = []
        self._mumbled = False
        while not (turns.empty() and self.line.open):
            if turns.empty():
                await self.line.response()
                continue
            turn = turns.get_nowait()
            heard, expects = await self._understood(turn), self.waiter.expects
            words = self.faculties.choice.of(heard, expects)
            self._mumbled |= self.faculties.choice.mumbles_a_name(heard, words, expects)
            self.line.transcribed(turn, words)
            spoken.append(words)
            self.line.move_on()
        if (heard_of_us := self._overheard.cut_short(self.line.service)) is not None:
            self.waiter.interrupted(heard_of_us)
        return joined(spoken) if spoken else None

    async def _understood(self, turn: Spoken) -> Heard:
        guess = self._guesses.get(turn.started_ms)
        goes_on = self.line.service.floor.started_ms > turn.started_ms
        if guess and (goes_on or guess.until == self.ear.spoken_until):
            del self._guesses[turn.started_ms]
            return await self._waited_for(guess.task, turn)
        self._forget(turn.started_ms)
        sound = self.ear.sound(turn.started_ms, turn.ended_ms)
        return await self._waited_for(asyncio.create_task(self._understand(sound)), turn)

    async def _waited_for(self, work: asyncio.Task[Heard], turn: Spoken) -> Heard:
        """On a busy machine it takes its time, and the client hears now and then that we are at it."""
        for _ in range(SIGNS):
            if (await asyncio.wait([work], timeout=SIGN))[0]:
                break
            self.line.transcribing(turn)
        return await work

    async def _understand(self, sound: Samples) -> Heard:
        expects = self.waiter.expects
        hint = self.faculties.hints.of(expects, len(sound) / RATE)
        enough = partial(self.faculties.choice.is_clear, expects=expects)
        return await self.faculties.listener.understand(sound, hint, enough)

    def _forget(self, started_ms: int) -> None:
        if guess := self._guesses.pop(started_ms, None):
            guess.task.cancel()

    async def _take(self, turn: Turn) -> None:
        """One turn of ours, to where the caller breaks in."""
        self._overheard.begin()
        answer: Answer | None = None
        with suppress(StopIteration):
            while True:
                match turn.send(answer):
                    case Say(text):
                        answer = None
                        if not await self._say(text):
                            return
                    case Call(name) if name in FOR_GOOD and self._caller_goes_on:
                        return
                    case Call(name, arguments):
                        answer = await self._call(name, arguments)
                        if self.waiter.finished:
                            return
        await self.line.done()

    async def _say(self, text: str) -> bool:
        """Whether it was said to its end."""
        if self._caller_goes_on:
            self._overheard.unsaid()
            return False
        return await self._overheard.say(self.line, self.faculties.mouth.pieces(text))

    @property
    def _caller_goes_on(self) -> bool:
        """They have spoken since the words that are being answered, or are speaking."""
        return not self.line.open or not self.line.service.floor.turns.empty()

    async def _call(self, name: str, arguments: Mapping[str, object]) -> Answer:
        if not self.line.open:
            await self.line.response()
        (answer,) = await self.line.call_tools([(name, dict(arguments))], last=name in LAST)
        result: Answer = answer
        return result


def joined(spoken: Sequence[str]) -> str:
    """What was said with pauses in it: where no sentence ended, one goes on."""
    parts = [words if words[-1] in ".,?!" else f"{words}," for words in spoken if words]
    return " ".join(parts).removesuffix(",")


def _only(text: str) -> Turn:
    yield Say(text)
