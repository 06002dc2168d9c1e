"""Everything beside the order: questions, earlier orders, a human, goodbye; and how it gets there, and for
whom.
"""

import re
from collections.abc import Mapping

from pizzeria.voice.wits.acts import Call, Say, Turn
from pizzeria.voice.wits.asking import Asking
from pizzeria.voice.wits.brief import Brief
from pizzeria.voice.wits.changing import Changing
from pizzeria.voice.wits.informing import Informing
from pizzeria.voice.wits.meanings import Ask, Bare, Fulfil, How, Named, Place, Said, Unclear, Unknown, Wish
from pizzeria.voice.wits.spoken import listed
from pizzeria.voice.wits.talk import Question
from pizzeria.voice.wits.ticket import number

STATUS = {
    "placed": "has been placed, and the kitchen begins with it soon",
    "baking": "is in the oven",
    "ready": "is ready",
    "collected": "has been picked up",
    "delivered": "has been delivered",
    "cancelled": "was cancelled",
}
_TAKES = re.compile(r"\b(take|have|want|get|give|like|order|one|ones)\b")
GOODBYE = "Thank you for calling, and goodbye!"
GOODBYE_AGAIN = "Goodbye!"
FOREIGN = (
    "I am afraid I only speak English here; say staff, and I connect you to somebody who speaks Swedish."
)
TAKES_OVER = "Let us go on."
NOT_ON_IT = "I am sorry, I cannot find"
HAGGLE = "I cannot change any prices, I am afraid; deals come off by themselves."


class Helping:
    def __init__(self, asking: Asking, changing: Changing, brief: Brief) -> None:
        self.asking = asking
        self.changing = changing
        self.talk = asking.talk
        self.tools = asking.tools
        self.menu = asking.menu
        self.speech = asking.speech
        self.brief = brief
        self.informing = Informing(asking)

    # what is said in set ways

    def said(self, said: Said) -> Turn:
        talk = self.talk
        match said.what:
            case "human":
                yield from self._hand_over()
            case "bye":
                yield from self._goodbye()
            case "done" | "no":
                talk.done = True
            case "usual":
                yield from self._usual(said)
            case "where_is_it":
                yield from self._where()
            case "ran_out":
                yield from self._ran_out()
            case "cancel_placed":
                yield from self._cancel()
            case "foreign" if not talk.foreign:
                talk.foreign = True
                talk.unsaid.append(FOREIGN)
            case "haggle":
                talk.unsaid.append(HAGGLE)
            case "rude":
                yield from self._rude()
            case "unsure" if talk.question and talk.question.kind == "what":
                self.informing.recommend()
            case _:
                pass

    def _hand_over(self) -> Turn:
        answer = yield from self.tools.use(
            "transfer_to_staff", reason=self.talk.words[:200] or "asked for a human"
        )
        if answer.get("ok"):
            self.talk.finished = True
            unsaid, self.talk.unsaid = self.talk.unsaid, []
            yield Say(" ".join([*unsaid, "I am connecting you to our staff now."]))
        else:
            self.tools.refused(answer)

    def _goodbye(self) -> Turn:
        self.talk.todo.clear()
        words = GOODBYE_AGAIN if self.talk.said == GOODBYE else GOODBYE
        unsaid, self.talk.unsaid, self.talk.said = self.talk.unsaid, [], GOODBYE
        yield Say(" ".join([*unsaid, words]))
        self.talk.finished = True
        yield Call("end_call")

    def _rude(self) -> Turn:
        if self.talk.warned:
            yield from self._goodbye()
        self.talk.warned = True
        self.talk.unsaid.append("Let us stay friendly, please.")

    def _usual(self, said: Said) -> Turn:
        usual = self.brief.usual
        if not usual:
            self.talk.unsaid.append("I cannot see an earlier order from this number, I am sorry.")
        elif said.number:
            for wish in usual:
                yield from self.changing.serving.add(wish)
        else:
            named = listed([f"{w.quantity} {self.speech.item(w.items[0], *w.second_half)}" for w in usual])
            self.asking.ask("usual", f"Last time it was {named}. Shall I take the same again?")
            self.talk.keep_question = True

    def _where(self) -> Turn:
        answer = yield from self.tools.use("order_status")
        orders = [o for o in _list(answer.get("orders")) if o.get("status") not in ("cancelled",)]
        if not orders:
            self.talk.unsaid.append("I cannot find an order from this telephone number.")
            return
        order = orders[0]
        when = self.tools.aloud(order.get("ready_text")).removeprefix("today ")
        coming = f" It should be {'with you' if order.get('fulfilment') == 'delivery' else 'ready'} {when}."
        later = coming if order.get("status") in ("placed", "baking") else ""
        self.talk.unsaid.append(
            f"Order number {number(order.get('number'))} {STATUS.get(str(order.get('status')), '')}.{later}"
        )

    def _ran_out(self) -> Turn:
        """What of the order that we call about cannot be made; staff change it, or it is cancelled."""
        answer = yield from self.tools.use("order_status")
        ours = [o for o in _list(answer.get("orders")) if number(o.get("number")) == self.brief.order]
        lines = ours[0].get("lines") if ours else ()
        gone = []
        for line in lines if isinstance(lines, list) else []:
            called = str(line).partition(" ")[2].partition(",")[0]
            told = yield from self.tools.use("look_up", about=called)
            facts = _list(told.get("facts"))
            gone += [f"the {called}"] if facts and facts[0].get("available") is False else []
        what = f"{listed(gone)} cannot be made today" if gone else "something in it has run out"
        self.talk.unsaid.append(f"I am sorry, {what}.")
        self._hold(Question("staff", "Shall I connect you to our staff, who change it for you?"))

    def _cancel(self) -> Turn:
        if self.talk.ticket.lines:
            self._hold(Question("drop_all", "Shall I cancel the whole order?"))
            return
        answer = yield from self.tools.use("order_status")
        open_orders = [o for o in _list(answer.get("orders")) if o.get("status") in ("placed", "baking")]
        if not open_orders:
            self.talk.unsaid.append("I cannot find an order from this number that could still be cancelled.")
            return
        found = number(open_orders[0].get("number"))
        self._hold(Question("cancel", f"Order number {found}: shall I really cancel it?", number=found))

    def _hold(self, question: Question) -> None:
        self.talk.question = question
        self.talk.keep_question = True

    # how it gets there, and for whom

    def details(self, said: Fulfil | Place | Named) -> Turn:
        match said:
            case Named(name):
                self.asking.closing.naming.named(name)
            case Fulfil(how):
                self._fulfil(how)
                if how == "pickup":
                    self.talk.agreed = False
                    answer = yield from self.tools.use("choose_pickup")
                    self.tools.refused(answer)
            case Place():
                self._place(said)

    def _fulfil(self, how: How) -> None:
        if self.talk.how not in (None, how):
            self.talk.unsaid.append(f"{how.capitalize()}, then.")
        self.talk.how = how

    def _place(self, said: Place) -> None:
        talk, before = self.talk, self.talk.place
        place = Place(
            said.street or before.street, said.postal_code or before.postal_code, said.note or before.note
        )
        if place != before:
            talk.agreed, talk.place = False, place
        asks = any(isinstance(m, Ask) and m.topic == "delivery" for m in talk.todo)
        if not asks or said.street:
            self._fulfil("delivery")

    # not understood, and understood

    def unclear(self, said: Bare | Unclear | Unknown) -> None:
        if isinstance(said, Bare):
            self._number(said.number)
        elif isinstance(said, Unknown):
            self.talk.unsaid.append(f"{NOT_ON_IT} {said.heard} on our menu.")

    def _number(self, said: int) -> None:
        """ "Seven", and nothing else: the dish, or as many?"""
        dishes = {item.number: item.id for item in self.menu.items if item.number is not None}
        if (
            self.talk.about
            and said <= self.menu.rules.max_quantity
            and _TAKES.search(self.talk.words.lower())
        ):
            self.talk.todo.insert(0, Wish(self.talk.about[:1], "", said, counted=True))
        elif said in dishes and not (self.talk.pending or self.talk.fresh or self.talk.todo):
            called = self.speech.item(dishes[said])
            self._hold(
                Question(
                    "dish", f"Do you mean number {said}, the {called}?", options=(dishes[said],), number=said
                )
            )

    def acknowledged(self) -> list[str]:
        """What was put down in this turn, said back, so that a mistake is noticed."""
        lines = [line for line in self.talk.ticket.lines if line.id in self.talk.fresh]
        said = listed([self.speech.line(line) for line in lines])
        return [f"{said[0].upper()}{said[1:]}."] if lines else []

    def take_up(self) -> None:
        """What another has taken down is said; how it gets there was settled with them."""
        talk = self.talk
        talk.unsaid.append(TAKES_OVER)
        talk.fresh = [line.id for line in talk.ticket.lines]
        if facts := talk.ticket.fulfilment:
            talk.how = "delivery" if facts.get("address") else "pickup"
            talk.agreed = talk.how == "delivery"

    def recover(self) -> Turn:
        """An answer was lost, or the call goes on from another: look at the order."""
        underway, adding = self.talk.underway, self.talk.adding
        before = {line.id for line in self.talk.ticket.lines}
        yield from self.tools.look_again()
        self.talk.underway = self.talk.adding = None
        if underway is None:
            return
        new = [line for line in self.talk.ticket.lines if line.id not in before]
        if underway.name == "add_item" and adding is not None and new:
            yield from self.changing.serving.added(adding, new[-1].id)
        elif underway.name == "add_item" and adding is not None:
            yield from self.changing.serving.add(adding)
        elif underway.name in ("choose_toppings", "change_item", "remove_item", "choose_pickup"):
            yield from self.tools.use(underway.name, **underway.arguments)


def _list(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
