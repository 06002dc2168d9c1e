"""Mistakes in a menu folder: each is told with its file, its key and what was expected there."""

from pathlib import Path

import pytest

from pizzeria.clips import LARGEST
from pizzeria.errors import SetupError
from pizzeria.menu_files import read_menu_files
from pizzeria.menu_files.folder import MOST_SHOWN, NEEDED
from tests.menu_files.folder import change, copied, told

# One mistake a line: in the real file, this -> becomes that => and this is told.
MENU = r"""
number = 1\n -> number 1\n => expected TOML: Expected '=' after a key
id = "margherita" -> id = "margherita"\ncolour = "red" => items[0].colour: expected one of the keys number,
id = "margherita" -> => items[0].id: expected this key, but it is missing
id = "margherita" -> id = "Ma!" => items[0].id: expected an id of a-z, 0-9 and _, got 'Ma!'
normal = 10500 -> normal = "x" => items[0].prices.normal: expected an integer, got 'x'
normal = 10500 -> normal = 105.0 => items[0].prices.normal: expected an integer, got 105.0
normal = 10500 -> normal = -1 => items[0].prices.normal: expected 0 or more, got -1
{ normal = 10500, family = 21500 } -> {} => items[0].prices: expected at least 1 in it, got {}
{ normal = 10500, family = 21500 } -> 9 => items[0].prices: expected a table, got 9
number = 1\n -> number = 0\n => items[0].number: expected 1 or more, got 0
max_quantity = 20 -> max_quantity = 21 => rules.max_quantity: expected 20 or less, got 21
allergens = ["milk"] -> allergens = ["dairy"] => toppings[1].allergens[0]: expected one of gluten, milk, egg,
diet = "vegan" -> diet = "vego" => toppings[0].diet: expected one of vegan, vegetarian, none, got 'vego'
"cheese", "basil" -> "cheese", "cheese" => items[0].toppings: expected each only once, got ['tomato_sauce',
en = "Margherita" -> english = "Margherita" => items[0].names.english: expected the name in each language
sv = "Margherita" -> sv = " " => items[0].names.sv: expected some text, got ' '
"cheese", "basil" -> "cheeze" => items[0].toppings: expected the id of a topping, got 'cheeze' (did you mean
category = "classics" -> category = "old" => items[0].category: expected the id of a category, got 'old'
{ normal = 10500 -> { norma = 10500 => items[0].prices: expected the id of a size, got 'norma' (did you mean
{ normal = 600 -> { medium = 600 => toppings[0].prices: expected the id of a size, got 'medium'
id = "vesuvio" -> id = "margherita" => items[1].id: expected an id of its own, got 'margherita', which items
id = "creme_fraiche" -> id = "tomato_sauce" => toppings[1].id: expected an id of its own, got 'tomato_sauce',
id = "gluten_free" -> id = "ordinary" => bases[1].id: expected an id of its own, got 'ordinary', which bases
id = "family", -> id = "normal", => sizes[1].id: expected an id of its own, got 'normal', which sizes[0] has
id = "grill" -> id = "classics" => categories[1].id: expected an id of its own, got 'classics', which
id = "trio" -> id = "family_evening" => deals[1].id: expected an id of its own, got 'family_evening'
number = 2\n -> number = 1\n => items[1].number: expected a number of its own, got 1, which items[0] has
, en = "Margherita" -> => items[0].names.en: expected a name of 'margherita' in every language of the house
, en = "tomato sauce" -> => toppings[0].names.en: expected a name of 'tomato_sauce' in every language
, en = "family" -> => sizes[1].names.en: expected a name of 'family' in every language of the house
, en = "The Trio" -> => deals[1].names.en: expected a name of 'trio' in every language of the house
"Vesuvius" -> "margarita" => items[1].said: expected words that mean only 'vesuvio', got 'margarita', which
"pizzasås" -> "OST" => toppings[2].said: expected words that mean only 'cheese', got 'ost', which toppings[0]
price = 0 -> price = 100 => bases[0].price: expected 0 for the ordinary base, got 100
, family = 1200 } -> } => toppings[0].prices.family: expected a price, for 'margherita' comes with it in that
allergens = ["gluten"], diet -> diet => categories[0].allergens: expected the allergens of the dough, but it
allergens = []\ndiet -> diet => items[46].allergens: expected the allergens of 'pizza_salad', but it is
id = "margherita" -> id = "margherita"\ndiet = "vegan" => items[0].diet: expected it to be left out, for the
diet = "none"\nsaid = ["kebab t -> diet = "vegan"\nsaid = ["kebab t => .diet: expected 'none' because of what
sizes = ["bottle"] -> sizes = ["portion"] => deals[0].needs[1]: expected something on the menu that meets it
sizes = ["bottle"] -> sizes = ["keg"] => deals[0].needs[1].sizes: expected the id of a size, got 'keg'
categories = ["drinks"] -> categories = ["wine"] => deals[0].needs[1].categories: expected the id of a
["family"], quantity = 2 -> ["family"], quantity = 40 => deals[0].needs: expected at most 40 in all, which is
takes_off = 2000 -> takes_off = 200000 => deals[1].takes_off: expected no more than the cheapest full set
"""

HOUSE = r"""
name = "P -> name = "\P => expected TOML: Unescaped '\' in a string
name = "Pizzeria Lilla Lyktan" -> => name: expected this key, but it is missing
[address] -> open = true\n[address] => open: expected one of the keys name, languages, voice,
currency = "SEK" -> currency = "kr" => currency: expected a three-letter currency code such as "SEK", got 'kr'
vat_percent = 6 -> vat_percent = true => vat_percent: expected an integer, got True
silence_seconds = 10 -> silence_seconds = nan => call.silence_seconds: expected a number, got nan
"Drottninggatan" -> "D" => delivery[0].streets[1]: expected a street of 2 to 60 characters, got 'D'
chime = true -> "a.b\u000b" = 1 => board."a.b\u000b": expected one of the keys soon_minutes
fee = 2900 -> fee = -2900 => delivery[0].fee: expected 0 or more, got -2900
"11120" -> "111 20" => delivery[0].postal_codes[0]: expected a postal code of five digits, without a space
monday = ["00:00-00:00"] -> monday = ["8-24"] => hours.monday[0]: expected hours such as "16:00-23:30";
sunday = ["00:00-00:00"] -> => hours.sunday: expected this key, but it is missing
en = "Hello -> fi = "Hello => greeting.en: expected a greeting in this language too, but it is missing
Europe/Stockholm -> Europe/Stokholm => timezone: expected a time zone such as 'Europe/Stockholm', got
Europe/Stockholm -> ../Stockholm => timezone: expected a time zone such as 'Europe/Stockholm', got '../Stock
+46846500411 -> +4684650041100 => phone: expected a telephone number that exists, written +46…, got
+46701740605 -> 070-1740605 => staff_number: expected a telephone number with its country, written +46…, got
"11134" -> "11122" => delivery[1].postal_codes: expected each postal code in one zone, got 11122, which
monday = ["00:00-00:00"] -> monday = ["11:00-15:00", "14:00-22:00"] => hours.monday: expected hours in order
monday = ["00:00-00:00"] -> monday = ["18:00-02:00", "20:00-23:00"] => hours.monday: expected hours in order
soon_minutes = 5 -> soon_minutes = -5 => board.soon_minutes: expected 0 or more, got -5
late_minutes = 0 -> late_minutes = "no" => board.late_minutes: expected an integer, got 'no'
undo_seconds = 5 -> undo_seconds = 0 => board.undo_seconds: expected 1 or more, got 0
chime = true -> chime = "ding" => board.chime: expected true or false, got 'ding'
chime = true -> chimes = true => board.chimes: expected one of the keys soon_minutes, late_minutes, undo_sec
sender = "LillaLyktan" -> sender = "Lilla Lyktan" => messages.sender: expected a number of your 46elks
sender = "LillaLyktan" -> sender = "" => messages.sender: expected a number of your 46elks account
sender = "LillaLyktan"\nreceipt = false -> receipt = true => messages.sender: expected a sender, for messages
receipt = false -> receipt = "yes" => messages.receipt: expected true or false, got 'yes'
receipt = false -> receipts = true => messages.receipts: expected one of the keys sender, receipt, oven,
most_a_day = 10000 -> most_a_day = -1 => messages.most_a_day: expected 0 or more, got -1
i ugnen nu -> i $ugnen nu => messages.texts.sv.oven: expected placeholders of $house, $number, $time, $total,
i ugnen nu -> för $link => messages.texts.sv.oven: expected placeholders of $house, $number, $time, $total
i ugnen nu -> värd 5 $ => messages.texts.sv.oven: expected a placeholder after $, or $$ for the sign itself
[call_backs] -> [announcements]\nclosed = "no.wav"\n[call_backs] => announcements.closed: expected no.wav
[call_backs] -> [announcements]\nclosed = "../a.wav"\n[call_backs] => expected a file in the menu folder
[call_backs] -> [announcements]\nclosed = "a.ogg"\n[call_backs] => expected a file in the menu folder
last_order_minutes = 0 -> exceptions = [{ date = "2026-02-30", open = [] }] => a date such as 2026-12-24, got
"""

INSTRUCTIONS = r"""
$hours -> $opening => expected one of $house, $language, $languages, $greeting, $now,
$hours -> ${total} => got $total
$hours -> $5 => expected a placeholder after $, or $$ for the sign itself
"""


def mistakes() -> list[tuple[str, str, str, str]]:
    tables = {"menu.toml": MENU, "house.toml": HOUSE, "instructions.md": INSTRUCTIONS}
    return [(file, *_parts(line)) for file, table in tables.items() for line in table.strip().splitlines()]


def _parts(line: str) -> tuple[str, str, str]:
    (old, rest), newline = line.split(" -> ", 1), "\\n"
    new, message = f" {rest}".split(" => ", 1)
    return old.replace(newline, "\n"), new.strip(" ").replace(newline, "\n"), message


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: f"{mistake[0]}: {mistake[3][:40]}")
def test_a_mistake_is_told_with_its_file_its_key_and_what_was_expected(
    tmp_path: Path, mistake: tuple[str, str, str, str]
) -> None:
    file, old, new, message = mistake
    folder = copied(tmp_path)
    change(folder / file, old, new)
    lines = told(folder)
    assert any(line.startswith(f"{file}: ") and message in line for line in lines), lines


def test_a_date_is_told_that_is_there_twice(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    twice = 'exceptions = [{ date = 2026-12-24, open = [] }, { date = "2026-12-24", open = [] }]'
    change(folder / "house.toml", "last_order_minutes = 0", twice)
    assert told(folder) == [
        "house.toml: hours.exceptions[1].date: expected each date once, got 2026-12-24, "
        "which hours.exceptions[0] has"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"), [("house.toml", "voice = ", "voice: "), ("instructions.md", "$hours", "$x")]
)
def test_a_mistake_in_the_writing_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = copied(tmp_path)
    change(folder / file, old, new)
    text = (folder / file).read_text(encoding="utf-8")
    assert f"line {text[: text.index(new)].count(chr(10)) + 1}" in told(folder)[0]


def test_mistakes_in_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder / "menu.toml", '"cheese", "basil"', '"cheeze"')
    change(folder / "menu.toml", "number = 2\n", "number = 1\n")
    change(folder / "house.toml", "vat_percent = 6", "vat_percent = 600")
    change(folder / "instructions.md", "$rules", "$riles")
    assert [line.split(": ")[0] for line in told(folder)] == [
        "house.toml",
        "menu.toml",
        "menu.toml",
        "instructions.md",
    ]


def test_more_than_ten_mistakes_are_counted(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / "menu.toml").read_text(encoding="utf-8")
    (folder / "menu.toml").write_text(text.replace("number = ", "number = -"), encoding="utf-8")
    assert len(told(folder)) == MOST_SHOWN + 1
    assert told(folder)[-1] == "… and 36 more"


def test_a_missing_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"nowhere: expected the menu folder, .* set PIZZERIA_MENU_DIR"):
        read_menu_files(tmp_path / "nowhere")


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).unlink()
    assert told(folder)[0].endswith(
        f"expected {name} in it, but missing: copy from the folder `menu` that comes with the program"
    )


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).write_bytes(b"caf\xe9")
    assert told(folder)[0].startswith(f"{name}: expected text in UTF-8")


def test_a_schema_that_is_not_json_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "menu.schema.json").write_text("[", encoding="utf-8")
    assert told(folder)[0].startswith("menu.schema.json: expected JSON: ")


@pytest.mark.parametrize("schema", ["7", '{"type": "tabel"}', '{"$ref": "https://example.com/menu.json"}'])
def test_a_schema_that_nothing_can_be_checked_by_is_told(tmp_path: Path, schema: str) -> None:
    folder = copied(tmp_path)
    (folder / "menu.schema.json").write_text(schema, encoding="utf-8")
    assert told(folder)[0].startswith("menu.schema.json: expected the schema that comes with the program")


@pytest.mark.parametrize("endless", ["9" * 5_000, "[" * 5_000])
def test_a_file_that_has_no_end_is_told(tmp_path: Path, endless: str) -> None:
    folder = copied(tmp_path)
    (folder / "menu.toml").write_text(f"sizes = {endless}", encoding="utf-8")
    assert told(folder)[0].startswith("menu.toml: expected TOML: ")


def test_empty_instructions_are_a_mistake(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "instructions.md").write_text("\n \n", encoding="utf-8")
    assert told(folder) == ["instructions.md: expected what the agent is told, but it is empty"]


@pytest.mark.parametrize("name", ["menu.toml", "house.toml"])
def test_an_empty_file_is_told_key_by_key(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).write_text("", encoding="utf-8")
    assert all(line.endswith("expected this key, but it is missing") for line in told(folder)[:5])


def test_messages_that_are_turned_on_need_their_texts_in_every_language_of_the_house(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder / "house.toml", "ready = false", "ready = true")
    change(folder / "house.toml", 'on_its_way = "$house: order $number is on its way to you."', "")
    expected = "messages.texts.en.on_its_way: expected this text too, but it is missing"
    assert told(folder) == [f"house.toml: {expected}"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.mp3", b"RIFF" + bytes(100), "expected MPEG Layer III with sound in it"),
        ("a.wav", b"ID3" + bytes(100), "expected RIFF WAVE with PCM or G.711 with sound in it"),
        ("a.wav", b"RIFF" + bytes(LARGEST), "expected at most 5 MB, got 5.0 MB"),
    ],
)
def test_a_recording_that_cannot_be_played_is_a_mistake(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    folder = copied(tmp_path)
    (folder / name).write_bytes(data)
    change(folder / "house.toml", "[call_backs]", f'[announcements]\nstopped = "{name}"\n[call_backs]')
    [line] = told(folder)
    assert line.startswith(f"house.toml: announcements.stopped: {name}: {message}")


def test_a_text_that_would_be_paid_four_times_is_a_mistake(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder / "house.toml", "i ugnen nu", "i ugnen 🍕 nu" + "u" * 200)
    expected = "messages.texts.sv.oven: expected a text of at most 3 parts, got 4"
    assert told(folder) == [f"house.toml: {expected}"]
