"""The contract's JSON: cart, order and events as plain values, in one place for every face.

Money is an int in minor units beside `currency`; times are ISO 8601 in UTC.
"""

from datetime import UTC, datetime
from typing import assert_never

from pizzeria.ordering.cart import Address, Cart, Delivery, Fulfilment, Pickup
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.messages import Message
from pizzeria.ordering.order import Bill, Order, PricedLine

Json = dict[str, object]


def time_json(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def address_json(address: Address) -> Json:
    return {
        "street": address.street,
        "postal_code": address.postal_code,
        "city": address.city,
        "note": address.note,
    }


def fulfilment_json(fulfilment: Fulfilment | None) -> Json | None:
    match fulfilment:
        case None:
            return None
        case Pickup(minutes):
            return {"kind": "pickup", "address": None, "minutes": minutes}
        case Delivery(address, _, _, minutes):
            return {"kind": "delivery", "address": address_json(address), "minutes": minutes}
        case _:
            assert_never(fulfilment)


def line_json(line: PricedLine) -> Json:
    return {
        "id": line.id,
        "item": line.item,
        "name": line.name,
        "size": line.size,
        "size_name": line.size_name,
        "base": line.base,
        "base_name": line.base_name,
        "second_half": line.second_half,
        "quantity": line.quantity,
        "toppings": [{"topping": c.topping, "half": c.half, "amount": c.amount} for c in line.choices],
        "removed": list(line.removed),
        "changes": list(line.changes),
        "unit_price": line.unit_price,
        "total": line.total,
    }


def bill_json(bill: Bill) -> Json:
    return {
        "lines": [line_json(line) for line in bill.lines],
        "subtotal": bill.subtotal,
        "deals": list(bill.deals),
        "discount": bill.discount,
        "delivery_fee": bill.delivery_fee,
        "total": bill.total,
        "vat": bill.vat,
        "currency": bill.currency,
    }


def cart_json(cart: Cart, bill: Bill) -> Json:
    kept = {"revision": cart.revision, "next_line": cart.next_line}
    return {**kept, "fulfilment": fulfilment_json(cart.fulfilment), **bill_json(bill)}


def order_json(order: Order) -> Json:
    return {
        "number": order.number,
        "status": order.status,
        "placed_at": time_json(order.placed_at),
        "ready_at": time_json(order.ready_at),
        "moved_at": time_json(order.moved_at),
        "to_acknowledge": order.to_acknowledge,
        "call_id": order.call_id,
        "customer": {"name": order.customer_name, "phone": order.customer_phone},
        "fulfilment": fulfilment_json(order.fulfilment),
        "note": order.note,
        "language": order.language,
        "messages": [_message_json(message) for message in order.messages],
        "replies": [{"words": reply.words, "at": time_json(reply.at)} for reply in order.replies],
        **bill_json(order.bill),
    }


def _message_json(message: Message) -> Json:
    return {
        "letter": message.letter,
        "kind": message.kind,
        "state": message.state,
        "at": time_json(message.at),
        "why": message.why,
    }


def kitchen_json(kitchen: Kitchen) -> Json:
    return {"taking_orders": kitchen.taking_orders, "behind_minutes": kitchen.behind_minutes}
