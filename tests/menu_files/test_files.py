"""The real menu folder: it loads, it is worth ordering from, and what it says about itself holds."""

from datetime import date, time
from pathlib import Path
from string import Template

import pytest

from pizzeria.menu_files import PLACEHOLDERS, Files, read_menu_files
from pizzeria.ordering.house import BoardRules
from pizzeria.ordering.menu import Item, Names
from tests.menu_files.folder import REAL, change, copied


@pytest.fixture(scope="module")
def files() -> Files:
    return read_menu_files(REAL)


def pizzas(files: Files) -> list[Item]:
    return [item for item in files.menu.items if item.customisable]


def test_there_are_enough_pizzas_and_their_numbers_have_no_gap(files: Files) -> None:
    assert len(pizzas(files)) >= 32
    assert [pizza.number for pizza in pizzas(files)] == list(range(1, len(pizzas(files)) + 1))


def test_nothing_but_pizzas_has_a_number(files: Files) -> None:
    assert all(item.number is None for item in files.menu.items if not item.customisable)


def test_every_pizza_comes_in_two_sizes_and_the_family_one_costs_more(files: Files) -> None:
    for pizza in pizzas(files):
        assert [size.id for size in pizza.sizes] == ["normal", "family"]
        assert pizza.sizes[0].price < pizza.sizes[1].price


def test_there_are_enough_toppings_and_each_fits_every_pizza(files: Files) -> None:
    assert len(files.menu.toppings) >= 32
    assert all(topping.prices.keys() == {"normal", "family"} for topping in files.menu.toppings)


def test_there_is_something_to_drink_to_dip_and_to_eat_beside(files: Files) -> None:
    assert {"drinks", "sauces", "sides", "sweets"} <= {item.category for item in files.menu.items}
    assert len(files.menu.deals) == 2


def test_the_ordinary_base_comes_first_and_costs_nothing(files: Files) -> None:
    ordinary, gluten_free = files.menu.bases[0], files.menu.base_by_id["gluten_free"]
    assert (ordinary.id, ordinary.price) == ("ordinary", 0)
    assert gluten_free.lacks == ("gluten",)
    assert gluten_free.price > 0


def test_every_price_is_in_whole_kronor_even_of_half_a_topping(files: Files) -> None:
    half = files.menu.rules.half_topping_percent
    toppings = [price for topping in files.menu.toppings for price in topping.prices.values()]
    sizes = [size.price for item in files.menu.items for size in item.sizes]
    others = [base.price for base in files.menu.bases] + [deal.takes_off for deal in files.menu.deals]
    zones = [money for zone in files.house.zones for money in (zone.fee, zone.minimum)]
    assert all(price % 100 == 0 for price in [*toppings, *sizes, *others, *zones])
    assert all(price * half % 10_000 == 0 for price in toppings)


def test_everything_has_a_name_in_every_language_of_the_house(files: Files) -> None:
    menu = files.menu
    names: list[Names] = [item.names for item in menu.items] + [topping.names for topping in menu.toppings]
    names += [category.names for category in menu.categories] + [base.names for base in menu.bases]
    names += [deal.names for deal in menu.deals]
    names += [size.names for item in menu.items for size in item.sizes]
    assert files.house.languages == ("sv", "en")
    assert all(each.keys() == {"sv", "en"} for each in [*names, files.house.greeting])


def test_a_pizza_is_as_vegetarian_as_what_is_on_it(files: Files) -> None:
    diets = {id: files.menu.item_by_id[id].diet for id in ("rossa", "margherita", "vesuvio", "parma_bianca")}
    assert diets == {"rossa": "vegan", "margherita": "vegetarian", "vesuvio": "none", "parma_bianca": "none"}


def test_the_dough_brings_gluten_and_the_toppings_bring_theirs(files: Files) -> None:
    africana, dip = files.menu.item_by_id["africana"], files.menu.item_by_id["garlic_dip"]
    assert files.menu.allergens(africana) == ("gluten", "milk", "mustard", "celery", "peanuts")
    assert files.menu.allergens(dip) == ("milk", "egg", "mustard")


def test_a_sold_out_topping_takes_the_sides_made_of_it_along(files: Files) -> None:
    menu = files.menu.sold_out((), ["kebab"])
    gone = {item.id for item in menu.items if not item.available}
    assert gone == {"kebab_pizza", "kebab_special", "carnivora", "nattugglan", "kebab_plate"}


def test_the_menu_speaks_the_houses_currency_and_first_language(files: Files) -> None:
    assert (files.menu.currency, files.menu.language) == ("SEK", "sv")


def test_the_house_can_be_tried_at_any_hour(files: Files) -> None:
    assert files.house.hours.weekly == (((time(0), time(0)),),) * 7
    assert files.house.hours.exceptions == {}
    assert files.house.hours.timezone.key == "Europe/Stockholm"


def test_it_delivers_next_door(files: Files) -> None:
    zone = files.house.zone("111 22")
    assert zone is not None
    assert (zone.fee, zone.minimum, zone.minutes) == (2900, 15000, 35)
    assert len(files.house.zones) >= 3


def test_the_greeting_names_the_house_and_ends_with_a_question(files: Files) -> None:
    for greeting in files.house.greeting.values():
        assert files.house.name in greeting
        assert greeting.endswith("?")


def test_the_instructions_ask_for_every_fact_and_for_no_other(files: Files) -> None:
    template = Template(files.instructions)
    assert template.is_valid()
    assert set(template.get_identifiers()) == set(PLACEHOLDERS)


def test_a_holiday_may_be_a_toml_date_or_text(tmp_path: Path) -> None:
    holiday = "\n[[hours.exceptions]]\ndate = {}\nopen = {}\n"
    both = holiday.format("2026-12-24", '["11:00-15:00"]') + holiday.format('"2026-12-25"', "[]")
    folder = copied(tmp_path)
    change(folder / "house.toml", "# Delivery zones", f"{both}\n# Delivery zones")
    assert read_menu_files(folder).house.hours.exceptions == {
        date(2026, 12, 24): ((time(11), time(15)),),
        date(2026, 12, 25): (),
    }


def test_sizes_come_in_the_order_of_the_size_table(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder / "menu.toml", "normal = 10500, family = 21500", "family = 21500, normal = 10500")
    margherita = read_menu_files(folder).menu.item_by_id["margherita"]
    assert [size.id for size in margherita.sizes] == ["normal", "family"]


def test_a_house_without_delivery_and_deals_is_one_too(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    house, menu = folder / "house.toml", folder / "menu.toml"
    before, after = (
        house.read_text("utf-8").split("# Delivery zones")[0],
        house.read_text("utf-8").split("[call]")[1],
    )
    house.write_text(f"delivery = []\n{before}[call]{after}", "utf-8")
    menu.write_text(menu.read_text("utf-8").split("# Deals")[0], "utf-8")
    found = read_menu_files(folder)
    assert (found.house.zones, found.menu.deals) == ((), ())


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "house.toml").write_bytes(b"\xef\xbb\xbf" + (REAL / "house.toml").read_bytes())
    assert read_menu_files(folder).house.name == "Pizzeria Lilla Lyktan"


def test_a_house_that_says_nothing_of_its_board_has_the_usual_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    house = (folder / "house.toml").read_text(encoding="utf-8")
    (folder / "house.toml").write_text(house.partition("[board]")[0], encoding="utf-8")
    assert read_menu_files(folder).house.board == BoardRules(5, 0, 5, chime=True)


def test_a_house_has_its_own_board(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder / "house.toml", "soon_minutes = 5", "soon_minutes = 10")
    change(folder / "house.toml", "chime = true", "chime = false")
    assert read_menu_files(folder).house.board == BoardRules(10, 0, 5, chime=False)
