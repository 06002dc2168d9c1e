"""The [expect] table against what really happened; and what no scenario may ever do."""

from collections.abc import Iterator

from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.verdicts.facts import Facts
from pizzeria.replay.verdicts.matching import first_out_of_order, mismatches
from pizzeria.replay.verdicts.verdict import Note
from pizzeria.replay.written.scenario import Scenario

OF_A_CALL = ("end_reason", "messages", "tools", "answer_ms", "turns_ms", "frames")
_ALWAYS: Json = {"muted": 0, "faults": 0}
"""frames, unless the scenario expects others"""
_CALLED = {
    "orders": "the orders placed",
    "earlier": "the earlier orders",
    "messages": "the messages in the call log",
    "tools": "the tools used",
}


def disappointed(scenario: Scenario, facts: Facts, slack_ms: int) -> Iterator[Note]:
    """Every difference, in the order of the file's keys. `slack_ms`: how far measured times may be off."""
    for key, expected in scenario.expect.items():
        match key:
            case "events":
                if wrong := first_out_of_order(expected, facts.document["events"]):
                    yield Note("expect.events", wrong)
            case "never":
                yield from _never(expected, facts)
            case "orders" | "earlier":
                yield from _rows(f"expect.{key}", expected, facts.document[key], slack_ms)
    for place, (key, wanted) in enumerate(calls_expected(scenario, len(facts.document["calls"]))):
        yield from _call(key, wanted, facts.document["calls"][place], slack_ms)
        if "faults" not in wanted.get("frames", {}):
            yield from (Note(f"{key}.frames.faults", said) for said in facts.complaints[place])


def calls_expected(scenario: Scenario, count: int) -> list[tuple[str, Json]]:
    """For each call the key under which its expectations stand, and what they are."""
    if "calls" in scenario.expect:
        return [(f"expect.calls[{place}]", each) for place, each in enumerate(scenario.expect["calls"])]
    own = {key: scenario.expect[key] for key in OF_A_CALL if key in scenario.expect}
    return [("expect", own)] * count


def _never(expected: list[str], facts: Facts) -> Iterator[Note]:
    for place, name in enumerate(expected):
        if name in facts.names:
            yield Note(f"expect.never[{place}]", f"expected that {name} never happens, but it did")


def _call(key: str, expected: Json, got: Json, slack_ms: int) -> Iterator[Note]:
    for name, wanted in expected.items():
        if name != "frames":
            yield from _rows(f"{key}.{name}", wanted, got.get(name), slack_ms)
    frames = {**_ALWAYS, **expected.get("frames", {})}
    if "faults" not in expected.get("frames", {}):
        del frames["faults"]  # each complaint is told in its own words
    yield from _rows(f"{key}.frames", frames, got["frames"], slack_ms)


def _rows(key: str, expected: object, got: object, slack_ms: int) -> Iterator[Note]:
    for wrong in mismatches(expected, got, key, slack_ms):
        called = _CALLED.get(key.rpartition(".")[2])
        who = f" ({called})" if called and wrong.path == key else ""
        yield Note(wrong.path, f"{wrong.said}{who}")
