"""A scenario of a recorded call: its tape, and what the house's rows say must come of it again.

The house of a scenario has an empty database: its orders are numbered from 1, the caller's earlier ones
first, and the tape is numbered so too. What the kitchen had sold out when the phone rang, and how late it
was, stands on the tape.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path

import orjson

from pizzeria.errors import TapeError
from pizzeria.ordering.cart import Delivery
from pizzeria.ordering.order import Order, PricedLine
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.taped.on_tape import caller, dialect, renumbered, slowest_answer, tools_used
from pizzeria.replay.written.scenario import FILE, TAPE
from pizzeria.replay.written.toml_text import toml_table, toml_value
from pizzeria.sound import PCM
from pizzeria.store.records import CallDetail
from pizzeria.tape.lines import Tape

TOLERANCE_MS = 500
"""by so much at least a house in the world may have been later: tools, dialling, a busy machine"""
_STREET = "Storgatan 1"
"""where earlier orders went is nobody's business"""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the database has about the call."""

    call: CallDetail
    orders: Sequence[Order]
    """placed in it, oldest first"""
    earlier: Sequence[Order]
    """the caller's others, oldest first"""


def make_scenario(folder: Path, tape: Tape, rows: Rows | None) -> None:
    """Writes the folder. Raises TapeError when it is there already."""
    if folder.exists():
        raise TapeError(f"{folder} is there already: choose another name, or remove it first")
    numbers = _numbers(tape, rows)
    folder.mkdir(parents=True)
    with (folder / TAPE).open("wb") as file:
        file.writelines(_tape(tape, numbers))
    (folder / FILE).write_text(_scenario(tape, rows, numbers), encoding="utf-8")


def _numbers(tape: Tape, rows: Rows | None) -> dict[int, int]:
    """What each order is numbered in the scenario's house."""
    if rows:
        known = [order.number for order in (*rows.earlier, *rows.orders)]
    else:
        placed = [tool for tool in tools_used(tape) if tool.name == "place_order"]
        known = list(dict.fromkeys(order["number"] for tool in placed for order in tool.orders))
    return {number: new for new, number in enumerate(known, 1)}


def _tape(tape: Tape, numbers: dict[int, int]) -> Iterator[bytes]:
    """Line by line: this may be done beside live calls, and a tape kept in full is long."""
    with tape.path.open("rb") as file:
        yield orjson.dumps({**orjson.loads(file.readline()), "tolerance_ms": _tolerance_ms(tape)}) + b"\n"
        for line in file:
            yield orjson.dumps(renumbered(orjson.loads(line), numbers)) + b"\n"


def _tolerance_ms(tape: Tape) -> int:
    """What the slowest tool took, twice: others may have waited behind it."""
    return max(TOLERANCE_MS, ceil(2_000 * slowest_answer(tape)))


def _scenario(tape: Tape, rows: Rows | None, numbers: dict[int, int]) -> str:
    started = tape.started_at
    title = f"A recorded call of {started:%Y-%m-%d %H:%M} UTC"
    parts = [f"title = {toml_value(title)}\nclock = {started.isoformat()}\n"]
    model = {"dialect": dialect(tape), "sound": tape.sound.name}
    if others := {name: value for name, value in model.items() if value not in ("ga", PCM.name)}:
        parts.append(toml_table("model", others))
    if tape.house:
        parts.append(toml_table("house", tape.house))
    for order in rows.earlier if rows else ():
        parts.append(toml_table("[earlier]", _earlier(order, tape)))
    parts.append(toml_table("expect", _expected(tape, rows, numbers)))
    return "\n".join(parts)


def _expected(tape: Tape, rows: Rows | None, numbers: dict[int, int]) -> Json:
    if rows is None:
        tools = [_tool(tool.name, tool.answer.get("code")) for tool in tools_used(tape)]
        return {"tools": tools}
    return {
        "orders": [_order(order, numbers[order.number]) for order in rows.orders],
        "end_reason": rows.call.call.end_reason,
        "tools": [_tool(used.tool, used.code) for used in rows.call.tools],
    }


def _tool(name: str, code: str | None) -> Json:
    return {"tool": name, "ok": code is None, **({"code": code} if code else {})}


def _order(order: Order, number: int) -> Json:
    kind = "delivery" if isinstance(order.fulfilment, Delivery) else "pickup"
    lines = [{"item": line.item, "size": line.size, "quantity": line.quantity} for line in order.bill.lines]
    return {"number": number, "total": order.bill.total, "fulfilment": {"kind": kind}, "lines": lines}


def _earlier(order: Order, tape: Tape) -> Json:
    table: Json = {
        "minutes_ago": _minutes(order.placed_at, tape.started_at),
        "status": _status_then(order, tape),
        "number": caller(tape),
        "lines": [_line(line) for line in order.bill.lines],
    }
    if isinstance(order.fulfilment, Delivery):
        table["delivery"] = {"street": _STREET, "postal_code": order.fulfilment.address.postal_code}
    return table


def _minutes(then: datetime, now: datetime) -> float:
    return round((now - then).total_seconds() / 60, 6)


def _status_then(order: Order, tape: Tape) -> str:
    """As the call heard of it, for the kitchen may have gone on since."""
    for tool in tools_used(tape):
        for told in tool.orders:
            if told.get("number") == order.number:
                return "placed" if tool.name == "cancel_order" else str(told.get("status", order.status))
    return order.status


def _line(line: PricedLine) -> Json:
    toppings = [{"topping": c.topping, "half": c.half, "amount": c.amount} for c in line.choices]
    table = {
        "item": line.item,
        "size": line.size,
        "quantity": line.quantity,
        "base": line.base,
        "second_half": line.second_half,
        "toppings": toppings,
        "removed": list(line.removed),
    }
    return {name: value for name, value in table.items() if value}
