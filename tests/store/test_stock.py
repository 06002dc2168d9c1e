"""What is sold out: the kitchen says so, and the store does not forget it."""

from dataclasses import replace

import pytest

from pizzeria.errors import Refused
from pizzeria.ordering.menu import Menu
from pizzeria.store.records import SoldOut
from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.ordering.menus import small_menu
from tests.store.evening import told

NOTHING = SoldOut(frozenset(), frozenset())


def without(menu: Menu, topping: str, item: str) -> Menu:
    return replace(
        menu,
        toppings=tuple(t for t in menu.toppings if t.id != topping),
        items=tuple(i for i in menu.items if i.id != item),
    )


async def test_everything_on_a_new_menu_is_for_sale(store: Store) -> None:
    await store.load_menu(small_menu())
    assert await store.sold_out() == NOTHING


async def test_the_kitchen_sells_out_and_fills_up_again(store: Store) -> None:
    await store.load_menu(small_menu())
    await store.set_available("topping", "pineapple", False)
    await store.set_available("item", "cola", False)
    assert await store.sold_out() == SoldOut(frozenset({"cola"}), frozenset({"pineapple"}))
    await store.set_available("topping", "pineapple", True)
    assert await store.sold_out() == SoldOut(frozenset({"cola"}), frozenset())


async def test_the_board_hears_of_a_change_and_only_of_a_change(store: Store) -> None:
    await store.load_menu(small_menu())
    await store.set_available("item", "cola", True)
    assert await told(store.journal) == []
    await store.set_available("item", "cola", False)
    await store.set_available("item", "cola", False)
    (entry,) = await store.journal.after(0)
    assert (entry.name, entry.data) == ("menu.changed", {"kind": "item", "id": "cola", "available": False})


@pytest.mark.parametrize(("kind", "id"), [("item", "pineapple"), ("topping", "cola")])
async def test_what_is_not_on_the_menu_cannot_sell_out(store: Store, kind: str, id: str) -> None:
    await store.load_menu(small_menu())
    with pytest.raises(Refused, match=f"unknown_{kind}"):
        await store.set_available("item" if kind == "item" else "topping", id, False)


async def test_what_sold_out_stays_so_when_the_house_is_restarted(
    database_url: str, clock: StoppedClock
) -> None:
    for known in (NOTHING, SoldOut(frozenset({"cola"}), frozenset({"ham"}))):
        store = await Store.open(database_url, clock)
        await store.load_menu(small_menu())
        assert await store.sold_out() == known
        await store.set_available("item", "cola", False)
        await store.set_available("topping", "ham", False)
        await store.close()


async def test_what_leaves_the_menu_is_forgotten(store: Store) -> None:
    await store.load_menu(small_menu())
    await store.set_available("item", "cola", False)
    await store.set_available("topping", "olives", False)
    await store.load_menu(without(small_menu(), "olives", "cola"))
    assert await store.sold_out() == NOTHING
    with pytest.raises(Refused, match="unknown_item"):
        await store.set_available("item", "cola", False)
    await store.load_menu(small_menu())
    assert await store.sold_out() == NOTHING


async def test_what_the_file_says_is_sold_out_begins_so(store: Store) -> None:
    await store.load_menu(small_menu().sold_out({"cola"}, {"pineapple"}))
    assert await store.sold_out() == SoldOut(frozenset({"cola"}), frozenset({"pineapple"}))
