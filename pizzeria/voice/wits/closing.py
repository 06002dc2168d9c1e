"""The end of an order: how it gets there and for whom, the read-back, and placing it."""

import re
from collections.abc import Mapping

from pizzeria.ordering.house import House
from pizzeria.voice.wits.acts import Answer, Steps, Turn
from pizzeria.voice.wits.meanings import Place
from pizzeria.voice.wits.naming import NAME, Naming
from pizzeria.voice.wits.serving import Serving
from pizzeria.voice.wits.spoken import digits, minutes, money
from pizzeria.voice.wits.talk import Kind, Question
from pizzeria.voice.wits.ticket import number

_MORE_NEEDED = re.compile(r"^Say that (.+?) more is needed")
_ALSO_NEEDED = re.compile(r"Say too that (.+?) more is needed")
_LATER = re.compile(r"it takes (\d+) minutes longer")
PATIENCE = 2
"""times that more is asked for, until staff are offered"""
STAFF = "Shall I connect you to our staff?"


class Closing:
    def __init__(self, serving: Serving, house: House) -> None:
        self.house = house
        self.tools = serving.tools
        self.speech = serving.speech
        self.talk = serving.talk
        self.naming = Naming(serving.talk)
        self.menu = serving.menu

    def ask(self, kind: Kind, text: str) -> None:
        self.talk.question = Question(kind, text)

    def next(self) -> Turn:
        talk = self.talk
        if talk.how is None:
            self.ask("how", "Will you pick it up, or shall we deliver it?")
        elif talk.how == "delivery" and not talk.agreed:
            yield from self._address()
        elif not self.naming.asks():
            yield from self._review()

    def _address(self) -> Turn:
        place = self.talk.place
        if not place.street:
            self.ask("street", "What street and house number shall we deliver to?")
        elif not any(c.isdecimal() for c in place.street):
            self.ask("house", f"And what is the house number on {place.street}?")
        elif not place.postal_code:
            self.ask("postal_code", "And what is the postal code there?")
        else:
            answer = yield from self.tools.use(
                "confirm_address",
                street=place.street,
                postal_code=place.postal_code,
                note=place.note or None,
                caller_said_yes=False,
            )
            self._read_back(answer)

    def _read_back(self, answer: Answer) -> None:
        if answer.get("confirmed"):
            self.talk.agreed = True
            self.ask("name", NAME)
            return
        if not answer.get("ok"):
            self.refused_address(answer)
            return
        found = answer.get("address")
        address: Mapping[str, object] = found if isinstance(found, Mapping) else {}
        note = f", {address.get('note')}" if address.get("note") else ""
        where = (
            f"{address.get('street')}, postal code {digits(str(address.get('postal_code')))}, "
            f"{address.get('city')}{note}"
        )
        takes = minutes(number(answer.get("minutes")))
        fee = money(number(answer.get("fee")), self.menu.currency)
        short = _ALSO_NEEDED.search(str(answer.get("next", "")))
        more = f" For delivery there, {self.tools.aloud(short[1])} more is needed." if short else ""
        self.ask(
            "address",
            f"So that goes to {where}. Delivery costs {fee} and takes about {takes}.{more} "
            f"Is that address right?",
        )

    def refused_address(self, answer: Answer) -> None:
        """What is wrong with it is said, and asked for anew."""
        talk, say = self.talk, self.tools.aloud(answer.get("say"))
        match answer.get("code"):
            case "out_of_zone":
                talk.place, talk.how = Place(), None
                self.ask("pickup_instead", say)
            case "postal_code_unclear":
                talk.place = Place(talk.place.street, "", talk.place.note)
                self.ask("postal_code", say)
            case "address_unclear":
                talk.place = Place("", talk.place.postal_code, talk.place.note)
                self.ask("street", say)
            case "not_taking_orders":
                self.ask("staff", say)
            case _:
                talk.closed = answer.get("code") == "closed"
                talk.unsaid.append(say)
                self.ask("after", "Is there anything else I can help you with?")

    def _review(self) -> Turn:
        answer = yield from self.tools.use("review_order")
        if not answer.get("ok"):
            self._not_reviewed(answer)
            return
        short = _MORE_NEEDED.search(str(answer.get("next", "")))
        if short:
            self.talk.done, self.talk.short = False, self.talk.short + 1
            if self.talk.short > PATIENCE:
                self.ask("staff", f"I can only send it with {self.tools.aloud(short[1])} more. {STAFF}")
                return
            text = f"For delivery there, {self.tools.aloud(short[1])} more is needed. What may I add?"
            self.ask("more_needed", text)
            return
        self.talk.revision = number(answer.get("revision"))
        ticket = self.talk.ticket
        deal = f", with {money(ticket.discount, ticket.currency)} off for the deal" if ticket.discount else ""
        total = money(number(answer.get("total")), ticket.currency)
        self.ask(
            "review",
            f"So that is {self.speech.order(ticket)}; {self._goes()}, for {self.talk.name}. That comes "
            f"to {total}{deal}. Is that right?",
        )

    def _goes(self) -> str:
        facts = self.talk.ticket.fulfilment or {}
        address = facts.get("address")
        takes = f"in about {minutes(number(facts.get('minutes')))}"
        if isinstance(address, Mapping):
            return f"delivered to {address.get('street')} {takes}"
        return f"to pick up {takes}"

    def _not_reviewed(self, answer: Answer) -> None:
        say = self.tools.aloud(answer.get("say"))
        self.talk.unsaid.append(say)
        match answer.get("code"):
            case "sold_out":
                self.talk.done = False
                self.ask("else", "What would you like instead?")
            case "not_taking_orders":
                self.talk.unsaid.pop()
                self.ask("staff", say)
            case "empty_cart":
                self.talk.unsaid.pop()
                self.ask("what", say)
            case _:
                self.talk.closed = True
                self.ask("after", "Is there anything else I can help you with?")

    def place(self) -> Steps:
        """After the yes. Says the number and the time, or what is against it."""
        talk = self.talk
        answer = yield from self.tools.use(
            "place_order", name=talk.name, revision=talk.revision, language=self._language()
        )
        talk.revision = None
        order = answer.get("order")
        if answer.get("ok") and isinstance(order, Mapping):
            self._placed(order, answer)
        elif answer.get("code") in ("not_reviewed", "changed_since_review", "not_confirmed"):
            pass  # it is read back once more
        elif answer.get("code") == "below_minimum":
            talk.done = False
            talk.unsaid.append(self.tools.aloud(answer.get("say")))
        elif answer.get("code") == "name_needed":
            talk.name = ""
        else:
            self._not_reviewed(answer)
        return answer

    def _language(self) -> str | None:
        """In which messages about the order are written: the caller's, where the house has it."""
        spoken = "sv" if self.talk.foreign else "en"
        return spoken if spoken in self.house.languages else None

    def _placed(self, order: Mapping[str, object], answer: Answer) -> None:
        talk = self.talk
        later = _LATER.search(str(answer.get("next", "")))
        more = f" It takes {minutes(int(later[1]))} longer than I said, I am sorry." if later else ""
        where = "at your door" if order.get("fulfilment") == "delivery" else "ready"
        when = self.tools.aloud(order.get("ready_text")).removeprefix("today ")
        name = f", {talk.name}" if talk.name else ""
        talk.unsaid.append(
            f"Thank you{name}! That is order number {number(order.get('number'))}, {where} {when}.{more}"
        )
        talk.placed, talk.done, talk.how, talk.agreed = order, False, None, False
        talk.ticket = type(talk.ticket)()
        talk.touched = []
