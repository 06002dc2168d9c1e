"""What things cost."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pizzeria.ordering.cart import Cart, Choice, Delivery, Half, Line, Pickup
from pizzeria.ordering.edits import Wish, choose_toppings, fulfil
from pizzeria.ordering.menu import Rules
from pizzeria.ordering.pricing import contained_vat, price, unit_price
from tests.ordering.by_chance import (
    HOME,
    Edit,
    after,
    cart_of,
    choices,
    family_wishes,
    good_wishes,
    pizza,
    pizza_wishes,
    runs,
    wish,
)
from tests.ordering.menus import small_house, small_menu

MENU = small_menu()
HOUSE = small_house()
MIRROR: dict[Half, Half] = {"left": "right", "right": "left", "whole": "whole"}


def unit(wished: Wish, *chosen: Choice, remove: tuple[str, ...] = ()) -> int:
    return unit_price(MENU, pizza(MENU, wished, *chosen, remove=remove))


def total(cart: Cart) -> int:
    return price(cart, MENU, HOUSE).total


def test_an_empty_cart_costs_nothing() -> None:
    bill = price(Cart(), MENU, HOUSE)
    assert (bill.lines, bill.total, bill.vat) == ((), 0, 0)


def test_a_line_costs_its_unit_price_times_its_quantity() -> None:
    (line,) = price(cart_of(MENU, wish("vesuvio", "family", quantity=3)), MENU, HOUSE).lines
    assert (line.unit_price, line.total) == (21000, 63000)


def test_the_dearer_half_sets_the_price() -> None:
    assert unit(wish("vesuvio", second_half="hawaii")) == 11500
    assert unit(wish("hawaii", second_half="vesuvio")) == 11500


def test_another_base_costs_its_price_on_top() -> None:
    assert unit(wish("vesuvio", base="gluten_free")) == 12500


@pytest.mark.parametrize(
    ("choice", "cost"),
    [
        (Choice("onion"), 1000),
        (Choice("onion", amount="light"), 1000),
        (Choice("onion", amount="extra"), 2000),
        (Choice("onion", "left"), 500),
        (Choice("onion", "right", "extra"), 1000),
        (Choice("garlic"), 0),
        (Choice("ham"), 0),
        (Choice("ham", amount="light"), 0),
        (Choice("ham", amount="extra"), 1500),
        (Choice("ham", "left", "extra"), 750),
    ],
)
def test_a_topping_on_a_vesuvio_costs(choice: Choice, cost: int) -> None:
    assert unit(wish("vesuvio"), choice) == 10500 + cost


def test_a_topping_costs_what_its_size_costs() -> None:
    assert unit(wish("vesuvio", "family"), Choice("onion")) == 21000 + 2000


def test_a_topping_that_one_half_has_is_paid_for_on_the_other_only() -> None:
    shared = wish("vesuvio", second_half="margherita")
    assert unit(shared, Choice("ham")) == 10500 + 750
    assert unit(shared, Choice("ham", amount="extra")) == 10500 + 750 + 1500


def test_half_a_topping_is_rounded_up_to_a_whole_minor_unit() -> None:
    toppings = (replace(t, prices={"normal": 1001}) for t in MENU.toppings)
    menu = replace(MENU, toppings=tuple(toppings))
    assert unit_price(menu, pizza(menu, wish(), Choice("onion", "left"))) == 10500 + 501


def test_the_percentages_are_the_houses_own() -> None:
    menu = small_menu(Rules(half_topping_percent=60, extra_topping_percent=150))
    assert unit_price(menu, pizza(menu, wish(), Choice("onion", "left", "extra"))) == 10500 + 900


def test_what_is_taken_off_gives_nothing_back() -> None:
    assert unit(wish("vesuvio"), remove=("ham",)) == 10500


def test_what_was_taken_off_comes_back_for_nothing() -> None:
    assert unit(wish("vesuvio"), Choice("ham", "left"), remove=("ham",)) == 10500


def test_the_fee_is_added_for_delivery_and_not_for_pickup() -> None:
    cart = cart_of(MENU, wish("vesuvio"))
    assert total(fulfil(cart, Delivery(HOME, 4900, 20000, 40))) == 10500 + 4900
    assert total(fulfil(cart, Pickup(20))) == 10500


@pytest.mark.parametrize(("paid", "vat"), [(11200, 1200), (10500, 1125), (5, 1), (4, 0), (0, 0)])
def test_vat_is_contained_and_rounded_half_up(paid: int, vat: int) -> None:
    assert contained_vat(paid, 12) == vat


def test_vat_of_exactly_half_a_minor_unit_is_rounded_up() -> None:
    assert contained_vat(2, 300) == 2  # 1.5
    assert contained_vat(3, 20) == 1  # 0.5


def test_the_bill_is_written_in_the_houses_language() -> None:
    chosen = (
        Choice("onion", "left"),
        Choice("pineapple", "right", "extra"),
        Choice("mushrooms", amount="light"),
        Choice("cheese", amount="light"),
    )
    cart = cart_of(MENU, wish("vesuvio", base="gluten_free", second_half="margherita"), wish("cola", "can"))
    bill = price(choose_toppings(cart, MENU, 1, chosen, ["ham"]), MENU, HOUSE)
    shared, cola = bill.lines
    assert (shared.name, shared.size_name, shared.base_name) == (
        "Vesuvio / Margherita",
        "vanlig",
        "Glutenfri botten",
    )
    assert shared.changes == (
        "- skinka",
        "+ lök (vänster)",
        "+ extra ananas (höger)",
        "+ lite champinjoner",
        "lite ost",
    )
    assert (cola.name, cola.size_name, cola.base_name, cola.changes) == ("Coca-Cola", "burk 33 cl", "", ())


def test_a_house_of_another_language_writes_english_shorthand() -> None:
    menu = replace(MENU, language="en")
    cart = choose_toppings(cart_of(menu, wish()), menu, 1, [Choice("onion", "left", "light")], ["ham"])
    (line,) = price(cart, menu, HOUSE).lines
    assert (line.changes, line.base_name) == (("- ham", "+ light onion (left)"), "")


@settings(max_examples=100, deadline=None)
@given(runs)
def test_the_bill_adds_up(run: list[Edit]) -> None:
    bill = price(after(MENU, run), MENU, HOUSE)
    assert bill.subtotal == sum(line.total for line in bill.lines)
    assert all(line.total == line.unit_price * line.quantity for line in bill.lines)
    assert bill.total == bill.subtotal - bill.discount + bill.delivery_fee
    assert 0 <= bill.discount <= bill.subtotal
    assert 0 <= bill.vat <= bill.total


@settings(max_examples=100, deadline=None)
@given(
    st.lists(good_wishes | family_wishes, max_size=5).flatmap(
        lambda w: st.tuples(st.just(w), st.permutations(w))
    )
)
def test_the_order_in_which_things_are_named_does_not_matter(said: tuple[list[Wish], list[Wish]]) -> None:
    one, other = (cart_of(MENU, *wishes) for wishes in said)
    assert total(one) == total(other)


@settings(max_examples=100, deadline=None)
@given(pizza_wishes, st.lists(choices, max_size=6, unique_by=lambda c: c.topping), st.randoms())
def test_the_order_in_which_toppings_are_named_does_not_matter(
    wished: Wish, chosen: list[Choice], chance: Random
) -> None:
    shuffled = chance.sample(chosen, len(chosen))
    assert unit(wished, *chosen) == unit(wished, *shuffled)


@settings(max_examples=100, deadline=None)
@given(pizza_wishes, st.lists(choices, max_size=6, unique_by=lambda c: c.topping))
def test_swapping_the_halves_gives_the_same_price(wished: Wish, chosen: list[Choice]) -> None:
    line = pizza(MENU, wished, *chosen)
    swapped = replace(
        line,
        item=line.second_half or line.item,
        second_half=line.item,
        choices=tuple(replace(c, half=MIRROR[c.half]) for c in line.choices),
    )
    assert unit_price(MENU, line) == unit_price(MENU, swapped)


@settings(max_examples=100, deadline=None)
@given(pizza_wishes, st.lists(choices, max_size=4), choices)
def test_taking_off_what_was_added_brings_the_old_price_back(
    wished: Wish, before: list[Choice], added: Choice
) -> None:
    others = [choice for choice in before if choice.topping != added.topping]
    cart = choose_toppings(cart_of(MENU, wished), MENU, 1, others, [])
    more = choose_toppings(cart, MENU, 1, [added], [])
    assert total(more) >= total(cart)
    fewer = choose_toppings(more, MENU, 1, [], [added.topping])
    assert total(fewer) == total(cart)


@settings(max_examples=100, deadline=None)
@given(runs)
def test_no_unit_costs_less_than_the_pizza_itself(run: list[Edit]) -> None:
    for line in after(MENU, run).lines:
        assert unit_price(MENU, line) >= _as_it_comes(line)


def _as_it_comes(line: Line) -> int:
    return unit_price(MENU, replace(line, choices=(), removed=(), second_half=None, base=""))
