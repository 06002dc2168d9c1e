"""Events as the contract's JSON: the data objects of the stream, and what the journal keeps. Pure."""

from typing import assert_never

from pizzeria.ordering.as_json import Json, cart_json, kitchen_json, order_json, time_json
from pizzeria.ordering.door_events import CallsRefused, DoorEvent, HouseClosing
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
    DraftDropped,
    HandedOver,
    LineEvent,
    ModelBack,
    ModelLost,
    PhoneConnected,
)


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
        case CalledBack() | CallFlagged() | HandedOver() | CallClosed():
            return on_the_line_json(event)
        case DraftDropped() | PhoneConnected() | ModelLost() | ModelBack():
            return on_the_line_json(event)
        case MenuChanged(kind, id_, available):
            return {"kind": kind, "id": id_, "available": available}
        case KitchenChanged(taking_orders, behind_minutes):
            return kitchen_json(Kitchen(behind_minutes, taking_orders))
        case CallEnded():
            return ending_json(event)
        case HouseClosing() | CallsRefused():
            return at_the_door_json(event)
        case _:
            assert_never(event)


def on_the_line_json(event: LineEvent | ModelLost | ModelBack) -> Json:
    match event:
        case HandedOver(call_id, state, reason, at):
            return {"call_id": call_id, "state": state, "reason": reason, "at": time_json(at)}
        case CalledBack(call_id, id_, purpose, became, why):
            return {"call_id": call_id, "id": id_, "purpose": purpose, "state": became, "why": why}
        case CallFlagged(call_id, signs):
            return {"call_id": call_id, **signs_json(signs)}
        case ModelLost(call_id, why, at):
            return {"call_id": call_id, "why": why, "at": time_json(at)}
        case ModelBack(call_id, after_ms, at):
            return {"call_id": call_id, "after_ms": after_ms, "at": time_json(at)}
        case CallClosed(call_id, closed, seconds):
            return {"call_id": call_id, "state": closed, "duration_seconds": seconds}
        case PhoneConnected(call_id) | DraftDropped(call_id):
            return {"call_id": call_id}
        case _:
            assert_never(event)


def at_the_door_json(event: DoorEvent) -> Json:
    match event:
        case HouseClosing(calls, until):
            return {"calls": calls, "until": time_json(until)}
        case CallsRefused(why, count, numbers):
            return {"why": why, "count": count, "numbers": list(numbers)}
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
