"""A cart that was kept is the cart that was there."""

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given

from pizzeria.ordering.as_json import Json, cart_json
from pizzeria.ordering.cart import Address, Cart, Delivery, Line, Pickup
from pizzeria.ordering.kept_cart import cart_again
from pizzeria.ordering.pricing import price
from tests.ordering.by_chance import Edit, after, runs
from tests.ordering.menus import small_house, small_menu

MENU, HOUSE = small_menu(), small_house()
COLA = Cart((Line(4, "cola", "can", "", 2),), revision=7, next_line=9)


def kept(cart: Cart) -> dict[str, object]:
    return cart_json(cart, price(cart, MENU, HOUSE))


@given(runs)
def test_whatever_was_ordered_is_there_again(edits: list[Edit]) -> None:
    cart = replace(after(MENU, edits), fulfilment=None)
    assert cart_again(kept(cart), MENU, HOUSE) == cart


def test_how_it_reaches_the_caller_is_there_again_by_the_rules_of_today() -> None:
    zone = HOUSE.zones[0]
    address = Address("Storgatan 2", zone.postal_codes[0], "Stockholm", "code 1234")
    delivered = replace(COLA, fulfilment=Delivery(address, 1, 1, 1))
    again = Delivery(address, zone.fee, zone.minimum, zone.minutes)
    assert cart_again(kept(delivered), MENU, HOUSE).fulfilment == again
    gone = replace(COLA, fulfilment=Delivery(replace(address, postal_code="98499"), 1, 1, 1))
    assert cart_again(kept(gone), MENU, HOUSE).fulfilment is None
    picked_up = replace(COLA, fulfilment=Pickup(99))
    assert cart_again(kept(picked_up), MENU, HOUSE).fulfilment == Pickup(HOUSE.pickup_minutes)


@pytest.mark.parametrize("change", [{"item": "lasagne"}, {"size": "bucket"}, {"base": "cloud"}])
def test_what_the_menu_no_longer_has_is_left_out_and_its_line_is_not_given_again(
    change: dict[str, str],
) -> None:
    document = kept(COLA)
    (line,) = cast(list[Json], document["lines"])
    cart = cart_again({**document, "lines": [{**line, **change}]}, MENU, HOUSE)
    assert (cart.lines, cart.revision, cart.next_line) == ((), 7, 9)


def test_what_an_older_house_kept_goes_on_after_its_last_line() -> None:
    older = kept(COLA)
    del older["next_line"]
    assert cart_again(older, MENU, HOUSE).next_line == 5


def test_nothing_kept_is_an_empty_cart() -> None:
    assert cart_again({}, MENU, HOUSE) == Cart()
