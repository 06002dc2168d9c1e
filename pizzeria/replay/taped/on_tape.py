"""What a tape tells of its call without being played: who rang, which tools were used, what they answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from pizzeria.errors import TapeError
from pizzeria.realtime_server.client_events import Dialect
from pizzeria.realtime_server.shapes import Json
from pizzeria.tape.lines import Line, Tape


@dataclass(frozen=True, slots=True)
class ToolOnTape:
    name: str
    answer: Json

    @property
    def orders(self) -> list[Json]:
        """Those that the answer tells of."""
        return [order for order in _orders(self.answer) if isinstance(order.get("number"), int)]


def caller(tape: Tape) -> str:
    """The number that stands on the tape; "" when it was hidden."""
    for line in tape.lines:
        match line.frame:
            case {"t": "hello", "from": str(number)} if number.startswith("+"):
                return number
    return ""


def dialect(tape: Tape) -> Dialect:
    """That the house configured its model in."""
    for line in tape.lines:
        match line.frame:
            case {"type": "session.update", "session": {"modalities": _}}:
                return "beta"
    return "ga"


def tools_used(tape: Tape) -> list[ToolOnTape]:
    """In the order of their answers."""
    return list(_tools(tape))


def _tools(tape: Tape) -> Iterator[ToolOnTape]:
    names: dict[str, str] = {}
    for line in tape.lines:
        match line.by, line.frame:
            case "peer", {"item": {"type": "function_call", "call_id": str(id_), "name": str(name)}}:
                names[id_] = name
            case "us", {"item": {"type": "function_call_output", "call_id": id_, "output": str(output)}}:
                yield ToolOnTape(names.get(str(id_), ""), _answer(tape, line, output))


def _answer(tape: Tape, line: Line, output: str) -> Json:
    try:
        answer = orjson.loads(output)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        raise TapeError(f"{tape.path}:{line.number}: expected a tool's answer, a JSON object")
    return answer


def _orders(answer: Json) -> list[Json]:
    match answer:
        case {"order": dict(order)}:
            return [order]
        case {"orders": list(orders)}:
            return [order for order in orders if isinstance(order, dict)]
        case _:
            return []


def slowest_answer(tape: Tape) -> float:
    """Seconds that the house took at most to answer a tool: a busy machine takes long, a stage no time."""
    called: dict[str, float] = {}
    took = [0.0]
    for line in tape.lines:
        match line.by, line.frame:
            case "peer", {"type": "response.function_call_arguments.done", "call_id": str(id_)}:
                called[id_] = line.at
            case "us", {"item": {"type": "function_call_output", "call_id": str(id_)}} if id_ in called:
                took.append(line.at - called[id_])
    return max(took)


def renumbered(value: Any, numbers: dict[int, int], key: str = "") -> Any:
    """A frame with other order numbers in what tools were given and have answered."""
    match value:
        case dict():
            return {name: renumbered(each, numbers, str(name)) for name, each in value.items()}
        case list():
            return [renumbered(each, numbers, key) for each in value]
        case str() if key in ("arguments", "output") and value.startswith("{"):
            return _renumbered_within(value, numbers)
        case _:
            return value


def _renumbered_within(text: str, numbers: dict[int, int]) -> str:
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    for holder in (document, *_orders(document)):
        if isinstance(holder.get("number"), int):
            holder["number"] = numbers.get(holder["number"], holder["number"])
    return orjson.dumps(document).decode()
