"""The facts, collected: rows, events, messages and tools from the store, frames from both doubles."""

from collections.abc import Sequence
from typing import Any

import orjson

from pizzeria.ordering.as_json import order_json
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.stage.stage import Stage
from pizzeria.replay.verdicts.facts import Facts, Wires
from pizzeria.replay.written.scenario import plain


def wires(call_id: str, phone: Phone, ended: Reason, heard_ms: int, lines: Sequence[ModelLine]) -> Wires:
    """`heard_ms` as it was when the call ended; `lines` of the model, one after the other."""
    received = [event for line in lines for event in line.received]
    frames = {
        "ended": ended,
        "interrupts": len(phone.cuts),
        "truncations": [{"ms": each.audio_end_ms} for line in lines for each in line.truncations],
        "responses": sum(event.get("type") == "response.create" for event in received),
        "heard_ms": heard_ms,
        "muted": phone.muted_frames,
    }
    complaints = [f"the phone: {fault}" for fault in phone.faults]
    complaints += [f"the model: {fault}" for line in lines for fault in line.faults]
    names = {str(message.get("t")) for _, message in phone.received}
    names |= {str(event.get("type")) for event in received}
    return Wires(call_id, frames, tuple(complaints), frozenset(names))


async def collect(stage: Stage, crossed: list[Wires]) -> Facts:
    store = stage.pizzeria.store
    entries = await store.journal.after(stage.began_after, 100_000)
    orders = [plain(order_json(order)) for order in reversed(await store.orders(limit=10_000))]
    earlier = len(stage.scenario.earlier)
    document = {
        "orders": orders[earlier:],
        "earlier": orders[:earlier],
        "events": [entry.name for entry in entries],
        "calls": [await _call(stage, each) for each in crossed],
    }
    names = {entry.name for entry in entries}.union(*(each.names for each in crossed))
    return Facts(document, frozenset(names), tuple(each.complaints for each in crossed))


async def _call(stage: Stage, crossed: Wires) -> Json:
    frames = {**crossed.frames, "faults": len(crossed.complaints)}
    detail = await stage.pizzeria.store.call(crossed.call_id)
    if detail is None:
        return {"messages": [], "tools": [], "turns_ms": [], "frames": frames}
    return {
        "end_reason": detail.call.end_reason,
        "messages": [_message(each.role, each.content, each.heard_ms) for each in detail.messages],
        "tools": [_tool(each.tool, each.ok, each.code, each.answer) for each in detail.tools],
        "answer_ms": detail.answer_ms,
        "turns_ms": list(detail.turns_ms),
        "frames": frames,
    }


def _message(role: str, content: str, heard_ms: int | None) -> Json:
    cut = {} if heard_ms is None else {"heard_ms": heard_ms}
    return {"role": role, "content": content, **cut}


def _tool(tool: str, ok: bool, code: str | None, answer: str) -> Json:
    told: Any = orjson.loads(answer)
    refused = {} if code is None else {"code": code}
    return {"tool": tool, "ok": ok, **refused, "answer": told}
