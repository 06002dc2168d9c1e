"""How a caller found the kitchen, as a tape's first line has it: what the house would be again. Pure."""

from pizzeria.ordering.kitchen import Kitchen
from pizzeria.store.records import SoldOut

Json = dict[str, object]


def found(sold_out: SoldOut, kitchen: Kitchen) -> Json:
    """As under [house] in a scenario; of a kitchen that has all and is on time, nothing."""
    gone = {"items": sorted(sold_out.items), "toppings": sorted(sold_out.toppings)}
    house: Json = {}
    if named := {kind: ids for kind, ids in gone.items() if ids}:
        house["sold_out"] = named
    if kitchen.behind_minutes:
        house["behind_minutes"] = kitchen.behind_minutes
    if not kitchen.taking_orders:
        house["taking_orders"] = False
    return house
