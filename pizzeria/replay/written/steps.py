"""The steps of a scenario: what the two doubles and the kitchen are asked to do, in the words of both wires.

Each is described in scenario.schema.json, under its own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pizzeria.ordering.order import Status
from pizzeria.realtime_server.shapes import Json


@dataclass(frozen=True, slots=True)
class ModelSays:
    text: str
    milliseconds: int
    faster: float
    ends_response: bool
    """false: a tool is called in the same response"""


@dataclass(frozen=True, slots=True)
class ToolUse:
    tool: str
    arguments: Json | str
    """text is sent as it is"""
    answer: Json
    """what must be in the tool's answer"""
    alias: str
    """what later steps call the answer"""
    key: str
    """where it stands in the file"""


@dataclass(frozen=True, slots=True)
class ModelCalls:
    tools: tuple[ToolUse, ...]
    """in one breath"""


@dataclass(frozen=True, slots=True)
class ModelFails:
    code: str


@dataclass(frozen=True, slots=True)
class ModelSends:
    what: Json | str
    times: int


@dataclass(frozen=True, slots=True)
class ModelDrops:
    after: int | None
    """milliseconds heard of what is being said; None: all"""


@dataclass(frozen=True, slots=True)
class LateDeltas:
    count: int


@dataclass(frozen=True, slots=True)
class CallerSpeaks:
    text: str
    milliseconds: int
    understood: str | None
    """the transcript; None when there is none"""
    late: bool
    interrupts_after: int | None = None
    """milliseconds heard of what is being said; None: the caller hears it out"""


@dataclass(frozen=True, slots=True)
class CallerSilent:
    milliseconds: int


@dataclass(frozen=True, slots=True)
class CallerGoes:
    how: Literal["hangs up", "drops"]
    after: int | None


@dataclass(frozen=True, slots=True)
class PhoneSends:
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class KitchenStocks:
    kind: Literal["item", "topping"]
    id: str
    available: bool


@dataclass(frozen=True, slots=True)
class KitchenSays:
    """What is None stays as it was."""

    behind_minutes: int | None = None
    taking_orders: bool | None = None


@dataclass(frozen=True, slots=True)
class KitchenMoves:
    number: int
    to: Status


@dataclass(frozen=True, slots=True)
class HouseCloses:
    pass


OfModel = ModelSays | ModelCalls | ModelFails | ModelSends | ModelDrops | LateDeltas
OfCaller = CallerSpeaks | CallerSilent | CallerGoes | PhoneSends
OfHouse = KitchenStocks | KitchenSays | KitchenMoves | HouseCloses
Act = OfModel | OfCaller | OfHouse


@dataclass(frozen=True, slots=True)
class Step:
    act: Act
    key: str
    """where it stands in the file: calls[0].steps[3]"""
    words: str
    """how it is called in messages: model_says "Hello …" """


def breaks_in(following: Act | None) -> bool:
    """Whether the step that follows begins while the agent still speaks."""
    match following:
        case CallerSpeaks(interrupts_after=int()) | CallerGoes(after=int()) | ModelDrops(after=int()):
            return True
        case _:
            return False


def read_steps(tables: list[Json], key: str) -> tuple[Step, ...]:
    """Of tables that the schema has approved of."""
    follows = [*(set(table) & {"model_calls", "model_calls_together"} for table in tables[1:]), set[str]()]
    return tuple(
        Step(_act(table, f"{key}[{place}]", called_next=bool(next_calls)), f"{key}[{place}]", _words(table))
        for place, (table, next_calls) in enumerate(zip(tables, follows, strict=True))
    )


def _act(table: Json, key: str, *, called_next: bool) -> Act:
    match table:
        case {"model_says": str(text)}:
            faster = float(table.get("faster", 5.0))
            return ModelSays(text, _ms(table.get("seconds", 1.5)), faster, not called_next)
        case {"model_calls": str(tool)}:
            return ModelCalls((_tool_use({**table, "tool": tool}, key),))
        case {"model_calls_together": list(uses)}:
            keys = (f"{key}.model_calls_together[{place}]" for place in range(len(uses)))
            return ModelCalls(tuple(map(_tool_use, uses, keys)))
        case {"model_fails": str(code)}:
            return ModelFails(code)
        case {"model_sends": what}:
            return ModelSends(what, int(table.get("times", 1)))
        case {"model_drops": _}:
            return ModelDrops(_after(table))
        case {"late_deltas": int(count)}:
            return LateDeltas(count)
        case _:
            return _act_of_caller(table)


def _act_of_caller(table: Json) -> OfCaller | OfHouse:
    match table:
        case {"caller_says": str(text)}:
            return _speaks(text, table, 1.5)
        case {"caller_interrupts_after": seconds, "saying": str(text)}:
            return _speaks(text, table, 1.0, _ms(seconds))
        case {"caller_silent": seconds}:
            return CallerSilent(_ms(seconds))
        case {"caller_hangs_up": _}:
            return CallerGoes("hangs up", _after(table))
        case {"phone_drops": _}:
            return CallerGoes("drops", _after(table))
        case {"phone_sends": str(text)}:
            return PhoneSends(text, int(table.get("times", 1)))
        case _:
            return _act_of_house(table)


def _act_of_house(table: Json) -> OfHouse:
    match table:
        case {"kitchen_sells_out": {**stock}}:
            return _stocks(stock, available=False)
        case {"kitchen_has_again": {**stock}}:
            return _stocks(stock, available=True)
        case {"kitchen_is_behind": int(minutes)}:
            return KitchenSays(behind_minutes=minutes)
        case {"kitchen_stops": _}:
            return KitchenSays(taking_orders=False)
        case {"kitchen_goes_on": _}:
            return KitchenSays(taking_orders=True)
        case {"kitchen_moves": {"number": int(number), "to": to}}:
            return KitchenMoves(number, to)
        case _:
            return HouseCloses()


def _tool_use(table: Json, key: str) -> ToolUse:
    tool = str(table["tool"])
    return ToolUse(tool, table.get("with", {}), table.get("answer", {}), table.get("as", tool), key)


def _speaks(text: str, table: Json, seconds: float, interrupts_after: int | None = None) -> CallerSpeaks:
    understood = str(table.get("heard_as", text)) or None
    length = _ms(table.get("seconds", seconds))
    return CallerSpeaks(text, length, understood, "late" in table, interrupts_after)


def _stocks(stock: Mapping[object, object], *, available: bool) -> KitchenStocks:
    kind: Literal["item", "topping"] = "item" if "item" in stock else "topping"
    return KitchenStocks(kind, str(stock[kind]), available)


def _after(table: Json) -> int | None:
    return _ms(table["after"]) if "after" in table else None


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _words(table: Json) -> str:
    """`model_says "Hello and welcome …"`: the first key, and what it is worth telling of its value."""
    name, value = next(iter(table.items()))
    text = f'"{value}"' if isinstance(value, str) else str(value)
    longest = 60
    shown = text if len(text) <= longest else f"{text[:longest]}…"
    return name if value is True else f"{name} {shown}"
