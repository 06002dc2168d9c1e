"""What is said at the end of a turn: what is new, and the next question. What the caller broke into is told
once more, as far as they had not heard it begin.
"""

from collections.abc import Sequence

from pizzeria.voice.wits.acts import Say, Turn
from pizzeria.voice.wits.asking import Asking
from pizzeria.voice.wits.helping import Helping
from pizzeria.voice.wits.talk import Question, briefly

NOT_CAUGHT = ("Sorry, I did not catch that.", "I am sorry, I still did not get that.")
PATIENCE = 2
"""turns in a row that are not understood, or a question asked in vain, until staff are offered"""
HEARD_OUT = 0.8
"""the share of our words that must have been heard for an answer to count"""


class Speaking:
    def __init__(self, asking: Asking, helping: Helping) -> None:
        self.talk = asking.talk
        self._asking = asking
        self._helping = helping

    def speak(
        self, before: Question | None, asked: Question | None, cut: bool = True, news: bool = False
    ) -> Turn:
        """Everything that is to be said, and the next question; `before`: the one that was open; `cut`:
        it was not heard to its end; `news`: something was learnt, though nobody asked for it.
        """
        talk, quiet = self.talk, not self.talk.unsaid and not self.talk.fresh and not news
        acknowledged: Sequence[str] = ()
        if asked is None:
            acknowledged = self._helping.acknowledged()
            yield from self._asking.next()
        question = talk.question
        assert question is not None
        same = before is not None and question.kind == before.kind and question.text == before.text
        talk.asked = talk.asked + 1 if same and quiet else 0
        if talk.asked >= PATIENCE and question.kind not in ("what", "else", "after", "staff"):
            self._offer_staff(question)
        again = same and not cut and question is talk.question
        yield from self._say(acknowledged, briefly(question) if again else self._question_text())

    def missed(self) -> Turn:
        """Nothing of it was understood: say so, ask again, and after that offer staff."""
        talk = self.talk
        cut, talk.unheard = talk.unheard, False
        if talk.unasked:
            yield from self._say(self._helping.acknowledged(), self._question_text())
            return
        talk.misses += 1
        if talk.misses > PATIENCE:
            talk.misses = 0
            self._asking.ask("staff", "Shall I connect you to our staff?")
            talk.unsaid.append("I am sorry, I cannot make it out.")
            yield from self._say((), self._question_text())
            return
        more = " Say staff if you would rather talk to somebody." if talk.misses == PATIENCE else ""
        if talk.question is None:
            yield from self._asking.next()
        again = self._question_text() if cut or talk.question is None else briefly(talk.question)
        talk.unsaid.append(NOT_CAUGHT[talk.misses - 1] + more)
        yield from self._say((), again)

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

    def _question_text(self) -> str:
        return self.talk.question.text if self.talk.question else ""

    def _say(self, acknowledged: Sequence[str], asking: str) -> Turn:
        talk = self.talk
        talk.telling, talk.asking, talk.unasked = tuple(talk.unsaid), asking, False
        talk.putting_down = tuple(talk.fresh) if acknowledged else ()
        talk.said = " ".join(filter(None, [*talk.unsaid, *acknowledged, asking]))
        talk.unsaid = []
        yield Say(talk.said)

    def _offer_staff(self, question: Question) -> None:
        self.talk.asked = 0
        self.talk.unsaid.append("I am afraid we are not getting anywhere.")
        self._asking.ask("staff", "Shall I connect you to our staff?", options=(question.kind,))
