"""Filling the cart, and everything the house says no to on the way."""

from dataclasses import replace

import pytest

from pizzeria.ordering.menu import Menu
from tests.agent.guests import Guest, Room


async def test_a_pizza_is_in_the_cart_with_the_houses_price(anna: Guest) -> None:
    told = await anna.uses("add_item", item="capricciosa", size="family", quantity=2)
    assert told["line"] == 1
    line = told["cart"]["lines"][0]
    assert (line["name"], line["size_name"], line["quantity"]) == ("Capricciosa", "familj", 2)
    assert (line["unit_price"], line["total"], line["total_text"]) == (22000, 44000, "440 kr")
    assert (told["cart"]["total"], told["cart"]["total_text"]) == (44000, "440 kr")


async def test_a_size_is_asked_back_with_prices(anna: Guest) -> None:
    told = await anna.is_refused("add_item", item="capricciosa")
    assert told["code"] == "size_needed"
    assert [(size["id"], size["price"]) for size in told["sizes"]] == [("normal", 11000), ("family", 22000)]
    assert told["say"] == "Which size would you like: normal for 110 kr or family for 220 kr?"
    assert anna.desk.cart.lines == ()


async def test_of_two_halves_the_size_is_asked_back_at_the_dearer_halfs_price(anna: Guest) -> None:
    told = await anna.is_refused("add_item", item="margherita", second_half="vegetariana")
    assert [size["price"] for size in told["sizes"]] == [12000, 24000]


async def test_what_has_one_size_is_not_asked_about(anna: Guest) -> None:
    assert (await anna.uses("add_item", item="pizza_salad"))["cart"]["total"] == 1500


async def test_another_pizzas_size_is_refused_with_the_right_ones(anna: Guest) -> None:
    told = await anna.is_refused("add_item", item="capricciosa", size="bottle")
    assert told["code"] == "unknown_size"
    assert [size["id"] for size in told["sizes"]] == ["normal", "family"]


async def test_a_size_that_nothing_has_is_refused_with_the_items_own(anna: Guest) -> None:
    told = await anna.is_refused("add_item", item="capricciosa", size="gigantic")
    assert told["code"] == "unknown_size"
    assert [size["name"] for size in told["sizes"]] == ["vanlig", "familj"]


@pytest.mark.parametrize("heard", ["7", "en sjua", "sju", "number seven", "nummer 7", "a seven"])
async def test_a_number_finds_its_pizza_but_is_not_taken_for_granted(room: Room, heard: str) -> None:
    room.menu = _renumbered(room.menu, "capricciosa", 7)
    anna = await room.answers()
    told = await anna.is_refused("add_item", item=heard)
    assert told["code"] == "unknown_item"
    assert told["nearest"] == [{"id": "capricciosa", "name": "Capricciosa", "number": 7}]
    assert told["say"].endswith("Did you mean Capricciosa?")
    assert anna.desk.cart.lines == ()


async def test_a_near_name_is_offered_and_not_taken(anna: Guest) -> None:
    told = await anna.is_refused("add_item", item="kapritschosa")
    assert told["nearest"][0]["id"] == "capricciosa"
    assert anna.desk.cart.lines == ()


async def test_what_is_like_nothing_on_the_menu_is_said_to_be_unknown(anna: Guest) -> None:
    told = await anna.is_refused("add_item", item="sushi xyzzy")
    assert (told["code"], told["nearest"]) == ("unknown_item", [])


@pytest.mark.parametrize("quantity", [18000, 21, 0, -2, "many", 1.5, True])
async def test_eighteen_thousand_waters_are_refused_in_words(anna: Guest, quantity: object) -> None:
    told = await anna.is_refused("add_item", item="cola", size="can", quantity=quantity)
    assert told["code"] == "quantity_out_of_range"
    assert told["maximum"] == 20
    assert anna.desk.cart.lines == ()


@pytest.mark.parametrize("key", ["price", "unit_price", "total", "discount"])
async def test_a_price_sent_by_the_model_is_refused(anna: Guest, key: str) -> None:
    told = await anna.is_refused("add_item", item="capricciosa", size="normal", **{key: 100})
    assert (told["code"], told["unknown"]) == ("unknown_argument", [key])
    assert "come from the house" in told["hint"]
    assert anna.desk.cart.lines == ()


async def test_a_price_deep_in_a_topping_is_refused_too(anna: Guest) -> None:
    await anna.orders()
    told = await anna.is_refused("choose_toppings", line=1, add=[{"topping": "ham", "price": 0}])
    assert (told["code"], told["unknown"]) == ("unknown_argument", ["price"])


async def test_toppings_come_on_and_off(anna: Guest) -> None:
    await anna.orders()
    add = [{"topping": "olives", "half": "left", "amount": "extra"}]
    told = await anna.uses("choose_toppings", line=1, add=add, remove=["mushrooms"])
    assert len(told["cart"]["lines"][0]["changes"]) == 2
    assert told["cart"]["total"] == 11000 + 1000


async def test_an_unknown_topping_is_refused_with_the_nearest(anna: Guest) -> None:
    await anna.orders()
    told = await anna.is_refused("choose_toppings", line=1, add=[{"topping": "champinjon"}])
    assert told["code"] == "unknown_topping"
    assert told["nearest"][0] == {"id": "mushrooms", "name": "champinjoner"}
    assert "mushrooms" in told["say"]


async def test_an_unknown_topping_to_leave_out_is_refused_with_the_nearest(anna: Guest) -> None:
    await anna.orders()
    told = await anna.is_refused("choose_toppings", line=1, remove=["ham", "ädelost"])
    assert (told["code"], told["nearest"][0]["id"]) == ("unknown_topping", "gorgonzola")
    assert anna.desk.cart.lines[0].removed == ()


async def test_what_is_not_on_it_cannot_be_left_out(anna: Guest) -> None:
    await anna.orders("margherita")
    assert (await anna.is_refused("choose_toppings", line=1, remove=["ham"]))["code"] == "not_on_it"


async def test_a_topping_that_the_size_cannot_have_is_refused(anna: Guest) -> None:
    await anna.orders(size="family")
    told = await anna.is_refused("choose_toppings", line=1, add=[{"topping": "gorgonzola"}])
    assert told["code"] == "not_in_size"


async def test_nobody_asks_for_nothing(anna: Guest) -> None:
    await anna.orders()
    assert (await anna.is_refused("choose_toppings", line=1))["code"] == "missing_argument"
    assert (await anna.is_refused("change_item", line=1))["code"] == "missing_argument"


async def test_a_soda_comes_as_it_is(anna: Guest) -> None:
    await anna.uses("add_item", item="cola", size="can")
    told = await anna.is_refused("choose_toppings", line=1, add=[{"topping": "ham"}])
    assert told["code"] == "not_customisable"
    told = await anna.is_refused("add_item", item="capricciosa", second_half="cola", size="normal")
    assert told["code"] == "no_halves"


async def test_a_line_changes_and_goes(anna: Guest) -> None:
    await anna.orders()
    told = await anna.uses("change_item", line=1, quantity=3, base="gluten_free")
    assert told["cart"]["total"] == 3 * (11000 + 2000)
    assert told["cart"]["lines"][0]["base_name"] == "Glutenfri botten"
    told = await anna.uses("remove_item", line=1)
    assert (told["cart"]["lines"], told["cart"]["total"]) == ([], 0)
    assert told["next"] == "Ask what they would like."


async def test_a_line_that_is_not_there_is_refused(anna: Guest) -> None:
    assert (await anna.is_refused("remove_item", line=1))["code"] == "unknown_line"
    assert (await anna.is_refused("change_item", line=9, quantity=1))["code"] == "unknown_line"


async def test_nine_extra_toppings_are_too_many(anna: Guest) -> None:
    await anna.orders("margherita")
    topping = ["ham", "mushrooms", "onion", "pineapple", "olives", "garlic"]
    halves = [{"topping": id, "half": half} for id in topping for half in ("left", "right")]
    told = await anna.is_refused("choose_toppings", line=1, add=halves)
    assert told["code"] == "too_many_toppings"


async def test_forty_things_are_enough(anna: Guest) -> None:
    await anna.orders(quantity=20)
    await anna.orders(quantity=20)
    assert (await anna.is_refused("add_item", item="pizza_salad"))["code"] == "too_many_units"


async def test_twenty_lines_are_enough(anna: Guest) -> None:
    for _ in range(20):
        await anna.uses("add_item", item="pizza_salad")
    assert (await anna.is_refused("add_item", item="pizza_salad"))["code"] == "too_many_lines"


async def test_a_deal_is_taken_off_by_the_house(anna: Guest) -> None:
    await anna.orders(size="family")
    told = await anna.uses("add_item", item="cola", size="bottle")
    assert (told["cart"]["discount"], told["cart"]["deals"]) == (2500, ["family_deal"])
    assert told["cart"]["total"] == 22000 + 3500 - 2500


async def test_every_change_of_the_cart_is_told_to_the_board(anna: Guest, room: Room) -> None:
    before = await room.store.journal.last_id()
    await anna.orders()
    await anna.is_refused("add_item", item="capricciosa")
    await anna.uses("remove_item", line=1)
    entries = await room.store.journal.after(before)
    assert [entry.name for entry in entries] == ["cart.changed", "cart.changed"]
    assert {entry.data["call_id"] for entry in entries} == {anna.desk.call_id}


def _renumbered(menu: Menu, item: str, number: int) -> Menu:
    items = tuple(replace(i, number=number if i.id == item else None) for i in menu.items)
    return replace(menu, items=items)
