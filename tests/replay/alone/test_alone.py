"""One peer alone: a house that runs, a phone here, a model there, and neither knows of the other."""

from dataclasses import replace
from pathlib import Path

import pytest

from pizzeria.errors import TapeError
from pizzeria.replay.alone.answering import answer
from pizzeria.replay.alone.taped_peer import answer_tape
from pizzeria.replay.written.scenario import read_scenario
from pizzeria.tape.lines import Tape, read_tape
from tests.replay.acts import GREETING, HANGS_UP, steps, write
from tests.replay.alone.chain import chain, scenario

AN_ORDER = "plain_order"


def a_tape() -> Tape:
    recorded = scenario("a_recorded_call").tape
    assert recorded
    return read_tape(recorded)


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        (AN_ORDER, [22_400]),
        ("barge_in_on_the_read_back", [25_400]),
        ("two_callers_at_once", [11_500]),
        ("the_model_has_no_money", []),
        ("the_model_drops_the_line", [10_900]),
    ],
)
def test_a_house_between_the_two_peers_does_what_it_does_on_the_stage(
    tmp_path: Path, name: str, totals: list[int]
) -> None:
    rang, notes, orders = chain(tmp_path, scenario(name), answer, scenario(name))
    assert [each.faults for each in rang] == [()] * len(rang)
    assert (notes, [order.bill.total for order in orders]) == ([], totals)


def test_a_recorded_call_needs_no_stage_either(tmp_path: Path) -> None:
    """On another day, under another id, with the same order at its end."""
    [rang], told, [order] = chain(tmp_path, scenario("a_recorded_call"), answer_tape, a_tape())
    assert (rang.faults, rang.muted, rang.ended, list(told)) == ((), 0, "done", [])
    assert rang.call_id != a_tape().call_id
    assert (order.bill.total, order.call_id) == (51_800, rang.call_id)


def test_a_house_that_says_something_else_than_on_the_tape_is_told_the_line(tmp_path: Path) -> None:
    tape = a_tape()
    dearer = [
        replace(line, frame={**line.frame, "item": {**line.frame["item"], "output": '{"ok":false}'}})
        if isinstance(line.frame, dict) and "function_call_output" in str(line.frame) and line.by == "us"
        else line
        for line in tape.lines
    ]
    _, told, _ = chain(tmp_path, scenario("a_recorded_call"), answer_tape, replace(tape, lines=tuple(dearer)))
    first = next(
        line.number for line in dearer if "function_call_output" in str(line.frame) and line.by == "us"
    )
    assert told[0].line == first
    assert "item.output.ok: expected false, got true" in told[0].said


def test_the_model_alone_says_which_answer_of_the_house_was_not_as_the_steps_have_it(tmp_path: Path) -> None:
    steps_of = '{ model_calls = "look_up", with = { about = "gluten" }, answer = { ok = false } },'
    asks = '{ caller_says = "Gluten?" },'
    bye = '{ model_says = "Ask the kitchen." },'
    file = write(tmp_path, steps(GREETING, asks, steps_of, bye, HANGS_UP))
    _, [note], _ = chain(tmp_path, read_scenario(file), answer, read_scenario(file))
    assert (note.key, note.said) == (
        "calls[0].steps[2].answer",
        "look_up answered ok: expected false, got true",
    )


def test_a_caller_who_goes_early_leaves_the_model_with_what_it_had_to_say(tmp_path: Path) -> None:
    talks = steps(GREETING, '{ caller_says = "A Vesuvio." },', '{ model_says = "Sure." },', HANGS_UP)
    goes = steps(GREETING, HANGS_UP)
    phone, model = (
        read_scenario(write(tmp_path, goes, "goes")),
        read_scenario(write(tmp_path, talks, "talks")),
    )
    [rang], [note], _ = chain(tmp_path, phone, answer, model)
    assert rang.well
    assert note.key == "calls[0].steps[1]"
    assert note.said.endswith("the house hung up before this")


def test_what_is_left_to_say_after_a_proper_goodbye_is_no_failure(tmp_path: Path) -> None:
    """Another model may settle the matter sooner than the one in the steps."""
    brief = steps('{ model_says = "We are closed, goodbye!" },', '{ model_calls = "end_call" },')
    wordy = steps(GREETING, HANGS_UP.replace("{ ", '{ caller_says = "But …" },\n{ ', 1))
    phone, model = (
        read_scenario(write(tmp_path, wordy, "wordy")),
        read_scenario(write(tmp_path, brief, "brief")),
    )
    [rang], notes, _ = chain(tmp_path, phone, answer, model)
    assert (rang.ended, rang.faults, notes) == ("done", (), [])
    assert rang.unsaid == ('caller_says "But …"', "caller_hangs_up")
    assert rang.well


def test_a_bridge_that_speaks_the_other_dialect_is_told_so(tmp_path: Path) -> None:
    [rang], [note], _ = chain(tmp_path, scenario(AN_ORDER), answer, scenario("older_dialect"))
    assert rang.unsaid, "there was nobody but a recording to say it to"
    assert note.said == "the bridge was turned away: beta_api_shape_disabled"


async def test_a_model_that_is_not_there_cannot_be_played() -> None:
    with pytest.raises(TapeError, match="nobody is at the model's address"):
        await answer(scenario("the_model_is_not_there"), None)  # type: ignore[arg-type]
