"""What is said at the end of a turn: what is new, and the next question. What the caller broke into is told
once more, as far as they had not heard it begin. Who goes round in circles is offered the staff, and no
sentence is said a third time in a row.
"""

from collections import deque
from collections.abc import Sequence

from pizzeria.voice.wits.acts import Say, Turn
from pizzeria.voice.wits.asking import Asking
from pizzeria.voice.wits.helping import NOT_ON_IT, Helping
from pizzeria.voice.wits.talk import Question, briefly

NOT_CAUGHT = ("Sorry, I did not catch that.", "I am sorry, I still did not get that.")
IN_VAIN = "I am afraid we are not getting anywhere."
GIVEN_UP = "I am sorry, I cannot make it out."
STAFF = "Shall I connect you to our staff?"
PATIENCE = 2
"""turns in a row that get nowhere, or are not understood, until staff are offered"""
HEARD_OUT = 0.8
"""the share of our words that must have been heard for an answer to count"""
VARIED = ("what", "else", "after")
"""questions that mean the same in other words"""


class Speaking:
    def __init__(self, asking: Asking, helping: Helping) -> None:
        self.talk = asking.talk
        self._asking = asking
        self._helping = helping
        self._told: set[str] = set()
        """since something was learnt last"""
        self._standing = ""
        self._lately: deque[set[str]] = deque(maxlen=PATIENCE)
        """what was said last, and before that"""

    def speak(self, before: Question | None, asked: Question | None, cut: bool = True) -> Turn:
        """Everything that is to be said, and the next question; `before`: the one that was open; `cut`:
        it was not heard to its end.
        """
        talk = self.talk
        acknowledged: Sequence[str] = ()
        if asked is None:
            acknowledged = self._helping.acknowledged()
            yield from self._asking.next()
        question = talk.question
        assert question is not None
        talk.vain = 0 if self._gets_on(question) else talk.vain + 1
        if talk.vain >= PATIENCE and question.kind != "staff":
            self._offer_staff(IN_VAIN)
        same = before is not None and question.kind == before.kind and question.text == before.text
        again = same and not cut and question is talk.question
        yield from self._say(briefly(question) if again else self._question_text(), acknowledged)

    def missed(self) -> Turn:
        """Nothing of it was understood: say so, ask again, and after that offer staff."""
        talk = self.talk
        cut, talk.unheard = talk.unheard, False
        talk.vain += 1
        if talk.question is None:
            yield from self._asking.next()
        again = self._question_text() if cut or talk.question is None else briefly(talk.question)
        if talk.vain > PATIENCE:
            self._offer_staff(GIVEN_UP)
            again = STAFF
        elif not talk.unasked:
            more = " Say staff if you would rather talk to somebody." if talk.vain == PATIENCE else ""
            talk.unsaid.append(NOT_CAUGHT[talk.vain - 1] + more)
        yield from self._say(again, self._helping.acknowledged())

    def nudge(self) -> Turn:
        """The caller has said nothing for a while."""
        talk = self.talk
        talk.unsaid.insert(0, "Are you still there?")
        again = self._question_text() if talk.unheard or talk.question is None else briefly(talk.question)
        yield from self._say(again or "What would you like?")

    def interrupted(self, heard: str) -> None:
        """Of our last words the caller heard only this much."""
        talk, length, at = self.talk, len(heard.strip()), 0
        talk.unheard = length < HEARD_OUT * len(talk.said)
        for sentence in talk.telling:
            if at >= length:
                talk.unsaid.append(sentence)
            at += len(sentence) + 1
        if at < length:
            talk.putting_down = ()
        talk.unasked = length <= len(talk.said) - len(talk.asking)

    def unacknowledged(self) -> list[int]:
        """Lines that were put down before, of which the caller has not heard."""
        lines, self.talk.putting_down = self.talk.putting_down, ()
        return list(lines) if self.talk.unheard else []

    def _gets_on(self, question: Question) -> bool:
        """Whether anything was learnt, or anything is said that had not been said since."""
        standing, known = self._standing, set(self._told)
        self._standing = self.talk.standing
        if standing != self._standing:
            known.clear()
        asks = question.kind if question.kind in VARIED else question.text
        says = {asks, *(told for told in self.talk.unsaid if not told.startswith(NOT_ON_IT))}
        self._told = known | says
        return not says <= known

    def _question_text(self) -> str:
        return self.talk.question.text if self.talk.question else ""

    def _say(self, asking: str, acknowledged: Sequence[str] = ()) -> Turn:
        talk = self.talk
        talk.unsaid = [told for told in dict.fromkeys(talk.unsaid) if not self._twice(told)]
        before, dot, last = asking.rpartition(". ")
        asks = f"{before}{dot}Once more: {last[0].lower()}{last[1:]}" if self._twice(last) else asking
        talk.telling, talk.asking, talk.unasked = tuple(talk.unsaid), asks, False
        talk.putting_down = tuple(talk.fresh) if acknowledged else ()
        said = [*talk.unsaid, *acknowledged, asks]
        self._lately.append({*said, asks.rpartition(". ")[2]})
        talk.said, talk.unsaid = " ".join(filter(None, said)), []
        yield Say(talk.said)

    def _twice(self, sentence: str) -> bool:
        return len(self._lately) == PATIENCE and all(sentence in said for said in self._lately)

    def _offer_staff(self, why: str) -> None:
        question, self.talk.vain, self._told = self.talk.question, 0, set()
        self.talk.unsaid.append(why)
        self._asking.ask("staff", STAFF, options=(question.kind,) if question else ())
