"""What changed after an order was placed, as a cook must read it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from pizzeria.ordering.cart import Cart, Choice, Pickup
from pizzeria.ordering.differences import differences, replaces
from pizzeria.ordering.edits import choose_toppings
from pizzeria.ordering.order import Bill, Order, PricedLine, Status
from pizzeria.ordering.pricing import price
from tests.ordering.by_chance import Edit, after, cart_of, runs, wish
from tests.ordering.menus import small_house, small_menu

MENU, HOUSE = small_menu(), small_house()
KIM = "+46701740605"
SIX = datetime(2026, 10, 6, 16, 0, tzinfo=UTC)


def bill(cart: Cart, first: int = 1) -> Bill:
    """Its lines numbered from `first`, as an order's are that is not the first of its call."""
    priced = price(cart, MENU, HOUSE)
    return replace(priced, lines=tuple(replace(line, id=line.id + first - 1) for line in priced.lines))


def names(lines: Sequence[PricedLine]) -> list[str]:
    return [f"{line.quantity} {line.name}" for line in lines]


def test_the_same_again_is_no_difference() -> None:
    cart = cart_of(MENU, wish("vesuvio"), wish("hawaii", "family"))
    seen = differences(bill(cart), bill(cart, first=3))
    assert seen.nothing
    assert [line.id for line in seen.same] == [3, 4]


def test_what_is_gone_and_what_is_new_is_said() -> None:
    before, later = (
        cart_of(MENU, wish("vesuvio"), wish("hawaii")),
        cart_of(MENU, wish("hawaii"), wish("cola", "can")),
    )
    seen = differences(bill(before), bill(later, first=3))
    assert (names(seen.gone), names(seen.new)) == (["1 Vesuvio"], ["1 Coca-Cola"])
    assert [seen.is_new(line) for line in (3, 4)] == [False, True]
    assert seen.changed == ()


def test_the_same_dish_made_otherwise_is_changed() -> None:
    before = choose_toppings(cart_of(MENU, wish("vesuvio")), MENU, 1, [Choice("onion")], ["ham"])
    later = cart_of(MENU, wish("vesuvio", "family", 2, "gluten_free"))
    later = choose_toppings(later, MENU, 1, [Choice("onion"), Choice("olives")], [])
    changed = differences(bill(before), bill(later, first=2)).change_of(2)
    assert changed is not None
    assert (changed.was_quantity, changed.was_size, changed.was_base) == (1, "vanlig", "")
    assert (changed.added, changed.dropped) == (("+ oliver",), ("- skinka",))


def test_what_is_not_different_about_a_changed_dish_is_not_said() -> None:
    before, later = cart_of(MENU, wish(quantity=1)), cart_of(MENU, wish(quantity=3))
    (changed,) = differences(bill(before), bill(later)).changed
    assert (changed.was_quantity, changed.was_size, changed.was_base) == (1, None, None)
    assert (changed.added, changed.dropped) == ((), ())


def test_one_topping_less_is_a_change() -> None:
    before = cart_of(MENU, wish("vesuvio"))
    (changed,) = differences(bill(before), bill(choose_toppings(before, MENU, 1, [], ["ham"]))).changed
    assert (changed.added, changed.dropped) == (("- skinka",), ())


def test_of_several_alike_the_most_alike_belong_together() -> None:
    plain_and_big = cart_of(MENU, wish("vesuvio"), wish("vesuvio", "family"))
    big_and_three = cart_of(MENU, wish("vesuvio", "family"), wish("vesuvio", quantity=3))
    seen = differences(bill(plain_and_big), bill(big_and_three))
    assert [line.size for line in seen.same] == ["family"]
    assert [(each.before.size, each.was_quantity) for each in seen.changed] == [("normal", 1)]


def test_a_pizza_taken_out_of_several_is_a_line_of_its_own() -> None:
    two = cart_of(MENU, wish("vesuvio", quantity=2))
    one_without = choose_toppings(cart_of(MENU, wish("vesuvio"), wish("vesuvio")), MENU, 2, [], ["ham"])
    seen = differences(bill(two), bill(one_without))
    assert [(each.after.id, each.was_quantity) for each in seen.changed] == [(1, 2)]
    assert [line.changes for line in seen.new] == [("- skinka",)]


def test_another_half_is_another_pizza() -> None:
    seen = differences(bill(cart_of(MENU, wish())), bill(cart_of(MENU, wish(second_half="hawaii"))))
    assert (len(seen.gone), len(seen.new), len(seen.changed)) == (1, 1, 0)


@given(runs, runs)
def test_every_line_of_either_bill_is_told_once(one: list[Edit], other: list[Edit]) -> None:
    before, later = bill(after(MENU, one)), bill(after(MENU, other), first=100)
    seen = differences(before, later)
    olds = [line.id for line in seen.gone] + [change.before.id for change in seen.changed]
    news = [line.id for line in (*seen.new, *seen.same)] + [change.after.id for change in seen.changed]
    assert sorted(news) == sorted(line.id for line in later.lines)
    assert len(set(olds)) == len(olds) == len(before.lines) - len(seen.same)
    assert all(
        c.was_quantity or c.was_size or c.was_base is not None or c.added or c.dropped for c in seen.changed
    )


@given(runs, runs)
def test_what_is_new_one_way_is_gone_the_other(one: list[Edit], other: list[Edit]) -> None:
    there, back = bill(after(MENU, one)), bill(after(MENU, other))
    forth, again = differences(there, back), differences(back, there)
    assert len(forth.new) == len(again.gone)
    assert len(forth.same) == len(again.same)
    assert differences(there, there).nothing


def order(
    number: int,
    status: Status = "placed",
    call_id: str = "c1",
    *,
    placed: float = 0,
    moved: float | None = None,
) -> Order:
    """Placed and last moved so many minutes after six."""
    at = SIX + timedelta(minutes=placed)
    last = SIX + timedelta(minutes=placed if moved is None else moved)
    cart = bill(cart_of(MENU, wish()))
    return Order(number, status, at, at, call_id, "Kim", KIM, Pickup(20), cart, "", last)


GONE = order(1, "cancelled", moved=3)


def test_what_is_ordered_after_a_cancellation_in_the_same_call_stands_in_for_it() -> None:
    assert replaces(order(2, placed=4), [GONE]) == GONE
    assert replaces(order(2, placed=4), [order(2, placed=4), GONE]) == GONE


@pytest.mark.parametrize(
    ("later", "old"),
    [
        (order(2, placed=1), GONE),  # ordered besides, before the first was cancelled
        (order(2, placed=4), order(1, "baking", moved=3)),
        (replace(order(2, call_id="c2", placed=4), customer_phone="+46701740606"), GONE),
        (order(2, call_id="c2", placed=30), GONE),
        (replace(order(2, call_id="c2", placed=4), customer_phone=""), replace(GONE, customer_phone="")),
    ],
)
def test_what_was_ordered_besides_stands_in_for_nothing(later: Order, old: Order) -> None:
    assert replaces(later, [old]) is None


def test_who_calls_again_shortly_after_to_change_it_has_changed_it() -> None:
    assert replaces(order(2, call_id="c2", placed=10), [GONE]) == GONE


def test_of_two_orders_after_one_cancellation_only_the_first_stands_in_for_it() -> None:
    first, second = order(2, placed=4), order(3, placed=5)
    assert replaces(second, [GONE, first]) is None
    assert replaces(first, [GONE, second]) == GONE


def test_an_order_changed_twice_stands_in_for_the_last_one() -> None:
    again = order(2, "cancelled", placed=4, moved=6)
    assert replaces(order(3, placed=7), [GONE, again]) == again
    assert replaces(again, [GONE, order(3, placed=7)]) == GONE


def test_of_two_that_were_cancelled_the_newer_is_stood_in_for() -> None:
    newer = order(2, "cancelled", placed=1, moved=2)
    assert replaces(order(3, placed=4), [newer, GONE]) == newer
