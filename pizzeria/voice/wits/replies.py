"""What an answer means to the question that was open: a yes to "Was that a Vesuvio?" is a Vesuvio."""

import re

from pizzeria.voice.wits.acts import Turn
from pizzeria.voice.wits.asking import Asking
from pizzeria.voice.wits.changing import Changing
from pizzeria.voice.wits.choosing import Choosing
from pizzeria.voice.wits.meanings import (
    Alter,
    Bare,
    Fulfil,
    Meaning,
    Named,
    Place,
    Ref,
    Said,
    Swap,
    Unclear,
    Wish,
)
from pizzeria.voice.wits.talk import Pending, Question

CORRECTING = re.compile(
    r"\b(only|just|after all|actually|i said|i meant|instead of|supposed to be|should be)\b"
)

THAT_ONE = re.compile(r"\b(that one|one of (those|them)|(take|have|want|try|get) (that|it|this|those))\b")
NO_MOMENT = re.compile(r"\b(no|not a|bad) (good )?(moment|time)\b|\b(driving|busy|at work|in a meeting)\b")
WHAT_ELSE = "What else can I do for you?"


class Replies:
    """Takes what answers the open question out of what was understood, and acts on it."""

    def __init__(self, asking: Asking, changing: Changing) -> None:
        self.asking = asking
        self.changing = changing
        self.choosing = Choosing(changing)
        self.talk = asking.talk

    def take(self) -> Turn:
        """Acts on the part of the turn that answers the question; what is left stays to be done."""
        question = self.talk.question
        if question is None:
            return
        if question.kind in ("which", "topping"):
            yield from self.choosing.take(question)
            return
        yes, no = self._said("yes"), self._said("no")
        if question.kind in ("else", "what", "offer", "more_needed", "how"):
            self._talked_of(no)
        done = self._said("done")
        if question.kind in ("else", "what", "offer", "after", "more_needed"):
            yield from self._more_or_not(question, yes, no or done, done)
        elif question.kind == "begin":
            yield from self._begun(question, yes, no)
        elif question.kind == "review":
            yield from self._agreed(yes or done, no)
        elif question.kind == "house":
            self._house_number()
        elif yes or no or done or (question.kind == "was_it" and self._names(question.options)):
            self._take("yes", "no", "done")
            yield from self._yes_or_no(question, bool(yes or (done and not no)) and not no)

    # what was said

    def _said(self, what: str) -> bool:
        return any(isinstance(m, Said) and m.what == what for m in self.talk.todo)

    def _names(self, items: tuple[str, ...]) -> bool:
        return any(_is_wish_for(meaning, items) for meaning in self.talk.todo)

    def _take(self, *what: str) -> None:
        self.talk.todo[:] = [m for m in self.talk.todo if not (isinstance(m, Said) and m.what in what)]

    def _orders(self) -> bool:
        return any(isinstance(m, Wish | Alter | Swap | Bare) for m in self.talk.todo)

    # the questions, one by one

    def _more_or_not(self, question: Question, yes: bool, no: bool, done: bool) -> Turn:
        self._take("yes", "no", "done")
        if question.kind == "after" and yes and not no and not self.talk.todo:
            self._what_else(question)
            return
        if no and self.talk.touched and len(self.talk.todo) == 1 and isinstance(self.talk.todo[0], Bare):
            self.talk.todo[0] = Alter(Ref("it"), quantity=self.talk.todo[0].number)  # "no, seven"
        if no and any(isinstance(m, Alter) and m.quantity is not None for m in self.talk.todo):
            return
        if no and not any(isinstance(m, Wish) for m in self.talk.todo):
            if question.kind == "more_needed":
                self.asking.ask(
                    "pickup_instead", "Then it would have to be picked up. Shall I make it pickup?"
                )
                self.talk.todo[:] = [*self.talk.todo, Said("wait")] if not self.talk.todo else self.talk.todo
                return
            if question.kind == "after" or (question.kind == "what" and self.talk.vain > 0):
                self.talk.todo.append(Said("bye"))
            self.talk.done = True
        elif no:
            self.talk.done = self.talk.done or done or question.kind == "else"
        elif yes and not self._orders() and question.kind == "else":
            # "that's right" agrees with what was put down, and so does a second yes that names nothing
            if "right" in self.talk.words.lower() or "Of course." in self.talk.telling:
                self.talk.done = True
            else:
                self.talk.unsaid.append("Of course.")
        yield from ()

    def _begun(self, question: Question, yes: bool, no: bool) -> Turn:
        """The first answer in a call that goes on or that the house makes; the courier's is the way in."""
        talk, only = self.talk, not self._orders()
        if question.options == ("line_lost",) and no:
            self._take("no", "done")
            talk.unsaid.append("Then we begin anew.")
            yield from self.changing.drop_all()
        elif NO_MOMENT.search(talk.words.lower()) or (no and only):
            talk.unsaid += ["I am sorry to have troubled you."] if question.options != ("line_lost",) else []
            talk.todo[:] = [Said("bye")]
        elif question.options == ("courier",) and not self._said("repeat"):
            talk.unsaid.append(f"{talk.words.strip().rstrip('.')}: I pass that on.")
            talk.todo[:] = [Said("human")]
            self.asking.ask("else", "Is there anything else?")
        elif question.options == ("item_ran_out",) and yes and only:
            talk.todo[:] = [Said("ran_out")]
        elif yes:
            self._take("yes", "done")
            talk.unsaid += ["Of course."] if only else []

    def _talked_of(self, no: bool) -> None:
        """ "That one", after something was told of it."""
        talk = self.talk
        other = self._orders() or any(isinstance(m, Fulfil) for m in talk.todo)
        if talk.about and not no and not other and THAT_ONE.search(talk.words.lower()):
            talk.todo[:] = [Wish(talk.about[:1], ""), *(m for m in talk.todo if not isinstance(m, Unclear))]

    def _what_else(self, question: Question) -> None:
        """A yes after the goodbye was offered: "that's right" agrees, "yes" wants something."""
        if question.text == WHAT_ELSE or "right" in self.talk.words.lower():
            self.talk.todo.append(Said("bye"))
        else:
            self.asking.ask("after", WHAT_ELSE)

    def _agreed(self, yes: bool, no: bool) -> Turn:
        """To the read-back. A yes to what was not heard to its end is no yes."""
        self._take("yes", "no", "done")
        if no or CORRECTING.search(self.talk.words.lower()):
            self.talk.todo[:] = [self._corrected(m) for m in self.talk.todo]
        if no and any(isinstance(m, Named) for m in self.talk.todo):
            self.asking.closing.naming.misnamed()
        changes = any(not isinstance(m, Said) for m in self.talk.todo)
        if yes and not no and not changes and not self.talk.unheard:
            yield from self.asking.closing.place()
        elif no and not self.talk.todo:
            self.talk.done = False
            self.asking.ask("else", "What should I change?")
            self.talk.todo.append(Said("wait"))

    def _corrected(self, meaning: Meaning | Pending) -> Meaning | Pending:
        """After the read-back "just one Fanta" is how many there are to be, not one more."""
        if not isinstance(meaning, Wish) or not meaning.counted or meaning.second_half:
            return meaning
        here = {line.item for line in self.talk.ticket.lines} & set(meaning.items)
        ref = Ref("item", meaning.items)
        return Alter(ref, meaning.look, meaning.quantity, parts=meaning.parts) if here else meaning

    def _house_number(self) -> None:
        numbers = [m for m in self.talk.todo if isinstance(m, Bare)]
        if numbers:
            self.talk.todo.remove(numbers[0])
            street = f"{self.talk.place.street} {numbers[0].number}"
            self.talk.place = Place(street, self.talk.place.postal_code, self.talk.place.note)

    def _yes_or_no(self, question: Question, yes: bool) -> Turn:
        match question.kind:
            case "was_it":
                yield from self._was_it(yes)
            case "dish":
                if yes and not self._names(question.options):
                    self.talk.todo.insert(0, Wish(question.options, ""))
            case "is_name" if yes:
                self.talk.name_in_doubt = False
            case "is_name":
                self.asking.closing.naming.misnamed()
            case "address":
                yield from self._address(yes)
            case "pickup_instead":
                self.talk.done = True
                self.talk.todo.append(Fulfil("pickup") if yes else Said("bye"))
            case "cancel" if yes:
                answer = yield from self.asking.tools.use("cancel_order", number=question.number)
                self.asking.tools.refused(answer)
                if answer.get("ok"):
                    self.talk.unsaid.append("The order is cancelled.")
                    self.talk.done = True
            case "cancel":
                self.talk.unsaid.append("Then it stays as it is.")
            case "drop_all" if yes:
                yield from self.changing.drop_all()
                self.talk.unsaid.append("It is all cancelled.")
                self.talk.closed = True
            case "staff":
                self.talk.todo.append(Said("human") if yes else Said("wait"))
            case "usual" if yes:
                self.talk.todo.append(Said("usual", number=1))
            case _:
                pass

    def _was_it(self, yes: bool) -> Turn:
        unsure = next((wish for wish in self.talk.pending if not wish.sure), None)
        if unsure is None:
            return
        if yes or self._names(unsure.items):
            self.talk.todo[:] = [m for m in self.talk.todo if not _is_wish_for(m, unsure.items)]
            unsure.sure = True
            yield from self.changing.waiting.again()
            return
        self.talk.pending.remove(unsure)
        if not self._orders():
            self.talk.unsaid.append("I am sorry. Which one was it?")

    def _address(self, yes: bool) -> Turn:
        talk = self.talk
        new = [m for m in talk.todo if isinstance(m, Place)]
        if new:
            return
        if not yes:
            talk.place = Place(note=talk.place.note)
            talk.unsaid.append("I am sorry.")
            return
        if talk.unheard:
            return
        place = talk.place
        answer = yield from self.asking.tools.use(
            "confirm_address",
            street=place.street,
            postal_code=place.postal_code,
            note=place.note or None,
            caller_said_yes=True,
        )
        talk.agreed = bool(answer.get("confirmed"))
        if not answer.get("ok") and answer.get("code") != "not_confirmed":
            self.asking.closing.refused_address(answer)


def _is_wish_for(meaning: Meaning | Pending, items: tuple[str, ...]) -> bool:
    return isinstance(meaning, Wish) and bool(set(meaning.items) & set(items))
