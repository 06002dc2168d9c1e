"""What a schema cannot see in the deals of menu.toml: unearnable ones, ones that give money away."""

from collections.abc import Iterator

from pizzeria.menu_files.tables import DealTable, MenuFile, NeedTable
from pizzeria.ordering.menu import Rules


def deal_mistakes(menu: MenuFile) -> Iterator[str]:
    """One sentence a mistake, beginning with the key."""
    for place, deal in enumerate(menu.get("deals", ())):
        unmet = [*_lost(menu, deal, f"deals[{place}]"), *_unmet(menu, deal, f"deals[{place}]")]
        yield from unmet or _too_generous(menu, deal, f"deals[{place}]")


def _lost(menu: MenuFile, deal: DealTable, key: str) -> Iterator[str]:
    categories, sizes = ({table["id"] for table in menu[part]} for part in ("categories", "sizes"))
    for place, need in enumerate(deal["needs"]):
        for category in (c for c in need["categories"] if c not in categories):
            yield f"{key}.needs[{place}].categories: expected the id of a category, got '{category}'"
        for size in (s for s in need["sizes"] if s not in sizes):
            yield f"{key}.needs[{place}].sizes: expected the id of a size, got '{size}'"


def _unmet(menu: MenuFile, deal: DealTable, key: str) -> Iterator[str]:
    for place, need in enumerate(deal["needs"]):
        if not _prices(menu, need):
            yield (
                f"{key}.needs[{place}]: expected something on the menu that meets it, but nothing in "
                f"{', '.join(need['categories'])} comes in {', '.join(need['sizes'])}"
            )
    most = menu.get("rules", {}).get("max_units", Rules().max_units)
    units = sum(need["quantity"] for need in deal["needs"])
    if units > most:
        yield f"{key}.needs: expected at most {most} in all, which is rules.max_units, got {units}"


def _too_generous(menu: MenuFile, deal: DealTable, key: str) -> Iterator[str]:
    cheapest = sum(min(_prices(menu, need)) * need["quantity"] for need in deal["needs"])
    if deal["takes_off"] > cheapest:
        yield (
            f"{key}.takes_off: expected no more than the cheapest full set costs, {cheapest}, "
            f"got {deal['takes_off']}"
        )


def _prices(menu: MenuFile, need: NeedTable) -> list[int]:
    """Of everything on the menu that meets the need."""
    return [
        item["prices"][size]
        for item in menu["items"]
        for size in need["sizes"]
        if item["category"] in need["categories"] and size in item["prices"]
    ]
