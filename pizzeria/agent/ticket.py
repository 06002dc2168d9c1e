"""What stands in the cart, as every answer shows it, and what is still to be done before it can be placed."""

from pizzeria.agent.opening import OFFER_STAFF, is_open_for_orders
from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json, address_json
from pizzeria.ordering.cart import Delivery, Line, Pickup
from pizzeria.ordering.order import Bill, PricedLine
from pizzeria.ordering.toppings import halves, spoken_name


def cart_facts(visit: Visit) -> Json:
    """The cart with every price in minor units and in words."""
    bill = visit.bill
    return {
        "revision": visit.cart.revision,
        "lines": [line_facts(visit, line) for line in bill.lines],
        **bill_facts(visit, bill),
        "fulfilment": fulfilment_facts(visit),
    }


def line_facts(visit: Visit, line: PricedLine) -> Json:
    """One line; what is ordinary about it is left out."""
    facts: Json = {
        "id": line.id,
        "item": line.item,
        "second_half": line.second_half,
        "name": line.name,
        "size": line.size,
        "size_name": line.size_name,
        "base_name": line.base_name,
        "changes": list(line.changes),
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "total": line.total,
        "total_text": visit.money(line.total),
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [])}


def bill_facts(visit: Visit, bill: Bill) -> Json:
    facts: Json = {"total": bill.total, "total_text": visit.money(bill.total), "currency": bill.currency}
    if bill.discount:
        facts |= {"discount": bill.discount, "discount_text": visit.money(bill.discount)}
        facts |= {"deals": list(dict.fromkeys(bill.deals))}
    if bill.delivery_fee:
        facts |= {"delivery_fee": bill.delivery_fee, "delivery_fee_text": visit.money(bill.delivery_fee)}
    return facts


def fulfilment_facts(visit: Visit) -> Json | None:
    match visit.cart.fulfilment:
        case None:
            return None
        case Pickup(minutes):
            return {"kind": "pickup", "minutes": visit.kitchen.takes(minutes)}
        case Delivery() as delivery:
            return delivery_facts(visit, delivery)


def delivery_facts(visit: Visit, delivery: Delivery) -> Json:
    return {
        "kind": "delivery",
        "address": address_json(delivery.address),
        "fee": delivery.fee,
        "fee_text": visit.money(delivery.fee),
        "minimum": delivery.minimum,
        "minimum_text": visit.money(delivery.minimum),
        "minutes": visit.kitchen.takes(delivery.minutes),
    }


def missing_to_minimum(visit: Visit, delivery: Delivery) -> int:
    """Minor units that the goods, after discount, lack for this delivery; 0 when they suffice."""
    bill = visit.bill
    return max(0, delivery.minimum - (bill.subtotal - bill.discount))


def sold_out_names(visit: Visit) -> list[str]:
    """What is in the cart and cannot be made any more, as ordered."""
    gone = [line for line in visit.cart.lines if not _can_be_made(visit, line)]
    named = [spoken_name(visit.menu, item.names) for line in gone for item in halves(visit.menu, line)]
    return list(dict.fromkeys(named))


def refuse_what_sold_out(visit: Visit) -> None:
    """Raises Refused("sold_out") that names the lines which cannot be made any more."""
    gone = [line for line in visit.cart.lines if not _can_be_made(visit, line)]
    if gone:
        what = ", ".join(sold_out_names(visit))
        say = f"I am sorry, {what} cannot be made as ordered: something has sold out."
        raise Refused(
            "sold_out", say, lines=[{"id": line.id, "sold_out": _missing(visit, line)} for line in gone]
        )


def next_step(visit: Visit) -> str:
    """What the model should do now, from what the order still lacks."""
    if not is_open_for_orders(visit):
        return "The kitchen takes no orders now: say when it opens, and that nothing can be placed before."
    if not visit.kitchen.taking_orders:
        return f"The kitchen takes no orders just now, nothing can be placed: say so. {OFFER_STAFF}"
    if not visit.cart.lines:
        return "Ask what they would like."
    match visit.cart.fulfilment:
        case None:
            return "Ask whether there is anything else, and if not, whether it is pickup or delivery."
        case Delivery() as delivery if missing_to_minimum(visit, delivery):
            short = visit.money(missing_to_minimum(visit, delivery))
            return f"Say that {short} more is needed for delivery to that address, and ask what to add."
        case _:
            return "Ask whether there is anything else. When there is not, call review_order."


def _can_be_made(visit: Visit, line: Line) -> bool:
    return not _missing(visit, line)


def _missing(visit: Visit, line: Line) -> list[str]:
    """Ids of the items and toppings of a line that have sold out; what was left out does not matter."""
    items = halves(visit.menu, line)
    toppings = [t for item in items for t in item.toppings if t not in line.removed]
    toppings += [choice.topping for choice in line.choices]
    gone = [item.id for item in items if item.id in visit.sold_out.items]
    return list(dict.fromkeys([*gone, *(t for t in toppings if t in visit.sold_out.toppings)]))
