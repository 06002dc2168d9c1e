"""The contract's JSON: cart, order and events as plain values, in one place for every face.

Money is an int in minor units beside `currency`; times are ISO 8601 in UTC.
"""

from datetime import UTC, datetime
from typing import assert_never

from pizzeria.ordering.cart import Address, Cart, Delivery, Fulfilment, Pickup
from pizzeria.ordering.events import (
    CallEnded,
    CallMessage,
    CallStarted,
    CartChanged,
    Event,
    KitchenChanged,
    MenuChanged,
    MessageChanged,
    MessageEvent,
    MessageReceived,
    OrderAcknowledged,
    OrderAdvanced,
    OrderCancelled,
    OrderPlaced,
    PostChanged,
    ToolUsed,
)
from pizzeria.ordering.flags import Signs
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.line_events import (
    CallClosed,
    CalledBack,
    CallFlagged,
    HandedOver,
    LineEvent,
    PhoneConnected,
)
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


def event_json(event: Event) -> Json:
    """The data object of one event on the stream; `call_id` is there where a call is behind it."""
    match event:
        case CallStarted():
            return call_json(event)
        case CallMessage():
            return said_json(event)
        case CartChanged(call_id, cart, bill):
            return {"call_id": call_id, "cart": cart_json(cart, bill)}
        case ToolUsed():
            return tool_json(event)
        case OrderPlaced(order) | OrderAcknowledged(order):
            return {"call_id": order.call_id, "order": order_json(order)}
        case OrderAdvanced(order, previous):
            return {"call_id": order.call_id, "previous": previous, "order": order_json(order)}
        case OrderCancelled(order, previous, by):
            told = {"call_id": order.call_id, "previous": previous, "by": by}
            return {**told, "order": order_json(order)}
        case MessageChanged() | MessageReceived() | PostChanged():
            return text_json(event)
        case CalledBack() | CallFlagged() | HandedOver() | CallClosed() | PhoneConnected():
            return on_the_line_json(event)
        case MenuChanged(kind, id_, available):
            return {"kind": kind, "id": id_, "available": available}
        case KitchenChanged(taking_orders, behind_minutes):
            return kitchen_json(Kitchen(behind_minutes, taking_orders))
        case CallEnded():
            return ending_json(event)
        case _:
            assert_never(event)


def on_the_line_json(event: LineEvent) -> Json:
    match event:
        case HandedOver(call_id, state, reason, at):
            return {"call_id": call_id, "state": state, "reason": reason, "at": time_json(at)}
        case CalledBack(call_id, id_, purpose, became, why):
            return {"call_id": call_id, "id": id_, "purpose": purpose, "state": became, "why": why}
        case CallFlagged(call_id, signs):
            return {"call_id": call_id, **signs_json(signs)}
        case CallClosed(call_id, closed, seconds):
            return {"call_id": call_id, "state": closed, "duration_seconds": seconds}
        case PhoneConnected(call_id):
            return {"call_id": call_id}
        case _:
            assert_never(event)


def call_json(started: CallStarted) -> Json:
    return {
        "call_id": started.call_id,
        "from_number": started.from_number,
        "to_number": started.to_number,
        "started_at": time_json(started.at),
    }


def said_json(said: CallMessage) -> Json:
    return {
        "call_id": said.call_id,
        "item_id": said.item_id,
        "role": said.role,
        "content": said.content,
        "created_at": time_json(said.at),
        "position": said.position,
        "heard_ms": said.heard_ms,
        "spoken_ms": said.spoken_ms,
    }


def text_json(event: MessageEvent) -> Json:
    match event:
        case MessageChanged(call_id, number, kind, state, why):
            return {"call_id": call_id, "order_number": number, "kind": kind, "state": state, "why": why}
        case MessageReceived(call_id, number, sender, words, at):
            written: Json = {"from_number": sender, "words": words, "at": time_json(at)}
            return {"call_id": call_id, "order_number": number, **written}
        case PostChanged(to, became, why):
            return {"to": to, "state": became, "why": why}
        case _:
            assert_never(event)


def tool_json(used: ToolUsed) -> Json:
    return {
        "call_id": used.call_id,
        "tool_call_id": used.tool_call_id,
        "tool": used.tool,
        "arguments": used.arguments,
        "answer": used.answer,
        "ok": used.ok,
        "code": used.code,
        "created_at": time_json(used.at),
        "milliseconds": used.milliseconds,
    }


def ending_json(ended: CallEnded) -> Json:
    return {
        "call_id": ended.call_id,
        "end_reason": ended.reason,
        "ended_at": time_json(ended.at),
        "answer_ms": ended.answer_ms,
        "turns_ms": list(ended.turns_ms),
        "cost_microdollars": ended.cost_microdollars,
    }


def signs_json(signs: Signs) -> Json:
    flags = [{"kind": flag.kind, "word": flag.word} for flag in signs.flags]
    return {"flags": flags, "mood": signs.mood, "because": list(signs.because)}


def kitchen_json(kitchen: Kitchen) -> Json:
    return {"taking_orders": kitchen.taking_orders, "behind_minutes": kitchen.behind_minutes}
