"""The menu and the house's rules as text for the model: every id, name and price, in menu order."""

from collections.abc import Callable, Iterable, Iterator

from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Item, Menu, Names, Need, Size, Topping
from pizzeria.ordering.money import format_money


def menu_text(menu: Menu) -> str:
    """Categories with their items, then toppings and bases. A name stands once when languages share it."""
    sections = [*_categories(menu), _toppings(menu), _bases(menu)]
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
    most = (
        f"At most {rules.max_quantity} of the same, {rules.max_lines} lines and {rules.max_units} pieces in "
        f"one order, and {rules.max_added} added toppings on one pizza."
    )
    extra = f"Extra of a topping that is not on it costs {rules.extra_topping_percent} % of its price."
    free = "Leaving a topping out, or having less of it, costs nothing and saves nothing."
    deals = [
        f"Deal: {_called(deal.names)}: {' and '.join(_need(menu, need) for need in deal.needs)} together: "
        f"{money(deal.takes_off)} off. It is taken off by itself."
        for deal in menu.deals
    ]
    vat = f"{house.vat_percent} % VAT is contained in every price."
    return "\n".join(f"- {sentence}" for sentence in (halves, extra, free, most, *deals, vat))


def delivery_text(menu: Menu, house: House) -> str:
    money = _money(menu)
    if not house.zones:
        return "There is no delivery, only pickup."
    return "\n".join(
        f"- {', '.join(zone.postal_codes)}: fee {money(zone.fee)}, goods for at least {money(zone.minimum)}, "
        f"about {zone.minutes} minutes"
        for zone in house.zones
    )


def _categories(menu: Menu) -> Iterator[str]:
    for category in menu.categories:
        items = [_item(menu, item) for item in menu.items if item.category == category.id]
        if items:
            yield "\n".join([f"{_called(category.names)}:", *items])


def _item(menu: Menu, item: Item) -> str:
    number = "" if item.number is None else f"{item.number}. "
    toppings = ", ".join(_called(menu.topping_by_id[id].names) for id in item.toppings)
    parts = [
        f"- {number}{_called(item.names)} [{item.id}]",
        f" ({toppings})" if toppings else "",
        f": {'; '.join(_size(menu, size) for size in item.sizes)}",
        _sold_out(item),
    ]
    return "".join(parts)


def _size(menu: Menu, size: Size) -> str:
    return f"{_called(size.names)} [{size.id}] {_money(menu)(size.price)}"


def _toppings(menu: Menu) -> str:
    lines = [_topping(menu, topping) for topping in menu.toppings]
    return "\n".join(["Toppings, with what one more costs by size:", *lines]) if lines else ""


def _topping(menu: Menu, topping: Topping) -> str:
    money = _money(menu)
    prices = ", ".join(f"{size} {money(price)}" for size, price in topping.prices.items())
    return f"- {_called(topping.names)} [{topping.id}]: {prices}{_sold_out(topping)}"


def _bases(menu: Menu) -> str:
    lines = [f"- {_called(base.names)} [{base.id}]: {_money(menu)(base.price)} more" for base in menu.bases]
    return "\n".join(["Pizza bases, the first is the ordinary one:", *lines]) if lines else ""


def _sold_out(sold: Item | Topping) -> str:
    return "" if sold.available else " (sold out)"


def _need(menu: Menu, need: Need) -> str:
    named = {category.id: _called(category.names) for category in menu.categories}
    kinds = " or ".join(named.get(id, id) for id in need.categories)
    return f"{need.quantity} of {kinds} in size {' or '.join(need.sizes)}"


def _called(names: Names) -> str:
    """Every language's name, each once: "Champinjoner / Mushrooms"."""
    return " / ".join(_once(names.values()))


def _once(texts: Iterable[str]) -> list[str]:
    return list({text.casefold(): text for text in reversed(list(texts))}.values())[::-1]


def _money(menu: Menu) -> Callable[[int], str]:
    return lambda minor: format_money(minor, menu.currency, menu.language)
