"""Where a line comes from: the caller's turn, the tools that made and changed it, and the answer."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from pizzeria.ordering.events import CallMessage, ToolUsed
from pizzeria.ordering.moments import line_after, moments

SIX = datetime(2026, 10, 6, 16, 0, tzinfo=UTC)


def says(second: float, words: str, who: Literal["user", "assistant"] = "user") -> CallMessage:
    return CallMessage("c1", f"i{second}", who, words, SIX + timedelta(seconds=second), int(second))


def agent(second: float, words: str) -> CallMessage:
    return says(second, words, "assistant")


def uses(second: float, tool: str, arguments: object, answer: dict[str, object]) -> ToolUsed:
    asked = arguments if isinstance(arguments, str) else json.dumps(arguments)
    at = SIX + timedelta(seconds=second)
    return ToolUsed("c1", f"t{second}", tool, asked, json.dumps({"ok": True, **answer}), True, None, at, 3)


def adds(second: float, line: int) -> ToolUsed:
    return uses(second, "add_item", {"item": "vesuvio"}, {"line": line})


HELLO, ASKS = agent(1, "What would you like?"), says(4, "A Vesuvio.")
WHICH, FAMILY = agent(7, "Which size?"), says(9, "Family, please.")
ELSE = agent(12, "Anything else?")
NO_HAM = says(14, "Oh, and no ham on it.")
DONE = agent(18, "No ham. And then?")
TALK = [HELLO, ASKS, WHICH, FAMILY, ELSE, NO_HAM, DONE]
ADD = adds(11, 1)
TAKE_OFF = uses(16, "choose_toppings", {"line": 1, "remove": ["ham"]}, {"line": 1})


def test_a_line_comes_from_the_callers_turn_before_it_and_what_was_asked() -> None:
    (moment,) = moments(TALK, [ADD], 1)
    assert moment.before == (WHICH, FAMILY)
    assert (moment.uses, moment.after) == ((ADD,), (ELSE,))


def test_a_line_that_was_changed_later_has_two_moments() -> None:
    first, second = moments(TALK, [ADD, TAKE_OFF], 1)
    assert first.uses == (ADD,)
    assert (second.before, second.uses, second.after) == ((ELSE, NO_HAM), (TAKE_OFF,), (DONE,))


def test_what_is_done_in_one_breath_is_one_moment() -> None:
    more = uses(11, "choose_toppings", {"line": 1, "add": [{"topping": "onion"}]}, {"line": 1})
    (moment,) = moments(TALK, [ADD, adds(11, 2), more], 1)
    assert moment.uses == (ADD, more)


def test_each_line_has_its_own_tools() -> None:
    other = adds(16, 2)
    removes = uses(17, "remove_item", {"line": 2}, {"line": None})
    assert [moment.uses for moment in moments(TALK, [ADD, other, removes], 2)] == [(other, removes)]
    assert [moment.uses for moment in moments(TALK, [ADD, other, removes], 1)] == [(ADD,)]


def test_what_was_refused_did_nothing_to_the_line() -> None:
    refused = replace(uses(16, "choose_toppings", {"line": 1}, {}), ok=False, code="sold_out")
    assert len(moments(TALK, [ADD, refused], 1)) == 1


def test_other_tools_that_speak_of_a_line_are_not_about_it() -> None:
    assert moments(TALK, [uses(11, "look_up", {"line": 1}, {"line": 1})], 1) == []


def test_arguments_that_were_cut_off_do_no_harm_for_the_answer_names_the_line() -> None:
    cut = uses(16, "choose_toppings", '{"line": 1, "remove": ["ha', {"line": 1})
    assert [moment.uses for moment in moments(TALK, [cut], 1)] == [(cut,)]


def test_words_of_a_line_that_nothing_was_said_before_and_nothing_after() -> None:
    (moment,) = moments([], [ADD], 1)
    assert (moment.before, moment.after) == ((), ())


def test_a_late_transcript_stands_where_it_was_spoken() -> None:
    (moment,) = moments([HELLO, WHICH, ELSE, ASKS, FAMILY], [ADD], 1)
    assert moment.before == (WHICH, FAMILY)


def test_an_answer_that_begins_as_the_tool_is_done_comes_after_it() -> None:
    """On a stage tools take no time."""
    (moment,) = moments([FAMILY, agent(11, "Family it is.")], [ADD], 1)
    assert (moment.before, [words.content for words in moment.after]) == ((FAMILY,), ["Family it is."])


def test_the_line_as_a_tool_left_it_is_in_its_answer() -> None:
    cart = {"lines": [{"id": 1, "name": "Vesuvio"}, {"id": 2, "name": "Hawaii"}]}
    used = uses(11, "add_item", {}, {"line": 2, "cart": cart})
    assert line_after(used, 2) == {"id": 2, "name": "Hawaii"}
    assert line_after(used, 3) is None
    assert line_after(uses(1, "add_item", {}, {"cart": {"lines": 7}}), 1) is None


KEYS = st.text() | st.sampled_from(["line", "cart", "lines", "id"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(st.one_of(JSON.map(json.dumps), st.text()), JSON)
def test_whatever_a_model_sends_is_looked_at_without_harm(arguments: str, cart: object) -> None:
    used = uses(11, "change_item", arguments, {"cart": cart})
    assert len(moments(TALK, [used], 1)) <= 1
    line_after(used, 1)
