"""What a scenario depends on, worked out from its text or its tape, never from playing it."""

from collections.abc import Iterator
from pathlib import Path

import orjson

from pizzeria.replay.written.scenario import TAPE, PlannedCall, Scenario
from pizzeria.replay.written.steps import CallerSpeaks, HouseCloses, ModelCalls, ModelSays, Step
from pizzeria.tape.lines import read_tape

FIGURES = {"total", "price", "unit_price", "below_minimum", "missing"}
"""keys that hold what something costs"""
Json = dict[str, object]


def numbers_of(value: object, keys: set[str]) -> Iterator[object]:
    """Everything that stands under one of these keys, however deep."""
    match value:
        case dict():
            for key, each in value.items():
                if key in keys:
                    yield each
                yield from numbers_of(each, keys)
        case list():
            for each in value:
                yield from numbers_of(each, keys)


def tools_used(scenario: Scenario) -> Iterator[tuple[str, Json, object]]:
    """Each tool that a model of this scenario uses: its name, what it is given, what is expected of it."""
    for call in scenario.calls:
        for act in (step.act for step in call.steps):
            for use in act.tools if isinstance(act, ModelCalls) else ():
                yield use.tool, use.arguments if isinstance(use.arguments, dict) else {}, use.answer
    for line in read_tape(scenario.tape).lines if scenario.tape else ():
        match line.frame:
            case {"type": "response.function_call_arguments.done", "name": name, "arguments": given}:
                yield name, orjson.loads(given), {"total": "everything on a tape is compared"}


def an_ordinary_vesuvio(name: str, given: Json, answer: object) -> bool:
    """Goes into the cart."""
    refused = isinstance(answer, dict) and answer.get("ok") is False
    return (
        name == "add_item" and not refused and (given.get("item"), given.get("size")) == ("vesuvio", "normal")
    )


def words_of(file: Path) -> str:
    """The text of a scenario, and its tape: what can be told before it is read as what it is."""
    files = (each for each in (file, file.parent / TAPE) if each.exists())
    return "".join(each.read_text(encoding="utf-8") for each in files)


def names_a_vesuvio(file: Path) -> bool:
    return "vesuvio" in words_of(file).lower()


def may_break_in(file: Path) -> bool:
    """Whoever breaks into what the agent says is among them."""
    words = words_of(file)
    return any(each in words for each in ("caller_interrupts_after", "house_closes", '{"t":"interrupt"}'))


def costs_more(scenario: Scenario) -> bool:
    """One is in the cart, or came earlier; and somewhere it matters what something costs."""
    used = list(tools_used(scenario))
    earlier: list[tuple[str, Json, object]] = [
        ("add_item", line, None) for order in scenario.earlier for line in order["lines"]
    ]
    sold = any(an_ordinary_vesuvio(*each) for each in (*used, *earlier))
    return sold and any(numbers_of([scenario.expect, *(answer for _, _, answer in used)], FIGURES))


def in_order(call: PlannedCall) -> Iterator[tuple[Step, Step | None]]:
    """Each step, with the one before it."""
    return zip(call.steps, (None, *call.steps), strict=False)


def breaks_in(step: Step, before: Step | None) -> bool:
    """Into what the agent says: a caller, or the recording of a house that closes."""
    if isinstance(step.act, HouseCloses):
        return before is not None and isinstance(before.act, ModelSays)
    return isinstance(step.act, CallerSpeaks) and step.act.interrupts_after is not None


def interrupts(scenario: Scenario) -> int:
    """How often the house empties the phone's buffer."""
    if scenario.tape:
        return sum(line.frame == {"t": "interrupt"} for line in read_tape(scenario.tape).lines)
    in_order = [
        pair for call in scenario.calls for pair in zip(call.steps, (None, *call.steps), strict=False)
    ]
    return sum(breaks_in(step, before) for step, before in in_order)


def measures_what_is_heard(scenario: Scenario) -> bool:
    """Somebody breaks in, and it is expected how often, or how much came to the ear. The frames of a tape are
    all expected.
    """
    counted = any(True for _ in numbers_of(scenario.expect, {"interrupts", "heard_ms"}))
    frames = scenario.tape is not None or counted
    return interrupts(scenario) > 0 and frames


def declares_twice(scenario: Scenario) -> bool:
    """The agent speaks again after somebody broke in, and no scenario may lose a frame of that."""
    if scenario.tape:
        return sum(line.frame == {"t": "sending"} for line in read_tape(scenario.tape).lines) > 1
    for call in scenario.calls:
        places = [place for place, pair in enumerate(in_order(call)) if breaks_in(*pair)]
        after = call.steps[places[0] :] if places else ()
        if any(isinstance(step.act, ModelSays | HouseCloses) for step in after):
            return True
    return False
