"""What a caller may ask for, and what the house says no to."""

import pytest
from hypothesis import given, settings

from pizzeria.errors import Refused
from pizzeria.ordering.cart import Cart, Choice, Pickup
from pizzeria.ordering.edits import add_line, change_line, choose_toppings, fulfil, remove_line
from pizzeria.ordering.menu import Rules
from tests.ordering.by_chance import Edit, Fulfil, apply, cart_of, refused, runs, wish
from tests.ordering.menus import small_menu

MENU = small_menu()
TIGHT = Rules(max_quantity=5, max_lines=3, max_units=8, max_added=3)
TIGHT_MENU = small_menu(TIGHT).sold_out(["hawaii"], ["olives"])


def test_a_new_line_is_numbered_and_the_revision_grows() -> None:
    cart, line = add_line(Cart(), MENU, **wish("vesuvio", quantity=2))
    assert (line.id, line.item, line.size, line.quantity) == (1, "vesuvio", "normal", 2)
    assert (cart.lines, cart.revision, cart.next_line) == ((line,), 1, 2)


def test_a_pizza_gets_the_ordinary_base_and_a_drink_none() -> None:
    cart = cart_of(MENU, wish("vesuvio"), wish("cola", "can"))
    assert [line.base for line in cart.lines] == ["ordinary", ""]


def test_a_drink_has_no_base_to_choose() -> None:
    no = refused(lambda: add_line(Cart(), MENU, **wish("cola", "can", base="gluten_free")))
    assert no.code == "not_customisable"


def test_the_only_size_need_not_be_said() -> None:
    assert cart_of(MENU, wish("pizza_salad", None)).lines[0].size == "regular"


def test_a_size_is_asked_for_when_there_are_several() -> None:
    no = refused(lambda: add_line(Cart(), MENU, **wish("vesuvio", None)))
    assert (no.code, no.say) == ("size_needed", "Vesuvio: normal or family?")
    assert no.details["sizes"] == ["normal", "family"]


def test_what_is_not_on_the_menu_is_refused_by_its_own_code() -> None:
    codes = [
        refused(lambda: add_line(Cart(), MENU, **wish("lasagne"))).code,
        refused(lambda: add_line(Cart(), MENU, **wish("vesuvio", second_half="lasagne"))).code,
        refused(lambda: add_line(Cart(), MENU, **wish("vesuvio", "can"))).code,
        refused(lambda: add_line(Cart(), MENU, **wish("vesuvio", base="rye"))).code,
        refused(lambda: remove_line(Cart(), 1)).code,
    ]
    expected = ["item", "item", "size", "base", "line"]
    assert codes == [f"unknown_{word}" for word in expected]


def test_a_sold_out_half_is_refused_by_name() -> None:
    menu = MENU.sold_out(["hawaii"], [])
    no = refused(lambda: add_line(Cart(), menu, **wish("vesuvio", second_half="hawaii")))
    assert (no.code, no.say) == ("sold_out", "Hawaii is sold out.")


def test_sold_out_is_said_before_a_size_is_asked_for() -> None:
    menu = MENU.sold_out(["hawaii"], [])
    assert refused(lambda: add_line(Cart(), menu, **wish("hawaii", None))).code == "sold_out"


def test_more_of_what_has_sold_out_since_is_refused_but_fewer_is_fine() -> None:
    cart, menu = cart_of(MENU, wish("hawaii", quantity=2)), MENU.sold_out(["hawaii"], [])
    assert refused(lambda: change_line(cart, menu, 1, quantity=3)).code == "sold_out"
    assert change_line(cart, menu, 1, quantity=1).lines[0].quantity == 1


def test_a_drink_cannot_be_half_of_a_pizza() -> None:
    no = refused(lambda: add_line(Cart(), MENU, **wish("vesuvio", second_half="cola")))
    assert (no.code, no.say) == ("no_halves", "Coca-Cola cannot be half of a pizza.")


def test_a_house_without_halves_says_so() -> None:
    menu = small_menu(Rules(halves=False))
    no = refused(lambda: add_line(Cart(), menu, **wish("vesuvio", second_half="hawaii")))
    assert no.code == "no_halves"


def test_two_halves_of_the_same_pizza_are_a_whole_one() -> None:
    assert cart_of(MENU, wish("vesuvio", second_half="vesuvio")).lines[0].second_half is None


@pytest.mark.parametrize("quantity", [0, -1, 21])
def test_a_quantity_beyond_reason_is_refused(quantity: int) -> None:
    no = refused(lambda: add_line(Cart(), MENU, **wish(quantity=quantity)))
    assert (no.code, no.details["maximum"]) == ("quantity_out_of_range", 20)


def test_an_order_has_room_for_so_many_lines_and_units() -> None:
    full = cart_of(TIGHT_MENU, wish(), wish(), wish())
    assert refused(lambda: add_line(full, TIGHT_MENU, **wish())).code == "too_many_lines"
    many = cart_of(TIGHT_MENU, wish(quantity=5), wish(quantity=3))
    assert refused(lambda: change_line(many, TIGHT_MENU, 2, quantity=4)).code == "too_many_units"


def test_a_drink_comes_as_it_is() -> None:
    cart = cart_of(MENU, wish("cola", "can"))
    assert refused(lambda: choose_toppings(cart, MENU, 1, [Choice("ham")], [])).code == "not_customisable"
    assert refused(lambda: change_line(cart, MENU, 1, base="gluten_free")).code == "not_customisable"


def test_a_line_is_changed_in_place_and_keeps_its_toppings() -> None:
    cart = choose_toppings(cart_of(MENU, wish(), wish()), MENU, 1, [Choice("onion")], [])
    line = change_line(cart, MENU, 1, size="family", quantity=2, base="gluten_free").lines[0]
    assert (line.id, line.size, line.quantity, line.base) == (1, "family", 2, "gluten_free")
    assert line.choices == (Choice("onion"),)


def test_the_number_of_a_removed_line_is_not_given_to_the_next() -> None:
    cart = remove_line(cart_of(MENU, wish(), wish("hawaii")), 2)
    assert add_line(cart, MENU, **wish())[1].id == 3
    assert [line.id for line in cart.lines] == [1]


def test_the_same_pickup_twice_is_one_edit() -> None:
    once = fulfil(cart_of(MENU, wish()), Pickup(20))
    assert fulfil(once, Pickup(20)) == once
    assert fulfil(once, None).revision == once.revision + 1


def test_editing_a_line_keeps_the_way_home() -> None:
    cart = change_line(fulfil(cart_of(MENU, wish()), Pickup(20)), MENU, 1, quantity=2)
    assert cart.fulfilment == Pickup(20)


@settings(max_examples=100, deadline=None)
@given(runs)
def test_caps_hold_whatever_is_asked_for(run: list[Edit]) -> None:
    cart = Cart()
    for edit in run:
        cart = _attempt(cart, edit)
        assert len(cart.lines) <= TIGHT.max_lines
        assert sum(line.quantity for line in cart.lines) <= TIGHT.max_units
        for line in cart.lines:
            assert 1 <= line.quantity <= TIGHT.max_quantity
            assert len(line.choices) <= TIGHT.max_added


@settings(max_examples=100, deadline=None)
@given(runs)
def test_an_edit_of_the_lines_counts_once_and_a_refused_one_changes_nothing(run: list[Edit]) -> None:
    cart = Cart()
    for edit in run:
        before, written = cart, repr(cart)
        try:
            cart = apply(before, TIGHT_MENU, edit)
            grown = 0 if isinstance(edit, Fulfil) and cart.fulfilment == before.fulfilment else 1
        except Refused:
            grown = 0
        assert repr(before) == written
        assert cart.revision == before.revision + grown


@settings(max_examples=100, deadline=None)
@given(runs)
def test_a_line_number_is_never_used_twice(run: list[Edit]) -> None:
    cart, given_out = Cart(), set[int]()
    for edit in run:
        new = _attempt(cart, edit)
        ids = [line.id for line in new.lines]
        fresh = set(ids) - {line.id for line in cart.lines}
        assert len(ids) == len(set(ids))
        assert fresh.isdisjoint(given_out)
        given_out |= fresh
        cart = new


def _attempt(cart: Cart, edit: Edit) -> Cart:
    try:
        return apply(cart, TIGHT_MENU, edit)
    except Refused:
        return cart
