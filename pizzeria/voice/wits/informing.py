"""Questions between two items: each is answered from a tool, or from what stands in the order."""

import re
from dataclasses import replace

from pizzeria.voice.wits.acts import Turn
from pizzeria.voice.wits.asking import Asking
from pizzeria.voice.wits.facts import Told
from pizzeria.voice.wits.meanings import Ask, Place
from pizzeria.voice.wits.spoken import listed

ABOUT_A_DISH = ("price", "on_it", "allergen", "diet", "available", "sizes")
_IT = re.compile(r"\b(it|that|this|one|they|them|those)\b")
OTHER = "I only do pizza, I am afraid."


class Informing:
    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.talk = asking.talk
        self.tools = asking.tools
        self.menu = asking.menu
        self.speech = asking.speech
        self.told = Told(asking.menu, asking.house, asking.speech)

    def answer(self, ask: Ask) -> Turn:
        ask = self._of_what(ask)
        match ask.topic:
            case "total":
                yield from self._total()
            case "order":
                self._so_far()
            case "who":
                self.talk.unsaid.append("I am the digital voice of the house.")
            case "payment":
                self.talk.unsaid.append("I do not know about payment, but our staff do.")
            case "sizes" if not ask.items:
                self._sizes()
            case "recommend":
                self.recommend()
            case "menu":
                self._menu(ask)
            case "other" if not ask.items:
                self.talk.unsaid.append(OTHER)
            case _:
                yield from self._look_up(ask)

    def _of_what(self, ask: Ask) -> Ask:
        """ "Is there garlic on it": what is being talked of, when nothing is named."""
        if ask.items or ask.bases or not _IT.search(ask.heard) or ask.topic not in ABOUT_A_DISH:
            return ask
        touched = [line.item for line in self.talk.ticket.lines if line.id in self.talk.touched]
        waiting = [wish.items[0] for wish in self.talk.pending if wish.items]
        subject = (*waiting[:1], *self.talk.about[:1], *touched[-1:])[:1]
        return replace(ask, items=subject)

    def _look_up(self, ask: Ask) -> Turn:
        digits = self.talk.place.postal_code
        answer = yield from self.tools.use("look_up", about=self.told.about(ask, digits))
        said = self.told.say(ask, answer) if answer.get("known") else ""
        self.talk.about = ask.items[:1] or self._only_one_with(ask) or self.talk.about
        if ask.topic == "delivery" and "we do not deliver there" in said:
            self.talk.place = Place()
        if ask.bases and ask.topic in ("price", "available", "allergen"):
            said = self._base(ask) + (f" {said}" if ask.topic == "allergen" else "")
        self.talk.unsaid.append(said or self._not_known(ask))

    def _only_one_with(self, ask: Ask) -> tuple[str, ...]:
        """The pizza that "the one with reindeer" must be."""
        items = [i.id for i in self.menu.items if i.customisable and set(ask.toppings) & set(i.toppings)]
        return tuple(items) if len(items) == 1 else ()

    def _base(self, ask: Ask) -> str:
        base = self.menu.base_by_id[ask.bases[0]]
        return self.told.base(base.id, f"{base.price // 100} kr")

    def _not_known(self, ask: Ask) -> str:
        if ask.topic in ("available", "on_it", "price"):
            return "I am sorry, I cannot find that on our menu."
        return "I do not know that, I am sorry; our staff can tell you."

    def _total(self) -> Turn:
        if not self.talk.ticket.lines:
            self.talk.unsaid.append("There is nothing in the order yet.")
            return
        answer = yield from self.tools.use("review_order")
        if answer.get("ok"):
            self.talk.unsaid.append(f"So far it comes to {self.tools.aloud(answer.get('total_text'))}.")
        else:
            self.tools.refused(answer)

    def _so_far(self) -> None:
        lines = self.talk.ticket.lines
        said = (
            f"So far I have {self.speech.order(self.talk.ticket)}."
            if lines
            else "There is nothing in the order yet."
        )
        self.talk.unsaid.append(said)

    def recommend(self) -> None:
        """Two of the house's own, or of what comes first."""
        pizzas = [item for item in self.menu.items if item.customisable]
        own = [item for item in pizzas if item.category == "own"] or pizzas
        named = [f"the {self.speech.item(item.id)}" for item in (own[0], pizzas[2 % len(pizzas)])]
        self.talk.about = (own[0].id,)
        self.talk.unsaid.append(f"Many people like {listed(named)}.")

    def _sizes(self) -> None:
        """Of the first pizza and the first drink that come in several."""
        several = [item for item in self.menu.items if len(item.sizes) > 1]
        kinds = list({item.category: item for item in reversed(several)}.values())[::-1]
        pizza = next((item for item in kinds if item.customisable), None)
        drink = next((item for item in kinds if not item.customisable), None)
        sized = [(item, [size.id for size in item.sizes]) for item in (pizza, drink) if item]
        said = [
            f"the {self.speech.item(i.id)} as {self.speech.either_size(i.id, sizes)}" for i, sizes in sized
        ]
        self.talk.unsaid.append(f"There is {listed(said)}, for instance.")

    def _menu(self, ask: Ask) -> None:
        """The kinds of things, or two or three of the kind that was asked about."""
        words = set(ask.heard.split())
        for category in self.menu.categories:
            names = {
                word.rstrip("s")
                for name in (category.id, *category.names.values())
                for word in name.lower().split()
            }
            if names & {word.rstrip("s") for word in words} or (category.id == "drinks" and "drink" in words):
                some = [self.speech.item(i.id) for i in self.menu.items if i.category == category.id][:4]
                self.talk.unsaid.append(f"There is {listed(some)}, for instance.")
                return
        kinds = [(c.names.get("en") or c.id).lower() for c in self.menu.categories]
        pizzas = sum(item.customisable for item in self.menu.items)
        self.talk.unsaid.append(f"We have {pizzas} pizzas, and {listed(kinds[-4:])}.")
