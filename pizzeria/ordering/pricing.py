"""From a cart to a bill: every price comes from the menu, none from anybody's mouth.

A unit costs its size (of two halves the dearer), plus its base, plus its choices. A topping that is not on
the item costs its price for the size: extra_topping_percent of it when extra, half_topping_percent of that on
one half. One that is on the item costs nothing, normal or light; extra of it costs its price once. Each is
rounded up to a minor unit. What is removed gives nothing back. VAT is contained in every price.
"""

from dataclasses import replace

from pizzeria.errors import Refused
from pizzeria.ordering import tickets
from pizzeria.ordering.cart import Cart, Choice, Delivery, Half, Line
from pizzeria.ordering.deals import earned
from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Item, Menu, Size
from pizzeria.ordering.order import Bill, PricedLine
from pizzeria.ordering.toppings import SIDES, halves, home

LEFT_AND_RIGHT: tuple[Half, Half] = ("left", "right")


def price(cart: Cart, menu: Menu, house: House) -> Bill:
    """The whole bill. Raises Refused unknown_size for a cart of another menu."""
    lines = tuple(_priced(menu, line) for line in cart.lines)
    subtotal = sum(line.total for line in lines)
    deals = earned(cart, menu)
    discount = min(subtotal, sum(deal.takes_off for deal in deals))
    fee = cart.fulfilment.fee if isinstance(cart.fulfilment, Delivery) else 0
    total = subtotal - discount + fee
    return Bill(
        lines=lines,
        subtotal=subtotal,
        discount=discount,
        deals=tuple(deal.id for deal in deals),
        delivery_fee=fee,
        total=total,
        vat=contained_vat(total, house.vat_percent),
        currency=menu.currency,
    )


def contained_vat(total: int, percent: int) -> int:
    """The part of the total that is VAT, rounded half up."""
    return (2 * total * percent + 100 + percent) // (2 * (100 + percent))


def unit_price(menu: Menu, line: Line) -> int:
    dearer = max(_size(item, line.size).price for item in halves(menu, line))
    base = menu.base_by_id[line.base].price if line.base else 0
    return dearer + base + sum(_choice_price(menu, line, choice) for choice in line.choices)


def _choice_price(menu: Menu, line: Line, choice: Choice) -> int:
    belongs = home(menu, line, choice.topping) & SIDES[choice.half]
    if belongs and belongs != SIDES[choice.half]:  # on one half anyway, new on the other
        return sum(_choice_price(menu, line, replace(choice, half=side)) for side in LEFT_AND_RIGHT)
    extra = choice.amount == "extra"
    if belongs and not extra:
        return 0
    percent = menu.rules.extra_topping_percent if extra and not belongs else 100
    share = 100 if choice.half == "whole" else menu.rules.half_topping_percent
    return -(-menu.topping_by_id[choice.topping].prices[line.size] * percent * share // 10_000)


def _priced(menu: Menu, line: Line) -> PricedLine:
    unit = unit_price(menu, line)
    return PricedLine(
        id=line.id,
        item=line.item,
        name=tickets.line_name(menu, line),
        size=line.size,
        size_name=_size(menu.item_by_id[line.item], line.size).names[menu.language],
        base=line.base,
        base_name=tickets.base_name(menu, line),
        second_half=line.second_half,
        quantity=line.quantity,
        choices=line.choices,
        removed=line.removed,
        changes=tickets.changes(menu, line),
        unit_price=unit,
        total=unit * line.quantity,
    )


def _size(item: Item, size_id: str) -> Size:
    size = item.size(size_id)
    if size is None:
        raise Refused("unknown_size", "We do not have that size.", item=item.id, size=size_id)
    return size
