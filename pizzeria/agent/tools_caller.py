"""The tools about orders already placed, the caller's own only, and about the call itself."""

from pizzeria.agent.answers import Answer
from pizzeria.agent.parameters import OrderNumber, Reason
from pizzeria.agent.tools_order import order_facts
from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering.order import Order


async def order_status(visit: Visit, number: OrderNumber | None = None) -> Answer:
    """How far the caller's own orders are: the one with that number, or the latest ones."""
    if number is not None:
        return _told(visit, [await _own(visit, number)])
    return _told(visit, await own_orders(visit))


async def cancel_order(visit: Visit, number: OrderNumber) -> Answer:
    """Cancel one of the caller's own orders while the kitchen has not begun it. Ask the caller first
    whether it is really to be cancelled. To change a placed order, cancel it and take the order again.
    """
    await _own(visit, number)
    cancelled = await visit.store.cancel_own(number, visit.caller, visit.call_id)
    return Answer(
        {"order": order_facts(visit, cancelled)}, "Say that the order is cancelled, and ask what else to do."
    )


async def transfer_to_staff(visit: Visit, reason: Reason) -> Answer:
    """Connect the caller to a human: when the caller asks for one, when you cannot help, and for what must
    not be guessed, such as a serious allergy.
    """
    await visit.store.hand_overs.want(visit.call_id, reason)
    visit.ending = "transfer"
    return Answer(
        {"reason": reason}, "Say in one sentence that you are connecting the caller to staff.", "transfer"
    )


async def end_call(visit: Visit) -> Answer:
    """Hang up, once your last words were heard. Call it when everything is said and the caller has no more
    wishes.
    """
    visit.ending = "say_goodbye"
    return Answer({}, "Say goodbye in one short sentence, unless you have already done so.", "say_goodbye")


async def own_orders(visit: Visit) -> list[Order]:
    """Newest first: this number's, and those placed in this very call by a caller who hides the number."""
    numbered = await visit.store.orders_of(visit.caller) if visit.caller else []
    known = {order.number for order in numbered}
    here = [await visit.store.order(number) for number in visit.order_numbers if number not in known]
    found = [*numbered, *(order for order in here if order is not None)]
    return sorted(found, key=lambda order: order.number, reverse=True)


async def _own(visit: Visit, number: int) -> Order:
    """Somebody else's order and one that never was are told in the same words."""
    order = await visit.store.order(number)
    if order is None or not _is_own(visit, order):
        raise Refused("unknown_order", "I cannot find an order of yours with that number.", number=number)
    return order


def _is_own(visit: Visit, order: Order) -> bool:
    by_number = bool(visit.caller) and order.customer_phone == visit.caller
    return by_number or order.call_id == visit.call_id


def _told(visit: Visit, orders: list[Order]) -> Answer:
    if not orders:
        say = (
            "Say that you find no order from this telephone number, and ask whether they would like to order."
        )
        return Answer({"orders": []}, say)
    return Answer(
        {"orders": [order_facts(visit, order) for order in orders]}, "Tell the caller how far it is."
    )
