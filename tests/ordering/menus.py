"""A small menu and a small house to test with: two sizes, two bases, one deal, two languages.

Prices in öre. Worth knowing: the dearest pizza is vegetariana, gorgonzola has no family price, garlic is
free, a family pizza costs two normal ones, and one with a bottle of cola is 25 kr less.
"""

from datetime import time
from zoneinfo import ZoneInfo

from pizzeria.ordering.house import CallRules, Hours, House, Zone
from pizzeria.ordering.menu import (
    Base,
    Category,
    Deal,
    Diet,
    Item,
    Menu,
    Names,
    Need,
    Rules,
    Size,
    Topping,
)


def small_menu(rules: Rules | None = None) -> Menu:
    return Menu(
        currency="SEK",
        language="sv",
        categories=(
            Category("pizzas", names("Pizzor", "Pizzas")),
            Category("drinks", names("Drycker", "Drinks")),
            Category("sides", names("Tillbehör", "Sides")),
            Category("sauces", names("Såser", "Sauces")),
        ),
        items=(*_pizzas(), *_others()),
        toppings=_toppings(),
        bases=(
            Base("ordinary", names("Vanlig botten", "Ordinary base"), 0),
            Base("gluten_free", names("Glutenfri botten", "Gluten-free base"), 2000, lacks=("gluten",)),
        ),
        deals=(
            Deal(
                id="family_deal",
                names=names("Familjepizza och en flaska läsk", "Family pizza and a bottle of soda"),
                needs=(Need(("pizzas",), ("family",), 1), Need(("drinks",), ("bottle",), 1)),
                takes_off=2500,
            ),
        ),
        rules=rules or Rules(),
    )


def small_house() -> House:
    return House(
        name="Pizzeria Napoli",
        languages=("sv", "en"),
        voice="marin",
        currency="SEK",
        vat_percent=12,
        street="Storgatan 1",
        postal_code="11122",
        city="Stockholm",
        phone="+46846500400",
        staff_number="+46701740605",
        pickup_minutes=20,
        greeting=names("Hej och välkommen till Pizzeria Napoli!", "Hello and welcome to Pizzeria Napoli!"),
        hours=around_the_clock(),
        zones=(Zone(("11122",), 4900, 20000, 40), Zone(("11350",), 6900, 25000, 55)),
        call=CallRules(max_minutes=15, silence_seconds=12.0, nudges=2),
    )


def around_the_clock() -> Hours:
    all_day = ((time(0), time(0)),)
    return Hours(weekly=(all_day,) * 7, exceptions={}, timezone=ZoneInfo("Europe/Stockholm"))


def names(sv: str, en: str) -> Names:
    return {"sv": sv, "en": en}


def _pizzas() -> tuple[Item, ...]:
    return (
        _pizza(1, "margherita", 9500, ("cheese",), "vegetarian"),
        _pizza(2, "vesuvio", 10500, ("cheese", "ham")),
        _pizza(3, "capricciosa", 11000, ("cheese", "ham", "mushrooms")),
        _pizza(4, "hawaii", 11500, ("cheese", "ham", "pineapple")),
        _pizza(5, "vegetariana", 12000, ("cheese", "mushrooms", "onion", "olives"), "vegetarian"),
    )


def _pizza(number: int, id: str, price: int, toppings: tuple[str, ...], diet: Diet = "none") -> Item:
    return Item(
        id=id,
        names=names(id.capitalize(), id.capitalize()),
        category="pizzas",
        sizes=(
            Size("normal", names("vanlig", "normal"), price),
            Size("family", names("familj", "family"), 2 * price),
        ),
        number=number,
        toppings=toppings,
        allergens=("gluten",),
        said=(f"en {number}:a",),
        customisable=True,
        diet=diet,
    )


def _others() -> tuple[Item, ...]:
    return (
        Item(
            id="cola",
            names=names("Coca-Cola", "Coca-Cola"),
            category="drinks",
            sizes=(
                Size("can", names("burk 33 cl", "can 33 cl"), 2000),
                Size("bottle", names("flaska 1,5 liter", "bottle 1.5 litres"), 3500),
            ),
            said=("cola", "coke"),
            diet="vegan",
        ),
        _one_size("pizza_salad", names("Pizzasallad", "Pizza salad"), "sides", 1500, "vegan"),
        _one_size("bearnaise", names("Bearnaisesås", "Béarnaise sauce"), "sauces", 1000, "vegetarian"),
    )


def _one_size(id: str, called: Names, category: str, price: int, diet: Diet) -> Item:
    allergens = ("egg", "milk") if diet == "vegetarian" else ()
    only = Size("regular", names("en storlek", "one size"), price)
    return Item(id=id, names=called, category=category, sizes=(only,), allergens=allergens, diet=diet)


def _toppings() -> tuple[Topping, ...]:
    return (
        _topping("cheese", names("ost", "cheese"), 1000, allergens=("milk",), diet="vegetarian"),
        _topping("ham", names("skinka", "ham"), 1500, diet="none"),
        _topping("mushrooms", names("champinjoner", "mushrooms"), 1000),
        _topping("onion", names("lök", "onion"), 1000),
        _topping("pineapple", names("ananas", "pineapple"), 1000),
        _topping("olives", names("oliver", "olives"), 1000),
        Topping(
            "gorgonzola",
            names("gorgonzola", "gorgonzola"),
            {"normal": 1500},
            ("milk",),
            "vegetarian",
            ("ädelost",),
        ),
        _topping("garlic", names("vitlök", "garlic"), 0),
    )


def _topping(
    id: str, called: Names, price: int, allergens: tuple[str, ...] = (), diet: Diet = "vegan"
) -> Topping:
    return Topping(id, called, {"normal": price, "family": 2 * price}, allergens, diet)
