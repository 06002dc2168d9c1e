"""The tool that answers questions, from the data only. Not knowing is an answer too.

About allergens it says what is listed, and never that something is free from anything.
"""

from collections.abc import Iterable, Iterator

from pizzeria.agent.answers import Answer
from pizzeria.agent.names import name_of, plain
from pizzeria.agent.opening import is_taking_orders
from pizzeria.agent.parameters import About
from pizzeria.agent.refusals import size_facts
from pizzeria.agent.topics import (
    Topic,
    allergens_in,
    asks_about_allergens,
    postal_code_in,
    topics_in,
)
from pizzeria.agent.visit import Visit
from pizzeria.ordering.as_json import Json
from pizzeria.ordering.hours import spoken_hours
from pizzeria.ordering.menu import Item, Menu, Topping

CAUTION = (
    "This is what is listed. Everything is made in one kitchen: traces cannot be ruled out, and what is not "
    "listed is not promised to be absent. With a serious allergy, offer to connect to staff."
)


async def look_up(visit: Visit, about: About) -> Answer:
    """Look up facts: an item, a topping, an allergen, what is vegan or vegetarian, opening hours, how long
    an order takes now, delivery and postal codes, deals. Use it instead of answering from memory, always when
    somebody asks about allergies.
    """
    items, toppings, rest = visit.phrasebook.mentioned(about)
    facts = [
        *_named(visit, items, toppings),
        *_categories(visit, rest),
        *_about_allergens(visit, plain(about)),
        *_about_topics(visit, about, rest),
    ]
    if not facts:
        return _unknown(visit, about)
    cautious = any("allergens" in fact or "allergen" in fact for fact in facts)
    say = "Answer from these facts only, briefly." + (f" Say: {CAUTION}" if cautious else "")
    return Answer({"about": about, "known": True, "facts": facts}, say)


def _unknown(visit: Visit, about: str) -> Answer:
    named = visit.phrasebook
    nearest = [
        *named.named_items(named.items(about, 2), visit.language),
        *named.named_toppings(named.toppings(about, 2), visit.language),
    ]
    facts: Json = {"about": about, "known": False, "facts": [], "nearest": nearest}
    say = "Say that you do not know that, and offer to connect to staff. Do not guess."
    return Answer(facts, f"Ask whether one of `nearest` was meant. If not: {say}" if nearest else say)


def _named(visit: Visit, items: Iterable[str], toppings: Iterable[str]) -> Iterator[Json]:
    menu = visit.menu
    yield from (_item_facts(visit, menu, menu.item_by_id[id]) for id in items)
    yield from (_topping_facts(visit, menu, menu.topping_by_id[id]) for id in toppings)


def _categories(visit: Visit, text: str) -> Iterator[Json]:
    menu = visit.menu
    for category in menu.categories:
        called = {plain(name) for name in (category.id, *category.names.values())}
        if any(f" {name} " in f" {text} " for name in called):
            sold = [item.id for item in menu.items if item.category == category.id and item.available]
            yield {"category": category.id, "items": visit.phrasebook.named_items(sold, visit.language)}


def _item_facts(visit: Visit, menu: Menu, item: Item) -> Json:
    toppings = [menu.topping_by_id[id] for id in item.toppings]
    return {
        "item": item.id,
        "name": name_of(item.names, menu, visit.language),
        "number": item.number,
        "available": item.available,
        "sizes": size_facts(visit, item),
        "toppings": [name_of(topping.names, menu, visit.language) for topping in toppings],
        "allergens": list(menu.allergens(item)),
        "diet": item.diet,
    }


def _topping_facts(visit: Visit, menu: Menu, topping: Topping) -> Json:
    return {
        "topping": topping.id,
        "name": name_of(topping.names, menu, visit.language),
        "available": topping.available,
        "prices": {size: visit.money(price) for size, price in topping.prices.items()},
        "allergens": list(topping.allergens),
        "diet": topping.diet,
        "on": [item.id for item in menu.items if topping.id in item.toppings],
    }


def _about_allergens(visit: Visit, text: str) -> Iterator[Json]:
    menu = visit.menu
    listed = [a for item in menu.items for a in menu.allergens(item)]
    listed += [a for topping in menu.toppings for a in topping.allergens]
    for allergen, ids in allergens_in(text, listed).items():
        yield _allergen_facts(menu, allergen, ids)
    if asks_about_allergens(text):
        yield {"allergens": list(dict.fromkeys(listed)), "what": "all that is listed anywhere on the menu"}


def _allergen_facts(menu: Menu, allergen: str, ids: list[str]) -> Json:
    """`ids` are the menu's words for it. Where it is not listed is told when that is the shorter list."""
    has = {item.id: not set(ids).isdisjoint(menu.allergens(item)) for item in menu.items}
    listed, others = [id for id in has if has[id]], [id for id in has if not has[id]]
    facts: Json = {
        "allergen": allergen,
        "listed_in_items": listed,
        "listed_in_toppings": [t.id for t in menu.toppings if not set(ids).isdisjoint(t.allergens)],
        "bases_without_it": [base.id for base in menu.bases if not set(ids).isdisjoint(base.lacks)],
    }
    return {**facts, "not_listed_in_items": others} if len(others) < len(listed) else facts


def _about_topics(visit: Visit, about: str, rest: str) -> Iterator[Json]:
    topics = topics_in(rest)
    if postal_code_in(about) and "delivery" not in topics:
        topics.append("delivery")
    for topic in topics:
        yield from _topic_facts(visit, topic, about)


def _topic_facts(visit: Visit, topic: Topic, about: str) -> Iterator[Json]:
    menu, hours = visit.menu, visit.house.hours
    match topic:
        case "hours":
            said = spoken_hours(hours, visit.language)
            yield {"opening_hours": said, "takes_orders_now": is_taking_orders(visit)}
        case "waiting":
            yield _waiting_facts(visit)
        case "delivery":
            yield from _delivery_facts(visit, postal_code_in(about))
        case "deals":
            names = [name_of(deal.names, menu, visit.language) for deal in menu.deals]
            saved = [visit.money(deal.takes_off) for deal in menu.deals]
            yield {
                "deals": [{"name": name, "takes_off": off} for name, off in zip(names, saved, strict=True)]
            }
        case "vegan":
            yield {"diet": "vegan", "items": _suiting(menu, "vegan")}
        case "vegetarian":
            yield {"diet": "vegetarian", "items": _suiting(menu, "vegan", "vegetarian")}


def _suiting(menu: Menu, *diets: str) -> list[str]:
    return [item.id for item in menu.items if item.diet in diets]


def _delivery_facts(visit: Visit, digits: str) -> Iterator[Json]:
    zones = visit.house.zones
    if digits:
        zone = visit.house.zone(digits)
        if zone is None:
            yield {
                "postal_code": digits,
                "delivers_there": False,
                "pickup_minutes": _pickup_minutes(visit),
            }
            return
        zones = (zone,)
    for zone in zones:
        yield {
            "postal_codes": [digits] if digits else list(zone.postal_codes),
            "delivers_there": True,
            "fee": visit.money(zone.fee),
            "minimum": visit.money(zone.minimum),
            "minutes": visit.kitchen.takes(zone.minutes),
        }
    if not zones:
        yield {"delivers_there": False, "pickup_minutes": _pickup_minutes(visit)}


def _waiting_facts(visit: Visit) -> Json:
    """How long an order takes that is placed now; to the door, from the nearest zone to the farthest."""
    doors = [visit.kitchen.takes(zone.minutes) for zone in visit.house.zones]
    facts: Json = {"pickup_minutes": _pickup_minutes(visit), "takes_orders_now": is_taking_orders(visit)}
    return {**facts, "delivery_minutes": {"least": min(doors), "most": max(doors)}} if doors else facts


def _pickup_minutes(visit: Visit) -> int:
    return visit.kitchen.takes(visit.house.pickup_minutes)
