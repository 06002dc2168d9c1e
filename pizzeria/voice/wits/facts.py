"""Questions, answered: what look_up is asked, and what is said of the facts that it answers.

Prices, times, allergens and what is sold out are the tool's; names are the menu's in English.
"""

import re
from collections.abc import Mapping, Sequence

from pizzeria.ordering.hours_aloud import spoken_hours
from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu, Need
from pizzeria.voice.wits.acts import Answer
from pizzeria.voice.wits.diets import FEW, Diets, Facts
from pizzeria.voice.wits.meanings import Ask
from pizzeria.voice.wits.spoken import Speech, aloud, listed, minutes
from pizzeria.voice.wits.ticket import number

_WORDS = {"waiting": "how long", "hours": "opening hours", "deals": "deals", "delivery": "delivery"}


class Told:
    """Says in English what look_up found."""

    def __init__(self, menu: Menu, house: House, speech: Speech) -> None:
        self._menu = menu
        self._house = house
        self._speech = speech
        self._diets = Diets(menu, speech)

    def about(self, ask: Ask, digits: str = "") -> str:
        """What to ask look_up."""
        named = [self._speech.item(id) for id in ask.items[:FEW]] or [
            self._speech.topping(id) for id in ask.toppings[:FEW]
        ]
        match ask.topic:
            case "allergen":
                return f"{' '.join(named)} {ask.heard}"[:200]
            case "delivery":
                return f"delivery {digits}".strip()
            case "diet":
                return ask.heard[:200]
            case "waiting" | "hours" | "deals":
                return _WORDS[ask.topic]
            case _:
                return " ".join(named) if named else ask.heard[:200]

    def say(self, ask: Ask, answer: Answer) -> str:
        """One or two sentences; "" when the tool knows nothing that was asked."""
        facts = [f for f in _maps(answer.get("facts")) if f]
        match ask.topic:
            case "allergen":
                return self._diets.allergens(ask, facts)
            case "diet":
                return self._diets.diet(ask, facts)
            case "hours":
                return self._hours(facts)
            case "waiting":
                return self._waiting(facts)
            case "delivery":
                return self._delivery(facts)
            case "deals":
                return self._deals(facts)
            case _:
                return self._things(ask, facts)

    def _things(self, ask: Ask, facts: Sequence[Facts]) -> str:
        items = [fact for fact in facts if "item" in fact and (not ask.items or fact["item"] in ask.items)]
        toppings = [fact for fact in facts if "topping" in fact]
        if items and ask.toppings and ask.topic in ("available", "on_it", "other"):
            return " ".join(self._is_on(fact, ask.toppings[0]) for fact in items[:1])
        if toppings and (not items or (ask.topic == "on_it" and ask.toppings)):
            return " ".join(self._topping(fact, ask) for fact in toppings[:FEW])
        return " ".join(self._item(fact, ask) for fact in items[:FEW])

    def _is_on(self, fact: Facts, topping: str) -> str:
        """Whether it comes with that; another of its kind counts, which is named."""
        item, said = self._menu.item_by_id[str(fact["item"])], self._speech.topping(topping)
        kin = [t for t in item.toppings if t == topping or self._speech.topping(t).endswith(f" {said}")]
        called = self._speech.item(item.id)
        if kin:
            return f"Yes, there is {self._speech.topping(kin[0])} on the {called}."
        return f"No, the {called} comes with {listed([self._speech.topping(t) for t in item.toppings])}."

    def _item(self, fact: Facts, ask: Ask) -> str:
        called = self._speech.item(str(fact["item"]))
        if not fact.get("available"):
            return f"I am sorry, the {called} is sold out."
        toppings = self._menu.item_by_id[str(fact["item"])].toppings
        on_it = (
            f"The {called} comes with {listed([self._speech.topping(t) for t in toppings])}."
            if toppings
            else ""
        )
        if ask.topic == "on_it" and on_it:
            return on_it
        return (
            f"Yes, we have the {called}: {self._prices(fact)}."
            if ask.topic == "available"
            else f"The {called} is {self._prices(fact)}."
        )

    def _prices(self, fact: Facts) -> str:
        item = self._menu.item_by_id[str(fact["item"])]
        sizes = [s for s in _maps(fact.get("sizes")) if "price_text" in s]
        if len(sizes) == 1:
            return self._aloud(sizes[0]["price_text"])
        return listed(
            [
                f"{self._aloud(s['price_text'])} {_for(self._speech.size(item.id, str(s['id'])))}"
                for s in sizes
            ]
        )

    def _topping(self, fact: Facts, ask: Ask) -> str:
        called = self._speech.topping(str(fact["topping"]))
        if not fact.get("available"):
            return f"I am sorry, there is no {called} today: it is sold out."
        prices = fact.get("prices")
        if ask.topic == "price" and isinstance(prices, Mapping):
            return f"{called.capitalize()} on top is {self._aloud(next(iter(prices.values())))}."
        on = fact.get("on")
        named = [self._speech.item(str(id)) for id in on] if isinstance(on, list) else []
        of = [n for id, n in zip(on, named, strict=True) if id in ask.items] if isinstance(on, list) else []
        if ask.items and not of:
            kin = [n for n in named if any(n.startswith(self._speech.item(id)) for id in ask.items)]
            named = kin or named
        return (
            f"We have {called} on the {listed((of or named)[:FEW])}."
            if named
            else f"We have {called}, to put on any pizza."
        )

    def base(self, id: str, price_text: str) -> str:
        return f"A {self._speech.base(id)} is {self._aloud(price_text)} more."

    def _hours(self, facts: Sequence[Facts]) -> str:
        if not any("opening_hours" in fact for fact in facts):
            return ""
        said = spoken_hours(self._house.hours, "en").removeprefix("Opening hours: ")
        now = next(fact.get("takes_orders_now") for fact in facts if "opening_hours" in fact)
        return f"We are open {said[0].lower()}{said[1:]}" + ("" if now else " We take no orders just now.")

    def _waiting(self, facts: Sequence[Facts]) -> str:
        for fact in facts:
            if "pickup_minutes" not in fact:
                continue
            said = f"An order is ready to pick up in about {minutes(number(fact['pickup_minutes']))}"
            doors = fact.get("delivery_minutes")
            if isinstance(doors, Mapping):
                least, most = minutes(number(doors.get("least"))), minutes(number(doors.get("most")))
                return (
                    f"{said}; delivery takes {least.removesuffix(' minutes')} to {most}, "
                    f"depending on where you are."
                )
            return f"{said}."
        return ""

    def _delivery(self, facts: Sequence[Facts]) -> str:
        zones = [fact for fact in facts if "delivers_there" in fact]
        if not zones:
            return ""
        if not any(zone["delivers_there"] for zone in zones):
            return (
                f"I am sorry, we do not deliver there, but you can pick it up in about "
                f"{minutes(number(zones[0].get('pickup_minutes')))}."
            )
        first = zones[0]
        takes = minutes(number(first.get("minutes")))
        if len(zones) == 1:
            return (
                f"Yes, we deliver there: it costs {self._aloud(first.get('fee'))}, for orders of at least "
                f"{self._aloud(first.get('minimum'))}, and takes about {takes}."
            )
        return (
            f"We deliver in the middle of {self._house.city}, by postal code; from "
            f"{self._aloud(first.get('fee'))}, "
            f"for orders of at least {self._aloud(first.get('minimum'))}."
        )

    def _deals(self, facts: Sequence[Facts]) -> str:
        names = [self._speech_deal(at) for fact in facts for at, _ in enumerate(_maps(fact.get("deals")))]
        offs = [self._aloud(deal.get("takes_off")) for fact in facts for deal in _maps(fact.get("deals"))]
        said = [f"{what}: {off} off" for what, off in zip(names, offs, strict=True)]
        return f"There is {listed(said)}. It comes off by itself." if said else "There are no deals just now."

    def _speech_deal(self, at: int) -> str:
        deal = self._menu.deals[at]
        called = re.sub("^[Tt]he ", "", deal.names.get("en") or deal.id)
        return f"the {called}, {listed([self._need(need) for need in deal.needs])}"

    def _need(self, need: Need) -> str:
        items = [
            item for item in self._menu.items if item.category in need.categories and item.size(need.sizes[0])
        ]
        size = self._speech.size(items[0].id, need.sizes[0]) if items else need.sizes[0]
        what = "pizza" if items and items[0].customisable else self._category(need.categories[0])
        sized = f"{size} {what}" if size != "portion" else what.removesuffix("s")
        return (
            f"{need.quantity} {sized}" + ("s" if need.quantity > 1 else "")
            if need.quantity > 1
            else f"a {sized}"
        )

    def _category(self, id: str) -> str:
        found = next((c for c in self._menu.categories if c.id == id), None)
        return (found.names.get("en") or id).lower() if found else id

    def _aloud(self, text: object) -> str:
        return aloud(str(text or ""), self._menu.currency)


def _maps(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _for(size: str) -> str:
    return f"for a {size}" if size else ""
