"""The menu as GET /api/menu answers it: plain values, money in minor units beside `currency`."""

from collections.abc import Mapping

from pizzeria.ordering.as_json import Json
from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Item, Menu, Topping


def menu_json(menu: Menu, house: House) -> Json:
    """GET /api/menu: `name` in the house's first language, `names` has all."""
    return {
        "currency": menu.currency,
        "categories": [
            {"id": c.id, "name": c.names[menu.language], "names": dict(c.names)} for c in menu.categories
        ],
        "items": [_item_json(menu, item) for item in menu.items],
        "toppings": [_topping_json(menu, topping) for topping in menu.toppings],
        "bases": [
            {"id": b.id, "name": b.names[menu.language], "names": dict(b.names), "price": b.price}
            for b in menu.bases
        ],
        "deals": [
            {"id": d.id, "name": d.names[menu.language], "names": dict(d.names), "takes_off": d.takes_off}
            for d in menu.deals
        ],
        "delivery": [
            {"postal_codes": list(z.postal_codes), "fee": z.fee, "minimum": z.minimum, "minutes": z.minutes}
            for z in house.zones
        ],
    }


def _item_json(menu: Menu, item: Item) -> Json:
    return {
        "id": item.id,
        "number": item.number,
        "name": item.names[menu.language],
        "names": _plain(item.names),
        "category": item.category,
        "sizes": [
            {"id": s.id, "name": s.names[menu.language], "names": _plain(s.names), "price": s.price}
            for s in item.sizes
        ],
        "toppings": list(item.toppings),
        "allergens": list(menu.allergens(item)),
        "diet": item.diet,
        "available": item.available,
        "sold_out": item.sold_out,
        "lacks": list(menu.lacks(item)),
    }


def _topping_json(menu: Menu, topping: Topping) -> Json:
    return {
        "id": topping.id,
        "name": topping.names[menu.language],
        "names": _plain(topping.names),
        "prices": dict(topping.prices),
        "allergens": list(topping.allergens),
        "diet": topping.diet,
        "available": topping.available,
    }


def _plain(names: Mapping[str, str]) -> dict[str, str]:
    return dict(names)
