"""Scenarios as they are written: every mistake has its line, every kind of step does what it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from pizzeria.errors import TapeError
from pizzeria.replay.playing import Way
from pizzeria.replay.stage.performance import Limits
from pizzeria.replay.written.scenario import SCHEMA as SCHEMA_FILE
from pizzeria.replay.written.scenario import find_scenarios, read_scenario
from pizzeria.replay.written.steps import HouseCloses
from tests.house import MENU
from tests.replay.acts import GREETING, HANGS_UP, QUICK, differences, play_text, steps, write

SCHEMA = json.loads(SCHEMA_FILE.read_text())
ASKS = '{ caller_says = "A Vesuvio, please." },'
EXAMPLES = {
    "model_says": '{ model_says = "Hello" },',
    "model_calls": '{ model_calls = "end_call" },',
    "model_calls_together": '{ model_calls_together = [{ tool = "review_order" }, { tool = "end_call" }] },',
    "model_fails": '{ model_fails = "server_error" },',
    "model_sends": '{ model_sends = { type = "of.tomorrow" }, times = 2 },',
    "model_drops": "{ model_drops = true },",
    "model_hangs": "{ model_hangs = true },",
    "model_is_away": "{ model_is_away = 2 },",
    "model_refuses": '{ model_refuses = "insufficient_quota" },',
    "late_deltas": "{ late_deltas = 3 },",
    "caller_says": '{ caller_says = "Hello", late = true, heard_as = "Hollow" },',
    "caller_interrupts_after": (
        '{ model_says = "A long one" },\n{ caller_interrupts_after = 1, saying = "No" },'
    ),
    "caller_silent": "{ caller_silent = 3 },",
    "caller_hangs_up": "{ caller_hangs_up = true, after = 1 },",
    "phone_drops": "{ phone_drops = true },",
    "phone_sends": '{ phone_sends = "{}", times = 10 },',
    "kitchen_sells_out": '{ kitchen_sells_out = { item = "vesuvio" } },',
    "kitchen_has_again": '{ kitchen_has_again = { topping = "ham" } },',
    "kitchen_is_behind": "{ kitchen_is_behind = 45 },",
    "kitchen_stops": "{ kitchen_stops = true },",
    "kitchen_goes_on": "{ kitchen_goes_on = true },",
    "kitchen_moves": '{ kitchen_moves = { number = 1, to = "baking" } },',
    "house_closes": "{ house_closes = true },",
}
"""one of every kind of step"""


def kinds() -> list[str]:
    return [each["required"][0] for each in SCHEMA["$defs"]["step"]["anyOf"]]


def described(schema: Any, path: str = "") -> list[str]:
    """Every place of the schema that nobody has described."""
    match schema:
        case {"properties": {**properties}} | {"$defs": {**properties}}:
            parts = {**properties, **schema.get("$defs", {})}
            silent = [
                f"{path}.{key}" for key, each in parts.items() if not {"description", "$ref"} & set(each)
            ]
            return silent + [
                found for key, each in parts.items() for found in described(each, f"{path}.{key}")
            ]
        case {"items": items}:
            return described(items, f"{path}[]")
        case _:
            return []


def test_every_key_of_the_format_is_described() -> None:
    assert described(SCHEMA) == []


def test_every_kind_of_step_has_a_description_of_its_own_and_is_named_in_the_list() -> None:
    assert sorted(kinds()) == sorted(EXAMPLES)
    step = SCHEMA["$defs"]["step"]
    for kind in kinds():
        assert kind in step["description"]
        assert {"if": {"required": [kind]}, "then": {"$ref": f"#/$defs/{kind}"}} in step["allOf"]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_kind_of_step_is_read_as_what_it_is(tmp_path: Path, kind: str) -> None:
    (call,) = read_scenario(write(tmp_path, steps(EXAMPLES[kind]))).calls
    last = call.steps[-1]
    assert last.words.split()[0] == kind
    assert isinstance(last.act, HouseCloses) == (kind == "house_closes")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[calls]]\nsteps = [{ modell_says = 1 }]\n", 4, "expected one step: model_says"),
        (
            steps(GREETING, '{ model_says = "x", secs = 2 },'),
            6,
            "expected one of the keys model_says, seconds",
        ),
        (steps(GREETING, '{ caller_says = "x", model_says = "y" },'), 6, "got the key"),
        (
            steps(GREETING, '{ model_says = "x", seconds = "two" },'),
            6,
            "seconds: expected a number, got 'two'",
        ),
        (steps("{ caller_hangs_up = false },"), 5, "expected true"),
        (
            steps('{ model_says = "x" },', '{ caller_interrupts_after = 2, saying = "y" },'),
            6,
            "expected less",
        ),
        (steps('{ caller_interrupts_after = 1, saying = "y" },'), 5, "expected less than the model_says"),
        ("[model]\nabsent = true\n" + steps(GREETING), 7, "expected no step of the model"),
        (steps(GREETING) + "[expect]\nend_reason = 'bored'\n", 8, "expected one of hangup, goodbye"),
        (steps(GREETING) + "[expect]\nearlier = [{}]\n", 8, "expected 0, as many as there are"),
        (steps(GREETING) * 2 + "[expect]\nmessages = []\n", 12, "expected it under [[expect.calls]]"),
        ("", 1, "expected [[calls]] with steps or a tape.jsonl"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(TapeError) as error:
        read_scenario(file)
    assert str(error.value).startswith(f"{file}:{line}: ")
    assert said in str(error.value)


def test_a_file_that_is_no_toml_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(TapeError, match=r"scenario\.toml:3: expected TOML"):
        read_scenario(write(tmp_path, "steps = ["))


def test_scenarios_are_found_by_file_by_folder_and_by_folder_of_folders(tmp_path: Path) -> None:
    one, other = (write(tmp_path, steps(GREETING), name) for name in ("one", "other"))
    assert find_scenarios(tmp_path) == [one, other]
    assert find_scenarios(one.parent) == find_scenarios(one) == [one]
    (tmp_path / "empty").mkdir()
    with pytest.raises(TapeError, match="expected a folder with"):
        find_scenarios(tmp_path / "empty")


def test_a_silent_caller_is_asked_twice_and_then_said_goodbye_to(tmp_path: Path) -> None:
    asked = '{ model_says = "Are you there?" },'
    played = play_text(
        tmp_path,
        steps(GREETING, asked, asked, '{ model_says = "Goodbye then." },')
        + '[expect]\nend_reason = "silence"\nframes = { ended = "done", responses = 4, heard_ms = 6500 }\n',
    )
    assert differences(played) == []


def test_words_cut_short_are_told_to_the_model_to_the_millisecond(tmp_path: Path) -> None:
    played = play_text(
        tmp_path,
        steps(
            '{ model_says = "Hello, and this is everything we have …", seconds = 6 },',
            '{ caller_interrupts_after = 1.2, saying = "A Vesuvio!" },',
            '{ model_says = "Sure." },',
            HANGS_UP,
        )
        + "[expect]\nframes = { interrupts = 1, truncations = [{ ms = 1240 }] }\n"
        + 'messages = [{ heard_ms = 1240 }, { content = "A Vesuvio!" }, { content = "Sure." }]\n',
    )
    # Three frames of 20 ms make sure that it is speech; the first of them is sent at 1.2 s.
    assert differences(played) == []


def test_late_pieces_of_words_cut_short_are_not_heard(tmp_path: Path) -> None:
    played = play_text(
        tmp_path,
        steps(
            "{ late_deltas = 4 },",
            '{ model_says = "A very long greeting", seconds = 6, faster = 1 },',
            '{ caller_interrupts_after = 1.2, saying = "Stop!" },',
            "{ caller_silent = 2 },",
            HANGS_UP,
        )
        + "[expect]\nframes = { interrupts = 1, heard_ms = 1240 }\n",
    )
    assert differences(played) == []


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("{ caller_hangs_up = true, after = 0.5 },", "hangup"),
        ("{ phone_drops = true, after = 0.5 },", "dropped"),
    ],
)
def test_whoever_goes_in_mid_sentence_has_heard_so_much(tmp_path: Path, how: str, reason: str) -> None:
    expected = f'[expect]\nend_reason = "{reason}"\nmessages = [{{ role = "assistant", heard_ms = 500 }}]\n'
    assert differences(play_text(tmp_path, steps(GREETING, how) + expected)) == []


@pytest.mark.parametrize("how", ["true", "1011", '"expired"'])
def test_a_model_that_drops_is_followed_by_one_that_goes_on_by_itself(tmp_path: Path, how: str) -> None:
    expected = '[expect]\nend_reason = "hangup"\nframes = { heard_ms = 2900 }\n'
    played = play_text(tmp_path, steps(GREETING, f"{{ model_drops = {how} }},", HANGS_UP) + expected)
    assert differences(played) == []


@pytest.mark.parametrize("how", ["absent = true", 'refuses = "insufficient_quota"'])
def test_a_model_that_does_not_answer_ends_the_call(tmp_path: Path, how: str) -> None:
    expected = '[expect]\nend_reason = "model_unreachable"\ntools = [{ tool = "transfer_to_staff" }]\n'
    played = play_text(tmp_path, f"[model]\n{how}\n" + steps("{ caller_silent = 15 },") + expected)
    assert differences(played) == []


def test_a_response_that_fails_is_asked_for_again(tmp_path: Path) -> None:
    text = steps('{ model_fails = "server_error" },', GREETING, HANGS_UP)
    played = play_text(tmp_path, text + '[expect]\nframes = { responses = 2 }\nend_reason = "hangup"\n')
    assert differences(played) == []


def test_garbage_and_words_of_tomorrow_harm_nobody(tmp_path: Path) -> None:
    played = play_text(
        tmp_path,
        steps(
            GREETING,
            '{ phone_sends = "nonsense", times = 100 },',
            '{ model_sends = { type = "of.tomorrow" }, times = 100 },',
            '{ model_sends = "[]" },',
            ASKS,
            '{ model_says = "One Vesuvio." },',
            HANGS_UP,
        )
        + '[expect]\nend_reason = "hangup"\nmessages = [{}, { content = "A Vesuvio, please." }, {}]\n',
    )
    assert differences(played) == []


def test_two_callers_at_once_each_reach_a_model_of_their_own(tmp_path: Path) -> None:
    second = '[[calls]]\nnumber = "+46701740699"\nafter = 0.4\nsteps = [\n{ model_says = "Second" },\n'
    played = play_text(
        tmp_path,
        steps('{ model_says = "First", seconds = 4 },', ASKS, '{ model_says = "Yes." },', HANGS_UP)
        + second
        + '{ caller_hangs_up = true },\n]\n[[expect.calls]]\nmessages = [{ content = "First" }, {}, {}]\n'
        + '[[expect.calls]]\nmessages = [{ content = "Second" }]\nframes = { heard_ms = 1500 }\n',
    )
    assert differences(played) == []


def test_what_was_understood_may_be_something_else_or_nothing_and_may_come_late(tmp_path: Path) -> None:
    played = play_text(
        tmp_path,
        steps(
            GREETING,
            '{ caller_says = "A Vesuvio", heard_as = "A volcano", late = true },',
            '{ model_says = "A volcano?" },',
            '{ caller_says = "Mumble", heard_as = "" },',
            '{ model_says = "Pardon?" },',
            HANGS_UP,
        )
        + '[expect]\nmessages = [{}, { content = "A volcano" }, {}, { content = "(inaudible)" }, {}]\n',
    )
    assert differences(played) == []


def test_the_kitchen_works_while_the_phone_is_busy(tmp_path: Path) -> None:
    adds = '{ model_calls = "add_item", with = { item = "vesuvio", size = "normal" }, answer = '
    played = play_text(
        tmp_path,
        '[[earlier]]\nminutes_ago = 9\nlines = [{ item = "vesuvio", size = "normal" }]\n'
        + steps(
            GREETING,
            '{ kitchen_sells_out = { item = "vesuvio" } },',
            ASKS,
            adds + '{ code = "sold_out" } },',
            '{ model_says = "It has run out." },',
            '{ kitchen_has_again = { item = "vesuvio" } },',
            '{ kitchen_moves = { number = 1, to = "baking" } },',
            ASKS,
            adds + "{ ok = true } },",
            HANGS_UP,
        )
        + '[expect]\nearlier = [{ status = "baking" }]\n'
        + 'events = ["call.started", "...", "menu.changed", "...", "order.advanced", "...", "call.ended"]\n',
    )
    assert differences(played) == []


def test_when_the_house_closes_the_caller_is_said_goodbye_to(tmp_path: Path) -> None:
    expected = '[expect]\nend_reason = "shutdown"\nframes = { ended = "done" }\n'
    assert differences(play_text(tmp_path, steps(GREETING, EXAMPLES["house_closes"]) + expected)) == []


def test_a_noisy_line_with_odd_frames_and_the_older_protocol_take_an_order_too(tmp_path: Path) -> None:
    text = '[model]\ndialect = "beta"\n' + steps(GREETING, ASKS, '{ model_says = "Yes." },', HANGS_UP)
    text = text.replace("[[calls]]", "[[calls]]\nline_noise = true\nframe_ms = [7, 40, 20]")
    assert differences(play_text(tmp_path, text + "[expect]\nmessages = [{}, {}, {}]\n")) == []


def test_a_step_that_is_waited_for_in_vain_is_named(tmp_path: Path) -> None:
    """After the greeting nobody speaks, so the app never asks: it would, but it has been told not to."""
    text = "[house]\ncall = { silence_seconds = 120 }\n" + steps(GREETING, '{ model_says = "And now?" },')
    played = play_text(tmp_path, text, Way(MENU, limits=QUICK))
    [wrong] = differences(played)
    assert wrong.startswith(
        '8: calls[0].steps[1]: model_says "And now?": still waiting for this step after 90'
    )


def test_a_step_that_takes_too_much_real_time_is_named(tmp_path: Path) -> None:
    """A noisy line for as long as a call may last is tens of thousands of frames."""
    text = steps(GREETING, "{ caller_silent = 3600 },").replace("[[calls]]", "[[calls]]\nline_noise = true")
    patient = "[house]\ncall = { silence_seconds = 120, nudges = 10 }\n"
    played = play_text(tmp_path, patient + text, Way(MENU, limits=Limits(real_seconds=0.5)))
    [wrong] = differences(played)
    assert wrong.startswith("9: calls[0].steps[1]: caller_silent 3600: still waiting for this step")
    assert "0.5 real ones" in wrong


def test_a_call_that_ends_too_early_is_told_at_the_step_that_came_too_late(tmp_path: Path) -> None:
    played = play_text(
        tmp_path,
        steps(GREETING, ASKS, '{ model_calls = "end_call" },', '{ model_says = "Goodbye!" },', ASKS),
    )
    [wrong] = differences(played)
    assert wrong.startswith("9: calls[0].steps[4]: caller_says")
    assert "over" in wrong


def test_steps_that_do_not_end_the_call_are_told_so(tmp_path: Path) -> None:
    text = "[house]\ncall = { silence_seconds = 120 }\n" + steps(GREETING)
    [wrong] = differences(play_text(tmp_path, text))
    assert wrong.startswith("7: calls[0].steps[0]: model_says")
    assert "expected this to be the end of the call" in wrong


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("$review.revision", "nothing called review was answered; there is choose_pickup"),
        ("$choose_pickup.revision", "there is no 'revision' in the answer; there is"),
        ("$choose_pickup.ok.revision", "there is no 'revision' in True"),
    ],
)
def test_a_value_that_no_tool_answered_is_told(tmp_path: Path, reference: str, said: str) -> None:
    places = f'{{ model_calls = "place_order", with = {{ name = "Kim", revision = "{reference}" }} }},'
    played = play_text(tmp_path, steps(GREETING, ASKS, '{ model_calls = "choose_pickup" },', places))
    [wrong] = differences(played)
    assert wrong.startswith("8: ")
    assert said in wrong
