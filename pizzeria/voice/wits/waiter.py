"""A waiter on the telephone, without a model: hears words, asks for tools, says sentences. Pure and
deterministic.

A turn is a generator: what it yields is done at once, in order, and a Call's answer is sent back in. It
may be left at any yield, when the caller breaks in: what was understood and not yet done is done first
in the next turn, and a call whose answer was lost is looked for in the order.
"""

from collections.abc import Generator

from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu
from pizzeria.voice.wits.acts import Act, Answer, Expects, Say, Turn
from pizzeria.voice.wits.asking import Asking
from pizzeria.voice.wits.brief import read_brief
from pizzeria.voice.wits.changing import Changing
from pizzeria.voice.wits.hearing import Hearing
from pizzeria.voice.wits.helping import Helping
from pizzeria.voice.wits.meanings import (
    Alter,
    Ask,
    Bare,
    Drop,
    Fulfil,
    Look,
    Meaning,
    Named,
    Not,
    Place,
    Said,
    Same,
    StartOver,
    Swap,
    Unclear,
    Unknown,
    Wish,
)
from pizzeria.voice.wits.replies import Replies
from pizzeria.voice.wits.serving import Serving
from pizzeria.voice.wits.speaking import Speaking
from pizzeria.voice.wits.spoken import Speech
from pizzeria.voice.wits.swapping import Swapping
from pizzeria.voice.wits.talk import EXPECTS, Pending, Question, Talk
from pizzeria.voice.wits.tools import Tools


class Waiter:
    def __init__(
        self, menu: Menu, house: House, instructions: str = "", hearing: Hearing | None = None
    ) -> None:
        """`instructions`: the session's; "" will do. `hearing`: one of the same menu, which takes time
        to make.
        """
        self.talk = Talk()
        self._house = house
        self._brief = read_brief(instructions, menu, house)
        self._hearing = hearing or Hearing(menu, house)
        self._tools = Tools(menu, self.talk)
        self._serving = Serving(self._tools, Speech(menu))
        self._changing = Changing(self._serving)
        self._swapping = Swapping(self._changing)
        self._asking = Asking(self._serving, house)
        self._replies = Replies(self._asking, self._changing)
        self._helping = Helping(self._asking, self._changing, self._brief)
        self._speaking = Speaking(self._asking, self._helping)
        self.talk.stale = self._brief.beginning != "new"
        self._takes_over = False

    @property
    def expects(self) -> Expects:
        """What the last question wants."""
        return EXPECTS.get(self.talk.question.kind, "anything") if self.talk.question else "anything"

    @property
    def finished(self) -> bool:
        """Whether the call has been ended or handed over."""
        return self.talk.finished

    def takes_over(self) -> None:
        """Another has talked with the caller until now: the order at the desk is what is known of it."""
        self.talk.stale = self._takes_over = True

    def greet(self) -> Turn:
        if self._takes_over:
            yield from self._recover()
            self._helping.take_up()
            yield from self._speaking.speak(None, None)
            return
        words = self._brief.opening(self._house)
        self.talk.question = (
            Question("begin", words.rpartition(". ")[2], (self._brief.beginning,))
            if self._brief.beginning != "new"
            else Question("what", "What would you like to order?")
        )
        self.talk.said, self.talk.asking = words, self.talk.question.text
        yield Say(words)

    def hear(self, words: str, mumbled: bool = False) -> Turn:
        """One turn of the caller's, as it was transcribed; `mumbled`: a name in it may be another."""
        talk = self.talk
        talk.mumbled = mumbled
        talk.finished = False  # who speaks into the goodbye is heard, and the talk goes on
        yield from self._recover()
        talk.words, talk.turns, talk.keep_question = words, talk.turns + 1, False
        talk.fresh = self._speaking.unacknowledged()
        understood = self._understood(words)
        if not understood and not talk.todo:
            yield from self._speaking.missed()
            return
        talk.todo += understood
        before, heard = talk.question, len(talk.todo)
        yield from self._replies.take()
        replied = len(talk.todo) < heard or talk.question is not before
        asked = talk.question if talk.question is not before else None
        done = (yield from self._work()) or replied
        asked = talk.question if talk.keep_question else asked
        cut, talk.unheard = talk.unheard, False
        if talk.finished:
            return
        if not done and asked is None and not talk.unsaid:
            yield from self._speaking.missed()
            return
        if talk.fresh or talk.pending:
            talk.common = Look()
        yield from self._speaking.speak(before, asked, cut or Said("repeat") in understood)

    def nudge(self) -> Turn:
        """The caller has said nothing for a while."""
        yield from self._speaking.nudge()

    def go_on(self) -> Turn:
        """We may speak, though nobody has said anything more: what was broken off is done and said; nothing
        when all was.
        """
        talk = self.talk
        if not (talk.stale or talk.todo or talk.unsaid or talk.unheard or talk.question is None):
            return
        yield from self._recover()
        talk.fresh, talk.unheard = self._speaking.unacknowledged(), False
        yield from self._work()
        if not talk.finished:
            yield from self._speaking.speak(None, None)

    def interrupted(self, heard: str) -> None:
        """Of our last words the caller heard only this much."""
        self._speaking.interrupted(heard)

    # one turn

    def _understood(self, words: str) -> list[Meaning]:
        talk = self.talk
        understood = self._hearing.meanings(words, self.expects, talk.known)
        if talk.unasked:  # a yes or a no is none to what was not asked
            understood = [m for m in understood if not (isinstance(m, Said) and m.what in ("yes", "no"))]
        chooses = talk.question is not None and talk.question.kind in ("which", "topping")
        if words.strip() and (chooses or talk.about):
            return understood or [Unclear(words)]  # "the Greek one", "that one" say enough
        return understood

    def _recover(self) -> Turn:
        if self.talk.stale:
            yield from self._helping.recover()

    def _work(self) -> Generator[Act, Answer | None, bool]:
        """Does what was understood, in order; answers whether any of it meant something."""
        done = False
        while self.talk.todo and not self.talk.finished:
            meaning = self.talk.todo.pop(0)
            done = not isinstance(meaning, Unclear) or done
            yield from self._do(meaning)
        return done

    def _do(self, meaning: Meaning | Pending) -> Turn:
        match meaning:
            case Pending():
                yield from self._serving.add(meaning)
            case Wish():
                self.talk.done = False if self.talk.revision is not None else self.talk.done
                self._serving.wish(meaning)
            case Alter():
                yield from self._changing.alter(meaning)
            case Swap():
                yield from self._swapping.swap(meaning)
            case Same():
                yield from self._swapping.same(meaning)
            case Drop():
                yield from self._changing.drop(meaning)
            case Not():
                yield from self._changing.not_meant(meaning)
            case StartOver():
                yield from self._changing.drop_all()
                self.talk.done = False
            case Ask():
                yield from self._helping.informing.answer(meaning)
            case Said():
                yield from self._helping.said(meaning)
            case Fulfil() | Place() | Named():
                yield from self._helping.details(meaning)
            case Bare() | Unclear() | Unknown():
                self._helping.unclear(meaning)
