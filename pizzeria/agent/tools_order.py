"""The tools that turn the cart into an order: read it back, place it.

An order is known by its call and the cart's revision: placing the same revision again answers the same order.
"""

from dataclasses import replace
from datetime import timedelta

from pizzeria.agent.answers import Answer
from pizzeria.agent.opening import refuse_unless_taking_orders, when
from pizzeria.agent.parameters import CustomerName, Language, Revision
from pizzeria.agent.ticket import (
    cart_facts,
    missing_to_minimum,
    next_step,
    refuse_what_sold_out,
)
from pizzeria.agent.visit import Review, Visit
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json, time_json
from pizzeria.ordering.cart import Cart, Delivery, Fulfilment
from pizzeria.ordering.money import spoken_money
from pizzeria.ordering.order import Draft, Order, PricedLine

PLACED = (
    "Tell the caller the order's number and when it is ready. Ask whether there is anything else; if not, "
    "say goodbye and call end_call."
)


async def review_order(visit: Visit) -> Answer:
    """The whole order as it must be read back before it is placed. Call it when the caller wants nothing
    more, read everything back with the total, and ask whether it is right.
    """
    _refuse_what_cannot_be_made(visit)
    revision = visit.cart.revision
    visit.reviews[revision] = Review(visit.answers, visit.kitchen.behind_minutes)
    bill = visit.bill
    facts: Json = {
        "revision": revision,
        "read_back": [aloud(line) for line in bill.lines],
        "total": bill.total,
        "total_text": visit.money(bill.total),
        "total_spoken": spoken_money(bill.total, bill.currency, visit.language),
        "cart": cart_facts(visit),
    }
    if visit.cart.fulfilment is None:
        return Answer(facts, "Ask whether it is pickup or delivery. Then call review_order again.")
    if isinstance(visit.cart.fulfilment, Delivery) and missing_to_minimum(visit, visit.cart.fulfilment):
        return Answer(facts, next_step(visit))
    ask = "Read the order, how it gets to the caller and the total back, and ask whether it is right."
    then = f"After a clear yes, and with the caller's name, call place_order({revision})."
    return Answer(facts, f"{ask} {then} If you are broken off, call review_order again.")


async def place_order(
    visit: Visit, name: CustomerName, revision: Revision, language: Language | None = None
) -> Answer:
    """Send the order to the kitchen, after it was read back and the caller has said yes. Then tell the caller
    the number and the time.
    """
    visit.language = language or visit.language
    draft = visit.placed.get(revision) or _draft(visit, name, revision)
    order = await visit.store.place_order(draft)
    if order.status == "cancelled":
        raise Refused("cancelled", f"Order {order.number} was cancelled. Let me take it anew.")
    if revision not in visit.placed:
        visit.placed[revision] = draft
        visit.order_numbers.append(order.number)
    if visit.cart.revision == revision:
        await visit.keep(Cart(revision=revision + 1, next_line=visit.cart.next_line))
    return Answer({"order": order_facts(visit, order)}, f"{_longer_than_told(visit, draft)}{PLACED}")


def aloud(line: PricedLine) -> str:
    """One line in few words: "2 Capricciosa, familj, Glutenfri botten, - skinka"."""
    return ", ".join(
        [f"{line.quantity} {line.name}", line.size_name, *filter(None, [line.base_name]), *line.changes]
    )


def order_facts(visit: Visit, order: Order) -> Json:
    """An order as its own customer may hear it."""
    timezone = visit.house.hours.timezone
    return {
        "number": order.number,
        "status": order.status,
        "lines": [aloud(line) for line in order.bill.lines],
        "total": order.bill.total,
        "total_text": visit.money(order.bill.total),
        "fulfilment": "delivery" if isinstance(order.fulfilment, Delivery) else "pickup",
        "placed_at": time_json(order.placed_at),
        "ready_at": time_json(order.ready_at),
        "ready_text": when(order.ready_at, visit.now(), timezone),
    }


def _longer_than_told(visit: Visit, draft: Draft) -> str:
    """The yes was given to another time, when the kitchen had fallen behind since the read-back."""
    told = draft.fulfilment.minutes + visit.reviews[draft.revision].behind_minutes
    longer = round((draft.ready_at - draft.placed_at).total_seconds() / 60) - told
    if longer <= 0:
        return ""
    return f"The kitchen has fallen behind: say first that it takes {longer} minutes longer than you said. "


def _draft(visit: Visit, name: str, revision: int) -> Draft:
    """What is to be placed. Raises Refused with the first reason against it."""
    _refuse_what_cannot_be_made(visit)
    _refuse_unless_agreed(visit, revision)
    fulfilment = _decided(visit)
    if not name:
        raise Refused("name_needed", "What name may I put on the order?")
    placed_at = visit.now()
    return Draft(
        call_id=visit.call_id,
        revision=revision,
        customer_name=name,
        customer_phone=visit.caller,
        fulfilment=fulfilment,
        bill=visit.bill,
        note="",
        placed_at=placed_at,
        ready_at=placed_at + timedelta(minutes=visit.kitchen.takes(fulfilment.minutes)),
        language=visit.language,
    )


def _refuse_what_cannot_be_made(visit: Visit) -> None:
    if not visit.cart.lines:
        raise Refused("empty_cart", "There is nothing in the order yet. What would you like?")
    refuse_unless_taking_orders(visit)
    refuse_what_sold_out(visit)


def _refuse_unless_agreed(visit: Visit, revision: int) -> None:
    """The caller must have heard this very order out before they spoke. A read-back that was broken off has
    to be heard anew, from here on.
    """
    now: Json = {"revision": visit.cart.revision}
    if revision not in visit.reviews:
        hint = "Call review_order and read the order back first."
        raise Refused("not_reviewed", "Let me read the order back to you first.", hint=hint, **now)
    if revision != visit.cart.revision:
        hint = "The cart has changed since it was read back. Call review_order again."
        raise Refused(
            "changed_since_review", "The order has changed: let me read it back again.", hint=hint, **now
        )
    if not visit.heard(visit.reviews[revision]):
        visit.reviews[revision] = replace(visit.reviews[revision], answers=visit.answers)
        hint = "Read the order back, and wait for the caller's yes."
        raise Refused("not_confirmed", "Is the order right as I read it?", hint=hint, **now)


def _decided(visit: Visit) -> Fulfilment:
    fulfilment = visit.cart.fulfilment
    if fulfilment is None:
        raise Refused("no_fulfilment", "Would you like to pick it up, or shall we deliver it?")
    if isinstance(fulfilment, Delivery) and (missing := missing_to_minimum(visit, fulfilment)):
        say = f"For delivery to that address {visit.money(missing)} more is needed. What may I add?"
        raise Refused("below_minimum", say, missing=missing, minimum=fulfilment.minimum)
    return fulfilment
