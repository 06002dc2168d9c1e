"""One call at the built-in voice: whose turn it is, what was heard, what is said and which tools are called.

The wits decide and never wait; here is the waiting. A caller who breaks in ends what is being said, and how
much of it they had heard is told to the wits before their words are.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from pizzeria.call.notes import RESUMED, SILENT
from pizzeria.realtime_server.floor import Turn as Spoken
from pizzeria.realtime_server.line import CutOff, Line
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


@dataclass(eq=False)
class Mind:
    faculties: Faculties
    line: Line
    ear: Ear
    _overheard: Overheard = field(default_factory=Overheard)
    _notes: int = 0
    """of the house's, that have been seen"""
    _guess: tuple[int, asyncio.Task[Heard]] | None = None
    """how far the caller had spoken when it was made, and what it will be"""

    async def talk(self) -> None:
        """Until the client is gone."""
        session = await self.line.configured()
        if not session["tools"]:
            return await read_aloud(self.line, self.faculties.mouth)
        self.waiter = self.faculties.waiter(session["instructions"])
        greeted = False
        await self.line.response()
        if any(note.startswith(RESUMED) for note in self._told()):
            self.waiter.takes_over()
        while True:
            spoken = await self._words()
            self.line.move_on()  # the words may be those of a turn that came while they were understood
            turn = self._unasked(greeted) if spoken is None else self.waiter.hear(spoken)
            greeted = True
            if not await self._take(turn):
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
            self._forget_guess()
            self._guess = self.ear.spoken_until, task

    async def _words(self) -> str | None:
        """What the caller said since the last time; None when nothing."""
        turns = self.line.service.floor.turns
        spoken: list[str] = []
        while not turns.empty():
            turn = turns.get_nowait()
            words = self.faculties.choice.of(await self._understood(turn), self.waiter.expects)
            self.line.transcribed(turn, words)
            spoken.append(words)
        if not spoken:
            return None
        if (heard_of_us := self._overheard.cut_short(self.line.service)) is not None:
            self.waiter.interrupted(heard_of_us)
        return " ".join(words for words in spoken if words)

    async def _understood(self, turn: Spoken) -> Heard:
        guess, self._guess = self._guess, None
        if guess and guess[0] == self.ear.spoken_until:
            return await guess[1]
        if guess:
            guess[1].cancel()
        return await self._understand(self.ear.sound(turn.started_ms, turn.ended_ms))

    async def _understand(self, sound: Samples) -> Heard:
        expects = self.waiter.expects
        hint = self.faculties.hints.of(expects, len(sound) / RATE)
        enough = partial(self.faculties.choice.is_clear, expects=expects)
        return await self.faculties.listener.understand(sound, hint, enough)

    def _forget_guess(self) -> None:
        if self._guess:
            self._guess[1].cancel()

    async def _take(self, turn: Turn) -> bool:
        """One turn of ours. Whether the next response is open already: the caller has spoken meanwhile."""
        self._overheard.begin()
        answer: Answer | None = None
        with suppress(StopIteration):
            while True:
                match turn.send(answer):
                    case Say(text):
                        if not await self._overheard.say(self.line, self.faculties.mouth.pieces(text)):
                            return False
                        answer = None
                    case Call(name, arguments):
                        try:
                            answer = await self._call(name, arguments)
                        except CutOff:
                            return False
                        if self.waiter.finished:
                            return False
                        if not self.line.service.floor.turns.empty():
                            with suppress(StopIteration):
                                turn.send(answer)  # so that it is known; what would be said to it is not
                            return True
        await self.line.done()
        return False

    async def _call(self, name: str, arguments: Mapping[str, object]) -> Answer:
        (answer,) = await self.line.call_tools([(name, dict(arguments))], last=name in LAST)
        result: Answer = answer
        return result


def _only(text: str) -> Turn:
    yield Say(text)
