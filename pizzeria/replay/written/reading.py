"""Steps, read from the tables of a scenario that the schema has approved of."""

from collections.abc import Mapping
from typing import Literal

from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.written.steps import (
    Act,
    CallerGoes,
    CallerSilent,
    CallerSpeaks,
    HouseCloses,
    KitchenMoves,
    KitchenSays,
    KitchenStocks,
    LateDeltas,
    ModelCalls,
    ModelDrops,
    ModelFails,
    ModelHangs,
    ModelIsAway,
    ModelRefuses,
    ModelSays,
    ModelSends,
    OfCaller,
    OfHouse,
    PhoneSends,
    Step,
    ToolUse,
)


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
        case {"model_drops": int(code)} if code is not True:
            return ModelDrops(_after(table), code)
        case {"model_drops": how}:
            return ModelDrops(_after(table), expires=how == "expired")
        case {"model_hangs": _}:
            return ModelHangs()
        case {"model_is_away": seconds}:
            return ModelIsAway(_ms(seconds))
        case {"model_refuses": str(code)}:
            return ModelRefuses(code)
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
