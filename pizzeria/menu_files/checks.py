"""What a schema cannot see in menu.toml: ids that lead nowhere, names used twice, facts left out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

from pizzeria.menu_files.deal_checks import deal_mistakes
from pizzeria.menu_files.from_tables import STRICTEST_FIRST, strictest
from pizzeria.menu_files.schema import shown
from pizzeria.menu_files.tables import CategoryTable, ItemTable, MenuFile, Named, ToppingTable


def menu_mistakes(menu: MenuFile, languages: Sequence[str]) -> Iterator[str]:
    """One sentence a mistake, beginning with the key. `languages`: what every name must be given in."""
    for part, tables in _parts(menu).items():
        yield from _repeated_ids(part, tables)
        yield from _unnamed(part, tables, languages)
    yield from _repeated_numbers(menu)
    yield from _repeated_words("items", menu["items"])
    yield from _repeated_words("toppings", menu["toppings"])
    yield from _lost(menu)
    yield from _ordinary_base(menu)
    yield from _without_facts(menu)
    yield from _unpriced_toppings(menu)
    yield from deal_mistakes(menu)


def _parts(menu: MenuFile) -> Mapping[str, Sequence[Named]]:
    return {
        "sizes": menu["sizes"],
        "bases": menu["bases"],
        "toppings": menu["toppings"],
        "categories": menu["categories"],
        "items": menu["items"],
        "deals": menu.get("deals", ()),
    }


def _repeated_ids(part: str, tables: Sequence[Named]) -> Iterator[str]:
    seen = dict[str, int]()
    for place, table in enumerate(tables):
        first = seen.setdefault(table["id"], place)
        if first != place:
            yield (
                f"{part}[{place}].id: expected an id of its own, got '{table['id']}', "
                f"which {part}[{first}] has"
            )


def _unnamed(part: str, tables: Sequence[Named], languages: Sequence[str]) -> Iterator[str]:
    for place, table in enumerate(tables):
        for language in languages:
            if language not in table["names"]:
                yield (
                    f"{part}[{place}].names.{language}: expected a name of '{table['id']}' in every language "
                    f"of the house, but it is missing"
                )


def _repeated_numbers(menu: MenuFile) -> Iterator[str]:
    seen = dict[int, int]()
    for place, item in enumerate(menu["items"]):
        if "number" in item and (first := seen.setdefault(item["number"], place)) != place:
            yield (
                f"items[{place}].number: expected a number of its own, got {item['number']}, "
                f"which items[{first}] has"
            )


def _repeated_words(part: str, tables: Sequence[ItemTable] | Sequence[ToppingTable]) -> Iterator[str]:
    """Two things that people call by the same words cannot be told apart on the telephone."""
    seen = dict[str, int]()
    for place, table in enumerate(tables):
        for word in dict.fromkeys(w.casefold() for w in (*table["names"].values(), *table.get("said", ()))):
            if (first := seen.setdefault(word, place)) != place:
                yield (
                    f"{part}[{place}].said: expected words that mean only '{table['id']}', "
                    f"got {shown(word)}, which {part}[{first}] has"
                )


def _lost(menu: MenuFile) -> Iterator[str]:
    """Ids that name nothing. The deals look after theirs themselves."""
    sizes, toppings, categories = (_ids(menu[part]) for part in ("sizes", "toppings", "categories"))
    for place, topping in enumerate(menu["toppings"]):
        yield from _lost_among(sizes, "size", f"toppings[{place}].prices", topping["prices"])
    for place, item in enumerate(menu["items"]):
        yield from _lost_among(categories, "category", f"items[{place}].category", [item["category"]])
        yield from _lost_among(toppings, "topping", f"items[{place}].toppings", item.get("toppings", ()))
        yield from _lost_among(sizes, "size", f"items[{place}].prices", item["prices"])


def _lost_among(known: Collection[str], what: str, key: str, named: Collection[str]) -> Iterator[str]:
    for name in named:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" (did you mean '{near[0]}'?)" if near else ""
            yield f"{key}: expected the id of a {what}, got '{name}'{hint}"


def _ordinary_base(menu: MenuFile) -> Iterator[str]:
    if menu["bases"][0]["price"] != 0:
        yield f"bases[0].price: expected 0 for the ordinary base, got {menu['bases'][0]['price']}"


def _without_facts(menu: MenuFile) -> Iterator[str]:
    """Allergens and diet are never guessed: each must be written somewhere, and must not promise too much."""
    for place, category in enumerate(menu["categories"]):
        for fact in ("allergens", "diet"):
            if category.get("customisable") and fact not in category:
                yield f"categories[{place}].{fact}: expected the {fact} of the dough, but it is missing"
    categories = {category["id"]: category for category in menu["categories"]}
    toppings = {topping["id"]: topping for topping in menu["toppings"]}
    for place, item in enumerate(menu["items"]):
        if item["category"] in categories:
            yield from _facts_of(f"items[{place}]", item, categories[item["category"]], toppings)


def _facts_of(
    key: str, item: ItemTable, category: CategoryTable, toppings: Mapping[str, ToppingTable]
) -> Iterator[str]:
    if category.get("customisable"):
        if "diet" in item:
            yield f"{key}.diet: expected it to be left out, for the toppings decide, got '{item['diet']}'"
        return
    for fact in ("allergens", "diet"):
        if fact not in item and fact not in category:
            yield f"{key}.{fact}: expected the {fact} of '{item['id']}', but it is missing"
    promised = item.get("diet", category.get("diet", "none"))
    kept = strictest(toppings[t]["diet"] for t in item.get("toppings", ()) if t in toppings)
    if STRICTEST_FIRST.index(promised) < STRICTEST_FIRST.index(kept):
        yield f"{key}.diet: expected '{kept}' because of what is on it, got '{promised}'"


def _unpriced_toppings(menu: MenuFile) -> Iterator[str]:
    """A pizza whose own topping has no price in one of its sizes could not be ordered with extra of it."""
    customisable = {c["id"] for c in menu["categories"] if c.get("customisable")}
    places = {topping["id"]: place for place, topping in enumerate(menu["toppings"])}
    for item in menu["items"]:
        on_it = [t for t in item.get("toppings", ()) if t in places and item["category"] in customisable]
        for place in (places[topping] for topping in on_it):
            for size in item["prices"].keys() - menu["toppings"][place]["prices"].keys():
                yield (
                    f"toppings[{place}].prices.{size}: expected a price, for '{item['id']}' comes with it "
                    f"in that size, but it is missing"
                )


def _ids(tables: Sequence[Named]) -> tuple[str, ...]:
    return tuple(table["id"] for table in tables)
