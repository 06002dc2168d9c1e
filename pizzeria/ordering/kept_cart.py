"""A cart as it was before the line was cut, made again of the JSON that was kept of it. Pure.

Prices are not read back: whatever the cart costs is worked out anew from the menu, and the fee from the zone.
"""

from typing import Any

from pizzeria.ordering.as_json import Json
from pizzeria.ordering.cart import Address, Cart, Choice, Delivery, Fulfilment, Line, Pickup
from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu


def cart_again(kept: Json, menu: Menu, house: House) -> Cart:
    """`kept` is what as_json.cart_json wrote, by this version or an older one.

    What the menu no longer has is left out; an address where nothing is delivered any more is asked again.
    """
    document: dict[str, Any] = dict(kept)
    every = [_line(line) for line in document.get("lines") or ()]
    return Cart(
        lines=tuple(line for line in every if _is_sold(line, menu)),
        fulfilment=_fulfilment(document.get("fulfilment"), house),
        revision=document.get("revision", 0),
        next_line=document.get("next_line") or max((line.id for line in every), default=0) + 1,
    )


def _line(kept: dict[str, Any]) -> Line:
    return Line(
        id=kept["id"],
        item=kept["item"],
        size=kept["size"],
        base=kept["base"],
        quantity=kept["quantity"],
        second_half=kept["second_half"],
        choices=tuple(Choice(c["topping"], c["half"], c["amount"]) for c in kept["toppings"]),
        removed=tuple(kept["removed"]),
    )


def _is_sold(line: Line, menu: Menu) -> bool:
    halves = [line.item, *([line.second_half] if line.second_half else [])]
    toppings = [choice.topping for choice in line.choices]
    return (
        all(half in menu.item_by_id for half in halves)
        and all(line.size in {size.id for size in menu.item_by_id[half].sizes} for half in halves)
        and (not line.base or line.base in menu.base_by_id)
        and all(topping in menu.topping_by_id for topping in (*toppings, *line.removed))
    )


def _fulfilment(kept: dict[str, Any] | None, house: House) -> Fulfilment | None:
    match kept:
        case {"kind": "pickup"}:
            return Pickup(house.pickup_minutes)
        case {"kind": "delivery", "address": dict(address)}:
            zone = house.zone(address["postal_code"])
            return Delivery(Address(**address), zone.fee, zone.minimum, zone.minutes) if zone else None
        case _:
            return None
