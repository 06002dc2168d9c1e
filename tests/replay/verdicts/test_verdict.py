"""What is told when a scenario does not hold: to people, programs, CI servers; and what --update writes."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pizzeria.replay.verdicts.junit import write_junit
from pizzeria.replay.verdicts.matching import first_out_of_order, mismatches
from pizzeria.replay.verdicts.update import changed, updated
from pizzeria.replay.verdicts.verdict import verdict_json
from pizzeria.replay.written.places import Places
from pizzeria.replay.written.toml_text import toml_value
from tests.replay.acts import GREETING, HANGS_UP, differences, play_text, steps

ASKS = '{ caller_says = "A Vesuvio, please." },'
ADDS = (
    '{ model_calls = "add_item", with = { item = "vesuvio", size = "normal" }, '
    "answer = { cart = { total = 1 } } },"
)
CALL = steps(GREETING, ASKS, '{ model_says = "Yes." },', HANGS_UP)
"""eight lines below the two of the head: [expect] begins in line 10"""


def said(expected: Any, got: Any, slack_ms: int = 0) -> list[str]:
    return [f"{wrong.path}: {wrong.said}" for wrong in mismatches(expected, got, slack_ms=slack_ms)]


def test_what_is_not_named_may_be_anything() -> None:
    assert said({"total": 1}, {"total": 1, "vat": 2}) == []
    assert said([{"lines": [{"item": "a"}]}], [{"lines": [{"item": "a", "size": "b"}], "x": 1}]) == []


def test_what_is_named_must_be_so() -> None:
    assert said({"total": 1}, {"total": 2}) == ["total: expected 1, got 2"]
    assert said({"customer": {"name": "Kim"}}, {"customer": {}}) == [
        'customer.name: expected "Kim", got nothing'
    ]
    assert said({"ok": True}, {"ok": 1}) == ["ok: expected true, got 1"]
    assert said({"line": 1}, {"line": True}) == ["line: expected 1, got true"]
    assert said([{"a": 1}], {"a": 1}) == [': expected [{"a":1}], got {"a":1}']


def test_a_list_has_exactly_so_many() -> None:
    assert said([], [{"a": 1}]) == [': expected 0 of them, got 1: [{"a":1}]']
    assert said([{"a": 1}], []) == [": expected 1 of them, got 0"]
    assert said([1, 2], [3, 2, 2]) == [": expected 2 of them, got 3: [3,2,2]", "[0]: expected 1, got 3"]


def test_only_times_measured_may_be_a_little_off_and_only_at_natural_speed() -> None:
    assert said({"heard_ms": 1200}, {"heard_ms": 1300}) == ["heard_ms: expected 1200, got 1300"]
    assert said({"heard_ms": 1200}, {"heard_ms": 1300}, slack_ms=150) == []
    assert said({"turns_ms": [500]}, {"turns_ms": [700]}, slack_ms=150) != []
    assert said({"total": 1200}, {"total": 1300}, slack_ms=150) != []


@pytest.mark.parametrize(
    "expected",
    [
        ["a", "b", "b", "c"],
        ["..."],
        ["a", "..."],
        ["...", "c"],
        ["a", "...", "c"],
        ["...", "b", "c"],
        ["...", "b", "...", "b", "c", "..."],
        ["a", "b", "b", "c", "..."],
    ],
)
def test_names_in_order_with_anything_between_them(expected: list[str]) -> None:
    assert first_out_of_order(expected, ["a", "b", "b", "c"]) is None


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        (["a", "c"], "expected c after a (the 1st), got b, b, c"),
        (["b"], "expected b at the beginning, got a, b, b, c"),
        (["a", "b", "b"], "expected nothing after b, got c"),
        (["a", "b", "b", "c", "d"], "expected d after c (the 4th), got no more"),
        (["...", "b", "...", "d"], "expected d anywhere after b (the 2nd), got b, c"),
        (["...", "a"], "expected nothing after a, got b, b, c"),
    ],
)
def test_names_out_of_order_are_told(expected: list[str], wrong: str) -> None:
    assert first_out_of_order(expected, ["a", "b", "b", "c"]) == wrong


def test_every_kind_of_expectation_is_told_with_its_line(tmp_path: Path) -> None:
    played = play_text(
        tmp_path,
        CALL + "[expect]\norders = [\n  { total = 5 },\n]\n"
        'events = ["call.started", "order.placed", "..."]\n'
        'never = ["order.placed",\n"call.message"]\nend_reason = "goodbye"\n'
        'messages = [\n  { role = "assistant" },\n  { content = "A Hawaii" },\n  {},\n]\n'
        'tools = [{ tool = "add_item" }]\nframes = { responses = 2, ended = "hangup" }\n',
    )
    assert differences(played) == [
        "11: expect.orders: expected 1 of them, got 0 (the orders placed)",
        "14: expect.events: expected order.placed after call.started (the 1st), "
        "got call.message, call.message, call.message, call.ended",
        "16: expect.never[1]: expected that call.message never happens, but it did",
        '17: expect.end_reason: expected "goodbye", got "hangup"',
        '20: expect.messages[1].content: expected "A Hawaii", got "A Vesuvio, please."',
        "23: expect.tools: expected 1 of them, got 0 (the tools used)",
        "24: expect.frames.responses: expected 2, got 1",
    ]


def test_what_a_tool_answered_otherwise_is_told_at_its_step(tmp_path: Path) -> None:
    assert differences(play_text(tmp_path, steps(GREETING, ASKS, ADDS, HANGS_UP))) == [
        "7: calls[0].steps[2].answer: add_item answered cart.total: expected 1, got 11200"
    ]


def test_a_refused_tool_says_why(tmp_path: Path) -> None:
    asks = '{ model_calls = "review_order", answer = { ok = true } },'
    assert differences(play_text(tmp_path, steps(GREETING, ASKS, asks, HANGS_UP))) == [
        "7: calls[0].steps[2].answer: review_order answered ok: expected true, got false "
        "(empty_cart: There is nothing in the order yet. What would you like?)"
    ]


def test_a_verdict_can_be_read_by_programs(tmp_path: Path) -> None:
    verdict = play_text(tmp_path, CALL + '[expect]\nend_reason = "goodbye"\n').verdict
    document = json.loads(json.dumps(verdict_json(verdict)))
    assert (document["name"], document["title"], document["holds"]) == ("a_call", "A call", False)
    [difference] = document["differences"]
    assert difference["line"] == 11
    assert Path(difference["file"]).name == "scenario.toml"
    assert difference["said"] == 'expect.end_reason: expected "goodbye", got "hangup"'


def test_a_ci_server_sees_which_scenario_failed_and_where(tmp_path: Path) -> None:
    good = play_text(tmp_path, CALL).verdict
    bad = play_text(tmp_path, CALL + '[expect]\nend_reason = "goodbye"\n').verdict
    write_junit(tmp_path / "out" / "junit.xml", [good, bad])
    suite = ET.parse(tmp_path / "out" / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    first, second = suite
    assert list(first) == []
    assert second.get("line") == "11"
    failure = second.find("failure")
    assert failure is not None
    assert "expect.end_reason" in (failure.get("message") or "")


def test_an_update_writes_what_happened_and_leaves_the_rest_as_it_was(tmp_path: Path) -> None:
    text = (
        CALL
        + "[expect]   # what must be so\n# the end\nend_reason = 'goodbye'  # by whom?\n"
        + 'messages = [{ role = "user", content = "No" }]\nnever = ["call.ended", "interrupt"]\n'
        + 'events = ["call.started", "call.ended"]\n'
    )
    played = play_text(tmp_path, text)
    assert played.facts
    after = updated(played.scenario, played.facts)
    played.scenario.path.write_text(after, encoding="utf-8")
    assert '# what must be so\n# the end\nend_reason = "hangup"  # by whom?\n' in after
    assert '  { role = "assistant", content = "Hello, what would you like?" },\n' in after
    assert 'never = ["interrupt"]' in after
    assert after.split("[expect]")[0] == f"{''.join(HEAD_OF_FILE)}{CALL}"
    again = play_text(tmp_path, after.removeprefix("".join(HEAD_OF_FILE)))
    assert differences(again) == []
    assert again.facts
    assert changed(again.scenario, updated(again.scenario, again.facts)) == "", "nothing more to update"


HEAD_OF_FILE = ('title = "A call"\n', "clock = 2026-10-06T18:00:00+02:00\n")


def test_an_update_keeps_to_what_was_named(tmp_path: Path) -> None:
    adds = ADDS.replace("total = 1 ", "total = 11200 ")
    played = play_text(
        tmp_path,
        steps(GREETING, ASKS, adds, HANGS_UP) + '[expect]\ntools = [{ tool = "x", answer = { line = 7 } }]\n',
    )
    assert played.facts
    assert '{ tool = "add_item", answer = { line = 1 } }' in updated(played.scenario, played.facts)


def test_an_update_of_a_scenario_that_expects_nothing_writes_everything(tmp_path: Path) -> None:
    played = play_text(tmp_path, CALL)
    assert played.facts
    after = updated(played.scenario, played.facts)
    assert after.startswith("".join(HEAD_OF_FILE) + CALL.rstrip())
    assert 'end_reason = "hangup"' in after
    assert differences(play_text(tmp_path, after.removeprefix("".join(HEAD_OF_FILE)))) == []


def test_every_value_of_a_file_is_found_where_it_stands() -> None:
    text = (
        '# a comment = 1\ntop = "a # b"\n[a.b]\nkey = 1 # one\n\'quoted key\' = """x\ny = [1]\n"""\n'
        "[[list]]\nrows = [\n  { a = 1, b = [2, 3] }, # ]\n  { a = 'x,}' },\n]\n[list.inner]\nc = 1.5e3\n"
        "[[list]]\nd.e = 2026-10-06T18:00:00Z\n[[list.deep]]\nf = true\n"
    )
    places = Places(text).places
    found = {key: (place.line, text[place.start : place.end]) for key, place in places.items()}
    assert found["top"] == (2, '"a # b"')
    assert found["a.b.key"] == (4, "1")
    assert found['a.b."quoted key"'] == (5, '"""x\ny = [1]\n"""')
    assert found["list[0].rows[0].b[1]"] == (10, "3")
    assert found["list[0].rows[1].a"] == (11, "'x,}'")
    assert found["list[0].inner.c"] == (14, "1.5e3")
    assert found["list[1].d.e"] == (16, "2026-10-06T18:00:00Z")
    assert found["list[1].deep[0].f"] == (18, "true")


def test_a_key_that_is_not_there_stands_where_it_would() -> None:
    places = Places("a = 1\n[b]\nc = [\n  { d = 1 },\n]\n")
    assert places.line("b.c[0].missing") == 4
    assert places.line("b.c[7].d") == 3
    assert places.line("b.other") == 2
    assert places.line("nowhere") == 1
    assert Places('[a]\n["b]".c]\n"d[0" = { "\\"" = 1 }\n').line('"b]".c."d[0"."\\""') == 3
    assert Places("a = 1").line('a."b[0') == 1


def test_values_are_written_as_people_write_them() -> None:
    assert (
        toml_value({"a": 'é "b"', "two words": [1, True]}) == '{ a = "é \\"b\\"", "two words" = [1, true] }'
    )
    assert toml_value([{"a": 1}, {"a": 2}]) == "[\n  { a = 1 },\n  { a = 2 },\n]"
    assert toml_value(["x" * 60, "y" * 60]) == f'[\n  "{"x" * 60}",\n  "{"y" * 60}",\n]'
    assert toml_value([]) == "[]"
