"""The tools that fill the cart: add, change, remove, choose toppings."""

from pizzeria.agent.answers import Answer
from pizzeria.agent.parameters import (
    Additions,
    BaseId,
    ItemId,
    LineId,
    Quantity,
    Removals,
    SecondHalf,
    SizeId,
)
from pizzeria.agent.ticket import cart_facts, next_step
from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering import edits
from pizzeria.ordering.cart import Cart, Choice


async def add_item(  # noqa: PLR0913 - the parameters are the contract's
    visit: Visit,
    *,
    item: ItemId,
    size: SizeId | None = None,
    quantity: Quantity = 1,
    base: BaseId | None = None,
    second_half: SecondHalf | None = None,
) -> Answer:
    """Put something from the menu into the cart. Call it as soon as the caller has named it. Things that are
    made differently (one without onion, one with) are lines of their own.
    """
    cart, line = edits.add_line(
        visit.cart, visit.menu, item=item, size=size, quantity=quantity, base=base, second_half=second_half
    )
    return await _kept(visit, cart, line.id)


async def choose_toppings(
    visit: Visit, line: LineId, add: Additions | None = None, remove: Removals | None = None
) -> Answer:
    """Add toppings to a line, ask for less or more of one, or leave toppings out. It applies to every piece
    of the line.
    """
    if not add and not remove:
        raise Refused(
            "missing_argument", "What would you like to add or leave out?", missing=["add", "remove"]
        )
    choices = [Choice(wanted.topping, wanted.half, wanted.amount) for wanted in add or ()]
    return await _kept(
        visit, edits.choose_toppings(visit.cart, visit.menu, line, choices, remove or ()), line
    )


async def change_item(
    visit: Visit,
    line: LineId,
    size: SizeId | None = None,
    quantity: Quantity | None = None,
    base: BaseId | None = None,
) -> Answer:
    """Change the size, the number or the base of a line. `quantity` is the new number, not how many more."""
    if size is None and quantity is None and base is None:
        missing = ["size", "quantity", "base"]
        raise Refused("missing_argument", "What would you like to change about it?", missing=missing)
    cart = edits.change_line(visit.cart, visit.menu, line, size=size, quantity=quantity, base=base)
    return await _kept(visit, cart, line)


async def remove_item(visit: Visit, line: LineId) -> Answer:
    """Take a whole line out of the cart."""
    return await _kept(visit, edits.remove_line(visit.cart, line), None)


async def _kept(visit: Visit, cart: Cart, line: int | None) -> Answer:
    await visit.keep(cart)
    return Answer({"line": line, "cart": cart_facts(visit)}, next_step(visit))
