"""A call as the contract's JSON, in the log and alone."""

from dataclasses import asdict

from pizzeria.ordering.as_json import Json, time_json
from pizzeria.ordering.event_json import event_json, tool_json
from pizzeria.store.records import CallDetail, CallRow, HandOver
from pizzeria.web.day import percentile


def call_json(call: CallRow) -> Json:
    return {
        "call_id": call.call_id,
        "from_number": call.from_number,
        "to_number": call.to_number,
        "status": call.status,
        "started_at": time_json(call.started_at),
        "ended_at": time_json(call.ended_at) if call.ended_at else None,
        "duration_seconds": call.duration_seconds,
        "end_reason": call.end_reason,
        "order_number": call.order_number,
        "flags": list(call.flags),
        "mood": call.mood,
    }


def detail_json(detail: CallDetail) -> Json:
    """The call with its words, its tools, its times in milliseconds, its tokens and what they cost."""
    turns = sorted(detail.turns_ms)
    return {
        **call_json(detail.call),
        "messages": [event_json(message) for message in detail.messages],
        "tool_calls": [tool_json(used) for used in detail.tools],
        "answer_ms": detail.answer_ms,
        "turns_ms": list(detail.turns_ms),
        "turn_median_ms": percentile(turns, 50),
        "turn_p95_ms": percentile(turns, 95),
        "usage": asdict(detail.usage),
        "cost_microdollars": detail.cost_microdollars,
        "handed_over": _handed_over(detail.hand_over),
        "losses": [
            {"at": time_json(loss.at), "why": loss.why, "back_ms": loss.back_ms} for loss in detail.losses
        ],
        "closed": event_json(detail.closed) if detail.closed else None,
    }


def _handed_over(hand_over: HandOver | None) -> Json | None:
    if hand_over is None:
        return None
    return {"state": hand_over.state, "reason": hand_over.reason, "at": time_json(hand_over.at)}
