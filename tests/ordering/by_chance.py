"""Carts as callers make them up: wishes, choices and whole runs of edits for the property tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import assert_never

import pytest
from hypothesis import strategies as st

from pizzeria.errors import Refused
from pizzeria.ordering.cart import Address, Cart, Choice, Delivery, Fulfilment, Line, Pickup
from pizzeria.ordering.edits import (
    Change,
    Wish,
    add_line,
    change_line,
    choose_toppings,
    fulfil,
    remove_line,
)
from pizzeria.ordering.menu import Menu

PIZZAS = ("margherita", "vesuvio", "capricciosa", "hawaii", "vegetariana")
TOPPINGS = ("cheese", "ham", "mushrooms", "onion", "pineapple", "olives", "gorgonzola", "garlic")
HOME = Address("Storgatan 2", "11122", "Stockholm")


@dataclass(frozen=True)
class Add:
    wish: Wish


@dataclass(frozen=True)
class Choose:
    line: int
    add: Sequence[Choice]
    remove: Sequence[str]


@dataclass(frozen=True)
class Alter:
    line: int
    change: Change


@dataclass(frozen=True)
class Remove:
    line: int


@dataclass(frozen=True)
class Fulfil:
    fulfilment: Fulfilment | None


Edit = Add | Choose | Alter | Remove | Fulfil


def apply(cart: Cart, menu: Menu, edit: Edit) -> Cart:
    match edit:
        case Add(wish):
            return add_line(cart, menu, **wish)[0]
        case Choose(line, add, remove):
            return choose_toppings(cart, menu, line, add, remove)
        case Alter(line, change):
            return change_line(cart, menu, line, **change)
        case Remove(line):
            return remove_line(cart, line)
        case Fulfil(fulfilment):
            return fulfil(cart, fulfilment)
        case _:
            assert_never(edit)


def after(menu: Menu, edits: Sequence[Edit], cart: Cart | None = None) -> Cart:
    """The cart after these edits, the refused ones passed over."""
    cart = cart or Cart()
    for edit in edits:
        try:
            cart = apply(cart, menu, edit)
        except Refused:
            continue
    return cart


def wish(
    item: str = "vesuvio",
    size: str | None = "normal",
    quantity: int = 1,
    base: str | None = None,
    second_half: str | None = None,
) -> Wish:
    return {"item": item, "size": size, "quantity": quantity, "base": base, "second_half": second_half}


def cart_of(menu: Menu, *wishes: Wish) -> Cart:
    cart = Cart()
    for each in wishes:
        cart, _ = add_line(cart, menu, **each)
    return cart


def pizza(menu: Menu, wished: Wish, *choices: Choice, remove: Sequence[str] = ()) -> Line:
    """The only line of a cart with that pizza and those choices."""
    return choose_toppings(cart_of(menu, wished), menu, 1, choices, remove).lines[0]


def refused(edit: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        edit()
    return caught.value


choices = st.builds(
    Choice,
    st.sampled_from(TOPPINGS),
    st.sampled_from(("whole", "left", "right")),
    st.sampled_from(("normal", "light", "extra")),
)

pizza_wishes = st.builds(
    wish,
    item=st.sampled_from(PIZZAS),
    size=st.just("normal"),
    quantity=st.integers(1, 3),
    base=st.sampled_from((None, "gluten_free")),
    second_half=st.sampled_from((None, *PIZZAS)),
)

drink_wishes = st.builds(
    wish, item=st.just("cola"), size=st.sampled_from(("can", "bottle")), quantity=st.integers(1, 3)
)

family_wishes = st.builds(wish, item=st.sampled_from(PIZZAS), size=st.just("family"))

good_wishes = pizza_wishes | family_wishes | drink_wishes

any_wishes = st.builds(
    wish,
    item=st.sampled_from((*PIZZAS, "cola", "pizza_salad", "lasagne")),
    size=st.sampled_from((None, "normal", "family", "can", "bottle")),
    quantity=st.integers(-1, 6),
    base=st.sampled_from((None, None, "gluten_free", "rye")),
    second_half=st.sampled_from((None, None, *PIZZAS, "cola")),
)

_lines = st.integers(1, 4)
_changes: st.SearchStrategy[Change] = st.fixed_dictionaries(
    {},
    optional={
        "size": st.sampled_from((None, "normal", "family", "can")),
        "quantity": st.integers(0, 6),
        "base": st.sampled_from((None, "gluten_free", "rye")),
    },
).map(lambda change: Change(**change))  # type: ignore[typeddict-item]

edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Add, good_wishes | any_wishes),
    st.builds(
        Choose,
        _lines,
        st.lists(choices, max_size=3),
        st.lists(st.sampled_from(TOPPINGS), max_size=2),
    ),
    st.builds(Alter, _lines, _changes),
    st.builds(Remove, _lines),
    st.builds(Fulfil, st.sampled_from((None, Pickup(20), Delivery(HOME, 4900, 20000, 40)))),
)

runs = st.lists(edits, max_size=15)
