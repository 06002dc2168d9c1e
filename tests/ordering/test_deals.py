"""What is cheaper together."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pizzeria.ordering.edits import Wish
from pizzeria.ordering.menu import Deal, Menu, Need
from pizzeria.ordering.order import Bill
from pizzeria.ordering.pricing import price
from tests.ordering.by_chance import cart_of, drink_wishes, family_wishes, wish
from tests.ordering.menus import names, small_house, small_menu

MENU = small_menu()
HOUSE = small_house()
FAMILY = wish("vesuvio", "family")
BOTTLE = wish("cola", "bottle")


def bill_of(menu: Menu, *wishes: Wish) -> Bill:
    return price(cart_of(menu, *wishes), menu, HOUSE)


def deal(id: str, takes_off: int, *needs: Need) -> Deal:
    return Deal(id, names(id, id), needs, takes_off)


def test_a_family_pizza_with_a_bottle_is_cheaper() -> None:
    bill = bill_of(MENU, FAMILY, BOTTLE)
    assert (bill.deals, bill.discount, bill.total) == (("family_deal",), 2500, 21000 + 3500 - 2500)


def test_half_a_deal_is_none() -> None:
    assert bill_of(MENU, FAMILY, wish("cola", "can")).deals == ()
    assert bill_of(MENU, wish("vesuvio"), BOTTLE).deals == ()


def test_a_deal_applies_once_for_each_full_set() -> None:
    bill = bill_of(MENU, wish("vesuvio", "family", quantity=3), wish("cola", "bottle", quantity=2))
    assert (bill.deals, bill.discount) == (("family_deal", "family_deal"), 5000)


def test_two_family_halves_make_a_family_pizza() -> None:
    assert bill_of(MENU, wish("vesuvio", "family", second_half="hawaii"), BOTTLE).discount == 2500


def test_a_unit_serves_one_deal_only() -> None:
    second = deal("bottle_deal", 500, Need(("drinks",), ("bottle",), 1))
    menu = replace(MENU, deals=(*MENU.deals, second))
    assert bill_of(menu, FAMILY, BOTTLE).deals == ("family_deal",)
    more = bill_of(menu, FAMILY, wish("cola", "bottle", quantity=3))
    assert more.deals == ("family_deal", "bottle_deal", "bottle_deal")


def test_a_set_fits_although_its_parts_could_be_taken_wrongly() -> None:
    """The part that takes any size must leave the family pizza to the part that needs it."""
    both = deal("both", 1000, Need(("pizzas",), ("family", "normal"), 1), Need(("pizzas",), ("family",), 1))
    menu = replace(MENU, deals=(both,))
    assert bill_of(menu, FAMILY, wish("vesuvio")).deals == ("both",)
    assert bill_of(menu, wish("vesuvio"), FAMILY).deals == ("both",)
    assert bill_of(menu, wish("vesuvio", quantity=2)).deals == ()


def test_a_discount_is_never_more_than_the_goods() -> None:
    generous = deal("generous", 99900, Need(("drinks",), ("bottle",), 1))
    bill = bill_of(replace(MENU, deals=(generous,)), BOTTLE)
    assert (bill.discount, bill.total) == (3500, 0)


def test_a_deal_that_needs_nothing_gives_nothing() -> None:
    assert bill_of(replace(MENU, deals=(deal("empty", 1000),)), FAMILY).deals == ()


def test_a_pizza_shared_between_categories_counts_where_both_halves_do() -> None:
    luxury = [replace(item, category="luxury") if item.id == "hawaii" else item for item in MENU.items]
    menu = replace(MENU, items=tuple(luxury))
    shared = wish("vesuvio", "family", second_half="hawaii")
    turned = wish("hawaii", "family", second_half="vesuvio")
    assert bill_of(menu, shared, BOTTLE).deals == bill_of(menu, turned, BOTTLE).deals == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(family_wishes, max_size=5), st.lists(drink_wishes, max_size=4))
def test_as_many_sets_fit_as_there_are_of_the_rarer_part(pizzas: list[Wish], drinks: list[Wish]) -> None:
    bottles = sum(drink["quantity"] for drink in drinks if drink["size"] == "bottle")
    families = sum(each["quantity"] for each in pizzas)
    assert len(bill_of(MENU, *drinks, *pizzas).deals) == min(bottles, families)
