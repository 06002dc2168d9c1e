"""What is sold out: the menu's rows, whose `available` is the kitchen's and survives a restart."""

from collections.abc import Mapping
from typing import Literal, assert_never

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Refused
from pizzeria.ordering.menu import Item, Menu, Topping
from pizzeria.store.records import SoldOut
from pizzeria.store.rows import Row, add_all
from pizzeria.store.tables import MenuItems, MenuToppings

Kind = Literal["item", "topping"]


async def load(session: AsyncSession, menu: Menu) -> None:
    """Rows as the menu has them. What it had before stays available or sold out; what is gone is deleted."""
    items = dict((await session.exec(select(MenuItems.id, MenuItems.available))).all())
    toppings = dict((await session.exec(select(MenuToppings.id, MenuToppings.available))).all())
    await session.exec(delete(MenuItems))
    await session.exec(delete(MenuToppings))
    sold = [_item_row(at, item, menu, items) for at, item in enumerate(menu.items)]
    await add_all(session, MenuItems, sold)
    extra = [_topping_row(at, topping, menu, toppings) for at, topping in enumerate(menu.toppings)]
    await add_all(session, MenuToppings, extra)


async def sold_out(session: AsyncSession) -> SoldOut:
    items = await session.exec(select(MenuItems.id).where(~col(MenuItems.available)))
    toppings = await session.exec(select(MenuToppings.id).where(~col(MenuToppings.available)))
    return SoldOut(frozenset(items), frozenset(toppings))


async def set_available(session: AsyncSession, kind: Kind, id: str, available: bool) -> bool:
    """Whether that changed anything. Raises Refused unknown_item or unknown_topping."""
    row: MenuItems | MenuToppings | None
    match kind:
        case "item":
            row = await session.get(MenuItems, id)
        case "topping":
            row = await session.get(MenuToppings, id)
        case _:
            assert_never(kind)
    if row is None:
        raise Refused(f"unknown_{kind}", f"There is no such {kind} on the menu.", id=id)
    changed = row.available != available
    row.available = available
    return changed


def _for_sale(item: Item, menu: Menu) -> bool:
    """Of the item itself: one that only lacks a topping comes back when the topping does."""
    return item.available or not all(menu.topping_by_id[topping].available for topping in item.toppings)


def _item_row(position: int, item: Item, menu: Menu, available: Mapping[str, bool]) -> Row:
    return {
        "id": item.id,
        "position": position,
        "number": item.number,
        "name": item.names[menu.language],
        "category": item.category,
        "prices": {size.id: size.price for size in item.sizes},
        "toppings": list(item.toppings),
        "available": available.get(item.id, _for_sale(item, menu)),
    }


def _topping_row(position: int, topping: Topping, menu: Menu, available: Mapping[str, bool]) -> Row:
    return {
        "id": topping.id,
        "position": position,
        "name": topping.names[menu.language],
        "prices": dict(topping.prices),
        "available": available.get(topping.id, topping.available),
    }
