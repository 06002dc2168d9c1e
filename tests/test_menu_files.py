"""The menu folder: the real one loads and is worth ordering from, and every mistake in one is named and placed."""

import shutil
from collections.abc import Callable
from datetime import date, time
from itertools import product
from pathlib import Path
from string import Template

import pytest

from pizzeria.errors import SetupError
from pizzeria.menu_files import MOST_SHOWN, NEEDED, PLACEHOLDERS, Files, read_menu_files
from pizzeria.ordering.menu import Item, Names

REAL = Path(__file__).parent.parent / "menu"

Change = Callable[[str, str, str], None]
"""in a file of a copied folder, one text for another"""


@pytest.fixture(scope="module")
def files() -> Files:
    return read_menu_files(REAL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REAL, tmp_path / "menu"))


@pytest.fixture
def change(folder: Path) -> Change:
    def change(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r} any more"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def said_of(folder: Path) -> list[str]:
    with pytest.raises(SetupError) as wrong:
        read_menu_files(folder)
    return str(wrong.value).replace(f"{folder}/", "").splitlines()


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
    named = [*menu.categories, *menu.items, *menu.toppings, *menu.bases, *menu.deals]
    names: list[Names] = [one.names for one in named] + [s.names for i in menu.items for s in i.sizes]
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


def test_a_holiday_may_be_a_toml_date_or_text(folder: Path, change: Change) -> None:
    holidays = "\n[[hours.exceptions]]\ndate = {}\nopen = {}\n"
    first, second = holidays.format("2026-12-24", '["11:00-15:00"]'), holidays.format('"2026-12-25"', "[]")
    change("house.toml", "# Delivery zones", f"{first}{second}\n# Delivery zones")
    assert read_menu_files(folder).house.hours.exceptions == {
        date(2026, 12, 24): ((time(11), time(15)),),
        date(2026, 12, 25): (),
    }


def test_sizes_come_in_the_order_of_the_size_table(folder: Path, change: Change) -> None:
    change("menu.toml", "{ normal = 10500, family = 21500 }", "{ family = 21500, normal = 10500 }")
    margherita = read_menu_files(folder).menu.item_by_id["margherita"]
    assert [size.id for size in margherita.sizes] == ["normal", "family"]


def test_a_house_without_delivery_or_deals_is_one_too(folder: Path) -> None:
    for file, begins, ends in (
        ("house.toml", "# Delivery zones", "[call]"),
        ("menu.toml", "# Deals", "[rules]"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        start, end = text.index(begins), text.index(ends)
        (folder / file).write_text(text[:start] + text[end:], encoding="utf-8")
    house = (folder / "house.toml").read_text(encoding="utf-8")
    (folder / "house.toml").write_text(f"delivery = []\n{house}", encoding="utf-8")
    found = read_menu_files(folder)
    assert (found.house.zones, found.menu.deals) == ((), ())


MARGHERITA = 'id = "margherita"'
MISTAKES = [
    # What the files are made of
    ("menu.toml", "number = 1\n", "number 1\n", "menu.toml: expected TOML: Expected '='"),
    ("house.toml", 'name = "Pizzeria', 'name = "\\xPizzeria', "house.toml: expected TOML: "),
    ("menu.schema.json", "{", "[", "menu.schema.json: expected JSON: "),
    # Keys and kinds
    (
        "menu.toml",
        MARGHERITA,
        f'{MARGHERITA}\ncolour = "red"',
        "menu.toml: items[0].colour: expected one of the keys",
    ),
    ("menu.toml", MARGHERITA, "", "menu.toml: items[0].id: expected this key, but it is missing"),
    (
        "menu.toml",
        MARGHERITA,
        'id = "Margherita!"',
        "items[0].id: expected an id of a-z, 0-9 and _, got 'Margherita!'",
    ),
    ("menu.toml", "normal = 10500", 'normal = "x"', "items[0].prices.normal: expected an integer, got 'x'"),
    (
        "menu.toml",
        "normal = 10500",
        "normal = 105.0",
        "items[0].prices.normal: expected an integer, got 105.0",
    ),
    ("menu.toml", "normal = 10500", "normal = -1", "items[0].prices.normal: expected 0 or more, got -1"),
    ("menu.toml", "number = 1\n", "number = 0\n", "items[0].number: expected 1 or more, got 0"),
    (
        "menu.toml",
        "max_quantity = 20",
        "max_quantity = 21",
        "rules.max_quantity: expected 20 or less, got 21",
    ),
    (
        "menu.toml",
        'allergens = ["gluten"]',
        'allergens = ["wheat"]',
        "allergens[0]: expected one of gluten, milk",
    ),
    (
        "menu.toml",
        'diet = "vegan"',
        'diet = "vego"',
        "toppings[0].diet: expected one of vegan, vegetarian, none",
    ),
    ("menu.toml", '"cheese", "basil"', '"cheese", "cheese"', "items[0].toppings: expected each only once"),
    (
        "menu.toml",
        'en = "Margherita" }',
        'english = "M" }',
        "items[0].names.english: expected the name in each",
    ),
    (
        "menu.toml",
        "{ normal = 10500, family = 21500 }",
        "{}",
        "items[0].prices: expected at least 1 in it, got {}",
    ),
    ("house.toml", 'currency = "SEK"', 'currency = "kr"', "currency: expected a three-letter currency code"),
    ("house.toml", "vat_percent = 6", "vat_percent = true", "vat_percent: expected an integer, got True"),
    (
        "house.toml",
        "silence_seconds = 10",
        "silence_seconds = nan",
        "call.silence_seconds: expected a number, got nan",
    ),
    ("house.toml", "fee = 2900", "fee = -2900", "delivery[0].fee: expected 0 or more, got -2900"),
    (
        "house.toml",
        '"11120"',
        '"111 20"',
        "delivery[0].postal_codes[0]: expected a postal code of five digits",
    ),
    (
        "house.toml",
        'monday = ["00:00-00:00"]',
        'monday = ["8-24"]',
        "hours.monday[0]: expected hours such as",
    ),
    ("house.toml", 'sunday = ["00:00-00:00"]', "", "hours.sunday: expected this key, but it is missing"),
    ("house.toml", "[address]", "open = 1\n[address]", "house.toml: open: expected one of the keys name, "),
    # What leads nowhere, in menu.toml
    (
        "menu.toml",
        '"cheese", "basil"',
        '"cheeze"',
        "items[0].toppings: expected the id of a topping, got 'cheeze' (did",
    ),
    (
        "menu.toml",
        'category = "classics"',
        'category = "old"',
        "items[0].category: expected the id of a category",
    ),
    (
        "menu.toml",
        "{ normal = 10500",
        "{ norma = 10500",
        "items[0].prices: expected the id of a size, got 'norma'",
    ),
    (
        "menu.toml",
        "{ normal = 600",
        "{ medium = 600",
        "toppings[0].prices: expected the id of a size, got 'medium'",
    ),
    (
        "menu.toml",
        'id = "vesuvio"',
        MARGHERITA,
        "items[1].id: expected an id of its own, got 'margherita', which items[0]",
    ),
    ("menu.toml", 'id = "creme_fraiche"', 'id = "tomato_sauce"', "toppings[1].id: expected an id of its own"),
    (
        "menu.toml",
        "number = 2\n",
        "number = 1\n",
        "items[1].number: expected a number of its own, got 1, which items[0]",
    ),
    (
        "menu.toml",
        ', en = "Margherita"',
        "",
        "items[0].names.en: expected a name of 'margherita' in every language",
    ),
    ("menu.toml", ', en = "tomato sauce"', "", "toppings[0].names.en: expected a name of 'tomato_sauce'"),
    ("menu.toml", ', en = "family"', "", "sizes[1].names.en: expected a name of 'family'"),
    (
        "menu.toml",
        '"Vesuvius"',
        '"margarita"',
        "items[1].said: expected words that mean only 'vesuvio', got 'margarita'",
    ),
    ("menu.toml", "price = 0", "price = 100", "bases[0].price: expected 0 for the ordinary base, got 100"),
    (
        "menu.toml",
        "{ normal = 600, family = 1200 }",
        "{ normal = 600 }",
        "toppings[0].prices.family: expected a price, for 'margherita' comes with it in that size",
    ),
    # Facts are written, and promise no more than they hold
    (
        "menu.toml",
        'allergens = ["gluten"], ',
        "",
        "categories[0].allergens: expected the allergens of the dough",
    ),
    (
        "menu.toml",
        "allergens = []\ndiet",
        "diet",
        "allergens: expected the allergens of 'pizza_salad', but it is missing",
    ),
    ("menu.toml", MARGHERITA, f'{MARGHERITA}\ndiet = "vegan"', "items[0].diet: expected it to be left out"),
    (
        "menu.toml",
        'diet = "none"\nsaid = ["kebab t',
        'diet = "vegan"\nsaid = ["kebab t',
        "diet: expected 'none' because",
    ),
    # Deals
    (
        "menu.toml",
        'sizes = ["bottle"]',
        'sizes = ["portion"]',
        "deals[0].needs[1]: expected something on the menu",
    ),
    (
        "menu.toml",
        'sizes = ["bottle"]',
        'sizes = ["keg"]',
        "deals[0].needs[1].sizes: expected the id of a size, got 'keg'",
    ),
    (
        "menu.toml",
        'categories = ["drinks"]',
        'categories = ["wine"]',
        "needs[1].categories: expected the id of a category",
    ),
    (
        "menu.toml",
        '["family"], quantity = 2',
        '["family"], quantity = 40',
        "deals[0].needs: expected at most 40 in all",
    ),
    (
        "menu.toml",
        "takes_off = 2000",
        "takes_off = 200000",
        "deals[1].takes_off: expected no more than the cheapest",
    ),
    # What leads nowhere, in house.toml
    ("house.toml", 'en = "Hello', 'fi = "Hello', "greeting.en: expected a greeting in this language too"),
    (
        "house.toml",
        "Europe/Stockholm",
        "Europe/Stokholm",
        "timezone: expected a time zone such as 'Europe/Stockholm'",
    ),
    (
        "house.toml",
        "Europe/Stockholm",
        "../Stockholm",
        "timezone: expected a time zone such as 'Europe/Stockholm'",
    ),
    ("house.toml", "+46846500411", "+4684650041100", "phone: expected a telephone number that exists"),
    (
        "house.toml",
        "+46701740605",
        "070-1740605",
        "staff_number: expected a telephone number with its country",
    ),
    (
        "house.toml",
        '"11134"',
        '"11122"',
        "delivery[1].postal_codes: expected each postal code in one zone, got 11122",
    ),
    (
        "house.toml",
        'monday = ["00:00-00:00"]',
        'monday = ["11:00-15:00", "14:00-22:00"]',
        "hours.monday: expected hours in order that do not overlap, got 11:00-15:00 before 14:00-22:00",
    ),
    (
        "house.toml",
        "last_order_minutes = 15",
        'exceptions = [{ date = 2026-12-24, open = [] }, { date = "2026-12-24", open = [] }]',
        "hours.exceptions[1].date: expected each date once, got 2026-12-24, which hours.exceptions[0] has",
    ),
    (
        "house.toml",
        "last_order_minutes = 15",
        'exceptions = [{ date = "2026-02-30", open = [] }]',
        "hours.exceptions[0].date: expected a date such as 2026-12-24, got '2026-02-30'",
    ),
    # What the agent is told
    ("instructions.md", "$hours", "$opening", "instructions.md: line 104: expected one of $house, $language"),
    ("instructions.md", "$hours", "${total}", "got $total"),
    ("instructions.md", "$hours", "$5", "expected a placeholder after $, or $$ for the sign itself"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_file_its_key_and_what_was_expected(
    folder: Path, change: Change, file: str, old: str, new: str, message: str
) -> None:
    change(file, old, new)
    told = said_of(folder)
    assert any(line.startswith(f"{file}: ") and message in line for line in told), told


def test_a_toml_mistake_is_told_with_its_line(folder: Path, change: Change) -> None:
    change("house.toml", "voice = ", "voice: ")
    line = (folder / "house.toml").read_text(encoding="utf-8").splitlines().index('voice: "marin"') + 1
    assert f"at line {line}, " in said_of(folder)[0]


def test_mistakes_in_all_files_are_told_at_once(folder: Path, change: Change) -> None:
    change("menu.toml", '"cheese", "basil"', '"cheeze"')
    change("menu.toml", "number = 2\n", "number = 1\n")
    change("house.toml", "vat_percent = 6", "vat_percent = 600")
    change("instructions.md", "$rules", "$riles")
    assert [line.split(": ")[:2] for line in said_of(folder)] == [
        ["house.toml", "vat_percent"],
        ["menu.toml", "items[1].number"],
        ["menu.toml", "items[0].toppings"],
        ["instructions.md", "line 107"],
    ]


def test_more_than_ten_mistakes_are_counted(folder: Path) -> None:
    text = (folder / "menu.toml").read_text(encoding="utf-8")
    (folder / "menu.toml").write_text(text.replace("number = ", "number = -"), encoding="utf-8")
    told = said_of(folder)
    assert len(told) == MOST_SHOWN + 1
    assert told[-1] == "… and 36 more"


def test_a_missing_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="nowhere: expected the menu folder.*PIZZERIA_MENU_DIR"):
        read_menu_files(tmp_path / "nowhere")


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_file_is_told_with_what_to_do(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(SetupError, match=f"menu: expected {name} in it, but missing: copy from"):
        read_menu_files(folder)


@pytest.mark.parametrize(
    ("name", "content"), product(("menu.toml", "instructions.md"), (b"\xff\xfe", b"caf\xe9"))
)
def test_a_file_that_is_not_utf_8_is_told(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert said_of(folder)[0].startswith(f"{name}: expected text in UTF-8")


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    text = (folder / "house.toml").read_bytes()
    (folder / "house.toml").write_bytes(b"\xef\xbb\xbf" + text)
    assert read_menu_files(folder).house.name == "Pizzeria Lilla Lyktan"


def test_empty_instructions_are_a_mistake(folder: Path) -> None:
    (folder / "instructions.md").write_text("\n \n", encoding="utf-8")
    assert said_of(folder) == ["instructions.md: expected what the agent is told, but it is empty"]


@pytest.mark.parametrize("name", ["menu.toml", "house.toml"])
def test_an_empty_file_is_told_key_by_key(folder: Path, name: str) -> None:
    (folder / name).write_text("", encoding="utf-8")
    assert all(line.endswith("expected this key, but it is missing") for line in said_of(folder)[:5])
