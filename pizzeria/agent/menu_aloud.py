"""The menu and the house's rules as text for the model: every id, name and price, in menu order.

Names stand in every language of the house, once; elsewhere a thing is named by its id.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pizzeria.ordering.house import House
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.menu import Item, Menu, Names, Need, Topping
from pizzeria.ordering.money import format_money

Money = Callable[[int], str]


def menu_text(menu: Menu) -> str:
    """Categories with their items, then sizes, toppings and bases."""
    money = _money(menu)
    sections = [
        *_categories(menu, money),
        _list("Sizes:", _sizes(menu)),
        _list("Toppings, with what one more costs by size:", (_topping(t, money) for t in menu.toppings)),
        _list("Bases, the first is the ordinary one:", _bases(menu, money)),
    ]
    return "\n\n".join(section for section in sections if section)


def rules_text(menu: Menu, house: House) -> str:
    """The house's rules, a sentence each."""
    rules, money = menu.rules, _money(menu)
    halves = (
        f"Two halves of different pizzas cost what the dearer costs; a topping on one half costs "
        f"{rules.half_topping_percent} % of the whole."
        if rules.halves
        else "Half-and-half pizzas are not sold."
    )
    extra = f"Extra of a topping that is not on it costs {rules.extra_topping_percent} % of its price."
    free = "Leaving a topping out, or having less of it, costs nothing and saves nothing."
    most = (
        f"At most {rules.max_quantity} of the same, {rules.max_lines} lines and {rules.max_units} pieces in "
        f"one order, and {rules.max_added} added toppings on one pizza."
    )
    deals = [
        f"Deal: {_called(deal.names)}: {' and '.join(_need(menu, need) for need in deal.needs)} together: "
        f"{money(deal.takes_off)} off. It is taken off by itself."
        for deal in menu.deals
    ]
    vat = f"{house.vat_percent} % VAT is contained in every price."
    return _list("", (halves, extra, free, most, *deals, vat))


def delivery_text(menu: Menu, house: House, kitchen: Kitchen) -> str:
    money = _money(menu)
    zones = [
        f"{', '.join(zone.postal_codes)}: fee {money(zone.fee)}, goods for at least {money(zone.minimum)}, "
        f"about {kitchen.takes(zone.minutes)} minutes"
        for zone in house.zones
    ]
    return _list("", zones) if zones else "There is no delivery, only pickup."


def _categories(menu: Menu, money: Money) -> Iterator[str]:
    for category in menu.categories:
        items = (_item(item, money) for item in menu.items if item.category == category.id)
        yield _list(f"{_called(category.names)}:", items)


def _item(item: Item, money: Money) -> str:
    number = "" if item.number is None else f"{item.number}. "
    toppings = f" ({', '.join(item.toppings)})" if item.toppings else ""
    sizes = ", ".join(f"{size.id} {money(size.price)}" for size in item.sizes)
    return f"{number}{_called(item.names)} [{item.id}]{toppings}: {sizes}{_sold_out(item)}"


def _sizes(menu: Menu) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for size in (size for item in menu.items for size in item.sizes):
        names.setdefault(size.id, []).append(_called(size.names))
    return (f"{', '.join(dict.fromkeys(called))} [{id}]" for id, called in names.items())


def _topping(topping: Topping, money: Money) -> str:
    prices = ", ".join(f"{size} {money(price)}" for size, price in topping.prices.items())
    return f"{_called(topping.names)} [{topping.id}]: {prices}{_sold_out(topping)}"


def _bases(menu: Menu, money: Money) -> Iterator[str]:
    return (f"{_called(base.names)} [{base.id}]: {money(base.price)} more" for base in menu.bases)


def _sold_out(sold: Item | Topping) -> str:
    return "" if sold.available else " (sold out)"


def _need(menu: Menu, need: Need) -> str:
    kinds = (_called(c.names) for c in menu.categories if c.id in need.categories)
    return f"{need.quantity} of {' or '.join(kinds)} in size {' or '.join(need.sizes)}"


def _list(heading: str, lines: Iterable[str]) -> str:
    """Nothing at all when there is nothing to list."""
    points = [f"- {line}" for line in lines]
    return "\n".join([heading, *points] if heading else points) if points else ""


def _called(names: Names) -> str:
    """Every language's name: "Champinjoner / Mushrooms", and "Hawaii" only once."""
    different: dict[str, str] = {}
    for name in names.values():
        different.setdefault(name.casefold(), name)
    return " / ".join(different.values())


def _money(menu: Menu) -> Money:
    """Prices repeat: each is written out once."""
    return cache(lambda minor: format_money(minor, menu.currency, menu.language))
