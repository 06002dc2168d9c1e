"""Before the phone rings: the menu folder, the kitchen and the earlier orders, as a scenario has them."""

import json
import re
import shutil
import tomllib
from datetime import timedelta
from pathlib import Path

from pizzeria.errors import Refused, TapeError
from pizzeria.ordering.cart import Address, Cart, Choice, Delivery, Fulfilment, Pickup
from pizzeria.ordering.edits import add_line, choose_toppings
from pizzeria.ordering.order import Draft, Status
from pizzeria.ordering.pricing import price
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.written.scenario import CALLER, Scenario
from pizzeria.replay.written.toml_text import toml_table
from pizzeria.wiring import Pizzeria

_WAY: dict[Status, tuple[Status, ...]] = {
    "placed": (),
    "baking": ("baking",),
    "ready": ("baking", "ready"),
    "collected": ("baking", "ready", "collected"),
    "delivered": ("baking", "ready", "delivered"),
    "cancelled": ("cancelled",),
}
"""the steps of the kitchen from a new order to each status"""
_OWN = ("hours", "call", "announcements")
"""tables of house.toml that a scenario may change"""


def menu_folder(scenario: Scenario, menu_dir: Path, spare: Path) -> Path:
    """The folder to read the menu from: the house's own, or a copy in `spare` with the scenario's hours."""
    own: Json = {name: scenario.house[name] for name in _OWN if name in scenario.house}
    if not own:
        return menu_dir
    copy = shutil.copytree(menu_dir, spare / "menu")
    for recording in own.get("announcements", {}).values():
        shutil.copy(scenario.path.parent / recording, copy)
    path = copy / "house.toml"
    path.write_text(_with_tables(path.read_text(encoding="utf-8-sig"), own), encoding="utf-8")
    return copy


async def prepare(pizzeria: Pizzeria, scenario: Scenario) -> None:
    """Raises TapeError when the house cannot be as the scenario wants it."""
    for place, table in enumerate(scenario.earlier):
        try:
            await _place(pizzeria, scenario, place, table)
        except Refused as no:
            key = f"earlier[{place}]"
            raise TapeError(f"{scenario.path}:{scenario.line(key)}: {key}: {no}") from None
    sold_out = scenario.house.get("sold_out", {})
    for kind in ("item", "topping"):
        for id_ in sold_out.get(f"{kind}s", ()):
            await _sell_out(pizzeria, scenario, kind, id_)
    house = scenario.house
    await pizzeria.store.set_kitchen(
        behind_minutes=house.get("behind_minutes"), taking_orders=house.get("taking_orders")
    )


async def _sell_out(pizzeria: Pizzeria, scenario: Scenario, kind: str, id_: str) -> None:
    try:
        await pizzeria.store.set_available("item" if kind == "item" else "topping", id_, False)
    except Refused as no:
        key = f"house.sold_out.{kind}s"
        raise TapeError(f"{scenario.path}:{scenario.line(key)}: {key}: {no}") from None


async def _place(pizzeria: Pizzeria, scenario: Scenario, place: int, table: Json) -> None:
    files = pizzeria.files
    number = scenario.calls[0].number if scenario.calls else CALLER
    fulfilment = _fulfilment(pizzeria, table.get("delivery"))
    cart = Cart(fulfilment=fulfilment)
    for wish in table["lines"]:
        cart = _with_line(pizzeria, cart, wish)
    placed_at = scenario.clock - timedelta(minutes=table["minutes_ago"])
    order = await pizzeria.store.place_order(
        Draft(
            call_id=f"earlier-{place + 1}",
            revision=cart.revision,
            customer_name=table.get("name", "Kim"),
            customer_phone=table.get("number", number or ""),
            fulfilment=fulfilment,
            bill=price(cart, files.menu, files.house),
            note="",
            placed_at=placed_at,
            ready_at=placed_at + timedelta(minutes=fulfilment.minutes),
        )
    )
    for status in _WAY[table.get("status", "placed")]:
        await pizzeria.store.advance(order.number, status)


def _with_line(pizzeria: Pizzeria, cart: Cart, wish: Json) -> Cart:
    menu = pizzeria.files.menu
    cart, line = add_line(
        cart,
        menu,
        item=wish["item"],
        size=wish.get("size"),
        quantity=wish.get("quantity", 1),
        base=wish.get("base"),
        second_half=wish.get("second_half"),
    )
    add, remove = [Choice(**choice) for choice in wish.get("toppings", ())], wish.get("removed", ())
    return choose_toppings(cart, menu, line.id, add, remove) if add or remove else cart


def _fulfilment(pizzeria: Pizzeria, wanted: Json | None) -> Fulfilment:
    house = pizzeria.files.house
    if wanted is None:
        return Pickup(house.pickup_minutes)
    zone = house.zone(wanted["postal_code"])
    if zone is None:
        raise Refused("out_of_zone", f"We do not deliver to {wanted['postal_code']}.")
    address = Address(
        wanted["street"], wanted["postal_code"], wanted.get("city", house.city), wanted.get("note", "")
    )
    return Delivery(address, zone.fee, zone.minimum, zone.minutes)


def _with_tables(text: str, own: Json) -> str:
    """house.toml with other values in these tables; what they do not name stays as it was."""
    before = tomllib.loads(text)
    for name, changes in own.items():
        table = json.loads(json.dumps({**before.get(name, {}), **changes}, default=str))
        text = re.sub(
            rf"^\[\[?{name}\b.*?(?=^\[(?!\[?{name}\b)|\Z)", "", text, flags=re.MULTILINE | re.DOTALL
        )
        text += f"\n{toml_table(name, table)}"
    return text
