"""What to ask next: the first thing that is still missing, one at a time, as a good waiter goes about it."""

from pizzeria.ordering.house import House
from pizzeria.voice.wits.acts import Turn
from pizzeria.voice.wits.closing import Closing
from pizzeria.voice.wits.serving import UNDER, Serving
from pizzeria.voice.wits.sounds import likeness
from pizzeria.voice.wits.spoken import listed, options
from pizzeria.voice.wits.talk import Kind, Pending, Question
from pizzeria.voice.wits.ticket import sizes_of
from pizzeria.voice.wits.vocabulary import NEAR
from pizzeria.voice.wits.words import plain

ANYTHING_ELSE = ("Anything else?", "Would you like anything else?", "What else can I get you?")


class Asking:
    def __init__(self, serving: Serving, house: House) -> None:
        self.serving = serving
        self.closing = Closing(serving, house)
        self.speech = serving.speech
        self.tools = serving.tools
        self.talk = serving.talk
        self.menu = serving.menu
        self.house = house

    def next(self) -> Turn:
        """Leaves the next question in the talk; may call tools on the way."""
        talk = self.talk
        if self._about_what_waits():
            return
        if talk.placed is not None and not talk.ticket.lines:
            self.ask("after", "Is there anything else I can do for you?")
        elif talk.closed:
            self.ask("after", "Is there anything else I can help you with?")
        elif not talk.ticket.lines:
            self.ask("what", "What would you like?")
        elif not talk.done:
            self._anything_else()
        else:
            yield from self.closing.next()

    def ask(self, kind: Kind, text: str, options: tuple[str, ...] = (), line: int = 0) -> None:
        self.talk.question = Question(kind, text, options, line)

    # what about the wishes is not clear

    def _about_what_waits(self) -> bool:
        for wish in self.talk.pending:
            if len(wish.items) > 1 or len(wish.second_half) > 1:
                return self._which(wish)
        for wish in self.talk.pending:
            if not wish.sure:
                self.ask("was_it", self._was_it(wish), options=wish.items[:1])
                return True
        if self.talk.open_changes:
            return self._which_topping()
        if self.talk.pending:
            return self._size()
        return False

    def _was_it(self, wish: Pending) -> str:
        """A name that was not quite heard is asked for by its name; any other by what is on it."""
        called, item = self.speech.item(wish.items[0]), self.menu.item_by_id[wish.items[0]]
        if likeness(plain(called), plain(wish.heard)) >= NEAR or not item.toppings:
            return f"Was that {_article(called)}?"
        on_it = [self.speech.topping(id) for id in item.toppings if id not in UNDER] or ["cheese"]
        return f"Do you mean the {called}, with {listed(on_it)}?"

    def _which(self, wish: Pending) -> bool:
        ids = wish.items if len(wish.items) > 1 else wish.second_half
        named = [self.menu.item_by_id[id] for id in ids]
        self.ask("which", f"Which one would you like: {options(named)}?", options=tuple(ids))
        return True

    def _which_topping(self) -> bool:
        change = self.talk.open_changes[0].topped
        named = listed([self.speech.topping(id) for id in change.toppings], "or")
        heard = f"When you say {change.heard}, do you mean" if len(change.toppings) > 1 else "Was that"
        self.ask("topping", f"{heard} {named}?", options=change.toppings, line=self.talk.open_changes[0].line)
        return True

    def _size(self) -> bool:
        """The same question for everything that comes in the same sizes."""
        first = self.talk.pending[0]
        sizes = self._sizes(first)
        same = [wish for wish in self.talk.pending if self._sizes(wish) == sizes]
        names = listed([self._wished(wish) for wish in same])
        either = self.speech.either_size(first.items[0], sizes)
        ids = tuple(id for wish in same for id in wish.items)
        pizza = self.menu.item_by_id[first.items[0]].customisable
        text = (
            f"What size would you like {names}, {either}?"
            if pizza
            else f"Would you like {names} in a {either.replace(' or ', ' or a ')}, which size?"
        )
        self.ask("size", text, options=ids)
        return True

    def _sizes(self, wish: Pending) -> list[str]:
        other = self.menu.item_by_id[wish.second_half[0]] if wish.second_half else None
        return sizes_of(self.menu.item_by_id[wish.items[0]], other)

    def _wished(self, wish: Pending) -> str:
        second = wish.second_half[0] if wish.second_half else ""
        return f"the {self.speech.item(wish.items[0], second)}"

    # anything else

    def _anything_else(self) -> None:
        talk = self.talk
        text = ANYTHING_ELSE[talk.turns % len(ANYTHING_ELSE)]
        drinks = any(self.menu.item_by_id[line.item].category == "drinks" for line in talk.ticket.lines)
        pizzas = any(self.menu.item_by_id[line.item].customisable for line in talk.ticket.lines)
        if pizzas and not drinks and not talk.offered and talk.turns > 1:
            talk.offered = True
            text = "Anything else, something to drink perhaps?"
        self.ask("else", text)


def _article(called: str) -> str:
    return f"{'an' if called[0] in 'AEIO' else 'a'} {called}"
