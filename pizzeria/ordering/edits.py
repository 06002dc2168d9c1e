"""The edits of a cart: add, change, remove, choose toppings, decide how it gets to the caller.

Every edit that succeeds answers a new cart with the next revision; a refused one raises and changes nothing.
Refused codes: unknown_item unknown_topping unknown_line unknown_size unknown_base sold_out size_needed
not_in_size (the topping is not sold for that size) quantity_out_of_range too_many_lines too_many_units
too_many_toppings no_halves not_customisable not_on_it. In `details` the id that was wrong stands under its
own word (item, topping, line, base, size), the ids to choose from under the plural, a cap under `maximum`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from pizzeria.errors import Refused
from pizzeria.ordering.cart import Cart, Choice, Fulfilment, Line
from pizzeria.ordering.menu import Item, Menu
from pizzeria.ordering.toppings import (
    check_topping_size,
    halves,
    spoken_name,
    with_topping,
    without_topping,
)


class Wish(TypedDict):
    """What a new line is to be. Without a size the only one is taken; without a base the ordinary one."""

    item: str
    size: str | None
    quantity: int
    base: str | None
    second_half: str | None


class Change(TypedDict, total=False):
    """What is to be different about a line; what is left out or None stays as it is."""

    size: str | None
    quantity: int | None
    base: str | None


def add_line(cart: Cart, menu: Menu, **wish: Unpack[Wish]) -> tuple[Cart, Line]:
    """A new line at the end. Checks in this order: exists, halves, available, size, base, caps.

    Two equal halves are one whole pizza. Equal lines are not merged.
    """
    left, right = _item(menu, wish["item"]), _item(menu, wish["second_half"] or wish["item"])
    _check_halves(menu, left, right)
    _check_available(menu, left, right)
    line = Line(
        id=cart.next_line,
        item=left.id,
        size=_size(menu, left, right, wish["size"]),
        base=_base(menu, left, wish["base"]),
        quantity=wish["quantity"],
        second_half=None if left == right else right.id,
    )
    lines = (*cart.lines, line)
    _check_caps(menu, lines, line.quantity)
    return replace(_edited(cart, lines), next_line=cart.next_line + 1), line


def choose_toppings(
    cart: Cart, menu: Menu, line_id: int, add: Sequence[Choice], remove: Sequence[str]
) -> Cart:
    """What is taken off first, then what is added. Every choice on a line counts towards its cap."""
    line = _line(cart, line_id)
    _check_customisable(menu, halves(menu, line)[0])
    for topping in remove:
        line = without_topping(menu, line, topping)
    for choice in add:
        line = with_topping(menu, line, choice)
    if len(line.choices) > menu.rules.max_added:
        maximum = menu.rules.max_added
        say = f"We can put at most {maximum} extra toppings on one pizza."
        raise Refused("too_many_toppings", say, line=line_id, maximum=maximum)
    return _edited(cart, _with_line(cart, line))


def change_line(cart: Cart, menu: Menu, line_id: int, **change: Unpack[Change]) -> Cart:
    """Another size, number or base. More of what has sold out since is refused."""
    old = _line(cart, line_id)
    size, quantity, base = (change.get("size"), change.get("quantity"), change.get("base"))
    left, right = halves(menu, old)
    if quantity is not None and quantity > old.quantity:
        _check_available(menu, left, right)
    line = replace(
        old,
        size=_size(menu, left, right, size or old.size),
        quantity=old.quantity if quantity is None else quantity,
        base=_base(menu, left, base or old.base),
    )
    for choice in line.choices:
        check_topping_size(menu, line, choice)
    lines = _with_line(cart, line)
    _check_caps(menu, lines, line.quantity)
    return _edited(cart, lines)


def remove_line(cart: Cart, line_id: int) -> Cart:
    """Without that line; its id is never used again."""
    gone = _line(cart, line_id)
    return _edited(cart, tuple(line for line in cart.lines if line is not gone))


def fulfil(cart: Cart, fulfilment: Fulfilment | None) -> Cart:
    """Pickup, delivery, or undecided again. The same once more is the same cart, revision and all."""
    if fulfilment == cart.fulfilment:
        return cart
    return replace(cart, fulfilment=fulfilment, revision=cart.revision + 1)


def _edited(cart: Cart, lines: tuple[Line, ...]) -> Cart:
    return replace(cart, lines=lines, revision=cart.revision + 1)


def _with_line(cart: Cart, line: Line) -> tuple[Line, ...]:
    return tuple(line if old.id == line.id else old for old in cart.lines)


def _line(cart: Cart, line_id: int) -> Line:
    for line in cart.lines:
        if line.id == line_id:
            return line
    ids = [line.id for line in cart.lines]
    raise Refused("unknown_line", "I cannot find that in the order.", line=line_id, lines=ids)


def _item(menu: Menu, item: str) -> Item:
    if item not in menu.item_by_id:
        raise Refused("unknown_item", "That is not on our menu.", item=item)
    return menu.item_by_id[item]


def _check_available(menu: Menu, *items: Item) -> None:
    for item in items:
        if not item.available:
            say = f"{spoken_name(menu, item.names)} is sold out."
            raise Refused("sold_out", say, item=item.id)


def _check_halves(menu: Menu, left: Item, right: Item) -> None:
    if left == right:
        return
    if not menu.rules.halves:
        raise Refused("no_halves", "We do not make half-and-half pizzas.")
    for item in (left, right):
        if not item.customisable:
            say = f"{spoken_name(menu, item.names)} cannot be half of a pizza."
            raise Refused("no_halves", say, item=item.id)


def _check_customisable(menu: Menu, item: Item) -> None:
    if not item.customisable:
        say = f"{spoken_name(menu, item.names)} comes as it is."
        raise Refused("not_customisable", say, item=item.id)


def _size(menu: Menu, left: Item, right: Item, asked: str | None) -> str:
    """The id of a size that both halves have; when none is asked for, the only one."""
    sizes = [size.id for size in left.sizes if right.size(size.id)]
    if asked in sizes or (asked is None and len(sizes) == 1):
        return asked or sizes[0]
    if not sizes:
        raise Refused("no_halves", "Those two do not come in the same size.", item=right.id)
    choice = " or ".join(spoken_name(menu, size.names) for size in left.sizes if size.id in sizes)
    name = spoken_name(menu, left.names)
    if asked is None:
        raise Refused("size_needed", f"{name}: {choice}?", item=left.id, sizes=sizes)
    raise Refused("unknown_size", f"{name} comes in {choice}.", item=left.id, size=asked, sizes=sizes)


def _base(menu: Menu, item: Item, asked: str | None) -> str:
    if not item.customisable:
        if asked:
            _check_customisable(menu, item)
        return ""
    base = asked or menu.bases[0].id
    if base not in menu.base_by_id:
        raise Refused("unknown_base", "We do not have that base.", base=base, bases=list(menu.base_by_id))
    return base


def _check_caps(menu: Menu, lines: tuple[Line, ...], quantity: int) -> None:
    rules = menu.rules
    if not 1 <= quantity <= rules.max_quantity:
        say = f"We can take from 1 to {rules.max_quantity} of the same."
        raise Refused("quantity_out_of_range", say, quantity=quantity, maximum=rules.max_quantity)
    if len(lines) > rules.max_lines:
        say = f"An order can have at most {rules.max_lines} different things."
        raise Refused("too_many_lines", say, maximum=rules.max_lines)
    if sum(line.quantity for line in lines) > rules.max_units:
        say = f"We can take at most {rules.max_units} things in one order."
        raise Refused("too_many_units", say, maximum=rules.max_units)
