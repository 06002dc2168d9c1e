"""Rewrites what a scenario expects into what really happened; the rest of its file stays as it was.

What is not named in [expect] stays unnamed: of an order that is expected by its total, the total is written.
"""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import Any

from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.verdicts.expectations import OF_A_CALL, calls_expected
from pizzeria.replay.verdicts.facts import Facts
from pizzeria.replay.verdicts.matching import first_out_of_order, mismatches
from pizzeria.replay.written.scenario import Scenario
from pizzeria.replay.written.toml_text import toml_table, toml_value

_BRIEF: Mapping[str, Mapping[str, Any]] = {
    "orders": {"number": 0, "status": "", "customer": {"name": ""}, "fulfilment": {"kind": ""}, "total": 0}
    | {"lines": [{"item": "", "size": "", "quantity": 0}]},
    "earlier": {"number": 0, "status": ""},
    "messages": {"role": "", "content": "", "heard_ms": 0},
    "tools": {"tool": "", "ok": True, "code": ""},
    "truncations": {"ms": 0},
}
"""what is written of a row where the scenario names none to go by"""


def updated(scenario: Scenario, facts: Facts) -> str:
    """The file's text, with expectations that hold."""
    text = scenario.path.read_text(encoding="utf-8")
    if not scenario.expect:
        return f"{text.rstrip()}\n\n{toml_table('expect', _all(facts))}"
    for key, value in sorted(_changes(scenario, facts), key=lambda change: -_start(scenario, change[0])):
        place = scenario.places.places[key]
        text = text[: place.start] + toml_value(value) + text[place.end :]
    return text


def changed(scenario: Scenario, text: str) -> str:
    """What an update would change, as a diff; "" when nothing."""
    before = scenario.path.read_text(encoding="utf-8").splitlines(keepends=True)
    name = str(scenario.path)
    return "".join(unified_diff(before, text.splitlines(keepends=True), name, name, n=1))


def _start(scenario: Scenario, key: str) -> int:
    return scenario.places.places[key].start


def _changes(scenario: Scenario, facts: Facts) -> Iterator[tuple[str, Any]]:
    document = facts.document
    for key, expected in scenario.expect.items():
        match key:
            case "events":
                if first_out_of_order(expected, document["events"]):
                    yield "expect.events", document["events"]
            case "never":
                if facts.names & set(expected):
                    yield "expect.never", [name for name in expected if name not in facts.names]
            case "orders" | "earlier":
                yield from _if_other(f"expect.{key}", expected, document[key])
    for place, (key, wanted) in enumerate(calls_expected(scenario, len(document["calls"]))):
        for name, expected in wanted.items():
            yield from _if_other(f"{key}.{name}", expected, document["calls"][place].get(name))


def _if_other(key: str, expected: Any, got: Any) -> Iterator[tuple[str, Any]]:
    if any(mismatches(expected, got)):
        yield key, _named(expected, got, key.rpartition(".")[2])


def _named(expected: Any, got: Any, name: str) -> Any:
    """Of what there is, what is expected by name."""
    match expected, got:
        case dict(), dict():
            return {
                key: _named(each, got[key], key) for key, each in expected.items() if got.get(key) is not None
            }
        case list(), list():
            model = expected[-1] if expected else _BRIEF.get(name, {})
            models = [*expected, *[model] * (len(got) - len(expected))]
            return [_named(one, each, name) for one, each in zip(models, got, strict=False)]
        case _:
            return got


def _all(facts: Facts) -> Json:
    """Everything worth expecting, for a scenario that expects nothing yet."""
    document, calls = facts.document, facts.document["calls"]
    table: Json = {"orders": _named([], document["orders"], "orders"), "events": document["events"]}
    if len(calls) == 1:
        return table | _of_call(calls[0])
    return table | {"calls": [_of_call(call) for call in calls]}


def _of_call(call: Json) -> Json:
    frames = {name: call["frames"][name] for name in ("ended", "interrupts", "truncations")}
    told = {name: call[name] for name in OF_A_CALL if call.get(name) is not None} | {"frames": frames}
    return {
        name: _named([], value, name) if name in _BRIEF else value
        for name, value in told.items()
        if name not in ("answer_ms", "turns_ms")
    }
