"""Allergens and diets, as the facts list them; never a promise, and always the kitchen's caution."""

from collections.abc import Iterable, Mapping, Sequence

from pizzeria.ordering.menu import Menu
from pizzeria.voice.wits.meanings import Ask
from pizzeria.voice.wits.spoken import Speech, listed

FEW = 3
"""things named in one breath"""
CAUTION = (
    "Everything is made in one kitchen, so traces can never be ruled out. If it is serious, I can connect "
    "you to our staff."
)
Facts = Mapping[str, object]


class Diets:
    def __init__(self, menu: Menu, speech: Speech) -> None:
        self._menu = menu
        self._speech = speech

    def allergens(self, ask: Ask, facts: Sequence[Facts]) -> str:
        said = []
        asked = [fact for fact in facts if "allergen" in fact]
        for fact in [f for f in facts if "item" in f and f["item"] in ask.items]:
            said.append(self._of_item(fact, [str(f["allergen"]) for f in asked]))
        if not said:
            said += [self._of_allergen(fact) for fact in asked[:2]]
        return " ".join([*filter(None, said), CAUTION])

    def _of_item(self, fact: Facts, asked: Sequence[str]) -> str:
        called, found = self._speech.item(str(fact["item"])), fact.get("allergens")
        has = [str(a) for a in found] if isinstance(found, list) else []
        if not asked:
            return (
                f"For the {called} the list says {listed(has)}."
                if has
                else f"Nothing is listed for the {called}."
            )
        listed_too = [a for a in asked if a in has]
        if listed_too:
            return (
                f"Yes, {listed(listed_too)} {'is' if len(listed_too) == 1 else 'are'} "
                f"listed for the {called}."
            )
        return (
            f"{listed(asked, 'or').capitalize()} is not listed for the {called}, but "
            f"I cannot promise that there is none."
        )

    def _of_allergen(self, fact: Facts) -> str:
        allergen, bases = str(fact["allergen"]), fact.get("bases_without_it")
        few = fact.get("not_listed_in_items")
        if isinstance(bases, list) and bases:
            return f"There is a {self._speech.base(str(bases[0]))}, which is baked in the same oven."
        if isinstance(few, list):
            named = [self._speech.item(str(id)) for id in few]
            return (
                f"{allergen.capitalize()} is in most of what we make; it is not "
                f"listed for the {listed(named[:FEW], 'or')}."
                if named
                else ""
            )
        has = fact.get("listed_in_items")
        named = [self._speech.item(str(id)) for id in has] if isinstance(has, list) else []
        if not named:
            return f"{allergen.capitalize()} is not listed for anything on the menu."
        more = " and some others" if len(named) > FEW else ""
        return f"{allergen.capitalize()} is listed for the {listed(named[:FEW])}{more}."

    def diet(self, ask: Ask, facts: Sequence[Facts]) -> str:
        kinds = [f for f in facts if "diet" in f and "items" in f]
        if not kinds:
            return ""
        diet, suits = str(kinds[0]["diet"]), kinds[0]["items"]
        ids = [str(id) for id in suits] if isinstance(suits, list) else []
        if ask.items and self._menu.item_by_id[ask.items[0]].customisable:
            called = self._speech.item(ask.items[0])
            if ask.items[0] in ids:
                return f"Yes, the {called} is {diet} as it comes."
            return f"No, the {called} is not {diet} as it comes; " + self._instead(ids)
        return "For that we have " + self._named(ids) + "."

    def _instead(self, ids: Sequence[str]) -> str:
        return f"we have {self._named(ids)}."

    def _named(self, ids: Iterable[str]) -> str:
        pizzas = [id for id in ids if self._menu.item_by_id[id].customisable]
        return (
            f"the {listed([self._speech.item(id) for id in pizzas[:FEW]])}"
            if pizzas
            else "no pizza like that"
        )
