"""Refusals made helpful: what comes near, which sizes there are, what is not sold out."""

from pizzeria.agent.names import name_of
from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json
from pizzeria.ordering.menu import Item, Size
from pizzeria.ordering.toppings import spoken_name

OFFERED = 3
"""alternatives in one sentence; a caller remembers no more"""


def helpful(no: Refused, visit: Visit, given: Json) -> Refused:
    """The same refusal with what the caller can have instead, in the sentence and in the details."""
    match no.code:
        case "unknown_item":
            return _near_items(no, visit)
        case "unknown_topping":
            return _near_toppings(no, visit)
        case "size_needed" | "unknown_size":
            return _with_sizes(no, visit, given)
        case "sold_out":
            return _with_alternatives(no, visit, given)
        case _:
            return no


def size_facts(visit: Visit, item: Item, other: Item | None = None) -> list[Json]:
    """Each size with its price; of two halves those that both have, at the dearer's price."""
    return [
        {
            "id": size.id,
            "name": name_of(size.names, visit.menu, visit.language),
            "price": price,
            "price_text": visit.money(price),
        }
        for size, price in _prices(item, other or item)
    ]


def _near_items(no: Refused, visit: Visit) -> Refused:
    menu, ids = visit.menu, visit.phrasebook.items(str(no.details.get("heard", "")))
    names = [spoken_name(menu, menu.item_by_id[id].names) for id in ids]
    return _did_you_mean(no, names, visit.phrasebook.named_items(ids, visit.language))


def _near_toppings(no: Refused, visit: Visit) -> Refused:
    menu, ids = visit.menu, visit.phrasebook.toppings(str(no.details.get("heard", "")))
    names = [spoken_name(menu, menu.topping_by_id[id].names) for id in ids]
    return _did_you_mean(no, names, visit.phrasebook.named_toppings(ids, visit.language))


def _did_you_mean(no: Refused, names: list[str], nearest: list[Json]) -> Refused:
    ask = f"Did you mean {_either(names)}?" if names else "What would you like instead?"
    return Refused(no.code, f"{no.say} {ask}", **{**no.details, "nearest": nearest})


def _with_sizes(no: Refused, visit: Visit, given: Json) -> Refused:
    item = _item_of(no, visit, given)
    other = visit.menu.item_by_id.get(str(given.get("second_half")), item)
    if item is None or other is None or not _prices(item, other):
        return no
    prices = _prices(item, other)
    offered = _either([f"{spoken_name(visit.menu, s.names)} for {visit.money(price)}" for s, price in prices])
    say = f"Which size would you like: {offered}?" if len(prices) > 1 else f"It comes as {offered}."
    return Refused(no.code, say, **{**no.details, "sizes": size_facts(visit, item, other)})


def _prices(item: Item, other: Item) -> list[tuple[Size, int]]:
    both = [(size, other.size(size.id)) for size in item.sizes]
    return [(size, max(size.price, same.price)) for size, same in both if same is not None]


def _with_alternatives(no: Refused, visit: Visit, given: Json) -> Refused:
    """Offers what is of the same kind and there, but only when the item itself is what has run out."""
    item = _item_of(no, visit, given)
    if item is None or item.available:
        return no
    kind = [other.id for other in visit.menu.items if other.category == item.category and other.available]
    instead = visit.phrasebook.named_items(kind[:OFFERED], visit.language)
    return Refused(no.code, no.say, **{**no.details, "instead": instead})


def _item_of(no: Refused, visit: Visit, given: Json) -> Item | None:
    """The item that a refusal is about: named in it, in the arguments, or on the line that they name."""
    lines = (line.item for line in visit.cart.lines if line.id == given.get("line"))
    named = no.details.get("item") or given.get("item") or next(lines, "")
    return visit.menu.item_by_id.get(str(named))


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
