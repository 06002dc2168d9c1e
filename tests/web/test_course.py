"""The course of a call and its picture: who spoke when, who waited, and what was not heard."""

from datetime import UTC, datetime, timedelta

from pizzeria.ordering.events import CallMessage, ToolUsed, Usage
from pizzeria.realtime.events import Who
from pizzeria.store.records import CallDetail, CallRow
from pizzeria.web.course import Did, Said, course, split
from pizzeria.web.timeline import STRIP_SECONDS, timeline

ZERO = datetime(2026, 5, 14, 16, tzinfo=UTC)


def says(
    who: Who, start: float, ms: int | None, words: str = "Hej!", heard: int | None = None
) -> CallMessage:
    at = ZERO + timedelta(seconds=start)
    return CallMessage("c1", f"i{start}", who, words, at, 0, heard, ms)


def uses(start: float, ok: bool = True) -> ToolUsed:
    at = ZERO + timedelta(seconds=start)
    return ToolUsed("c1", f"t{start}", "add_item", "{}", "{}", ok, None if ok else "sold_out", at, 30)


def detail(*messages: CallMessage, tools: list[ToolUsed] | None = None) -> CallDetail:
    row = CallRow("c1", "", "", "completed", ZERO, None, 60, None, None)
    return CallDetail(row, list(messages), tools or [], None, (), Usage(), 0)


def talk(*messages: CallMessage) -> list[Said]:
    return [each for each in course(detail(*messages)) if isinstance(each, Said)]


def test_the_wait_is_from_the_end_of_the_voice_to_the_first_sound() -> None:
    _, caller, agent = talk(says("assistant", 0, 2000), says("user", 2.5, 1500), says("assistant", 4.7, 900))
    assert (caller.end, agent.wait_ms) == (4.0, 700)


def test_nobody_waits_for_a_greeting_or_for_an_agent_who_goes_on() -> None:
    greeting, more = talk(says("assistant", 0.5, 2000), says("assistant", 0.9, 1000))
    assert (greeting.wait_ms, more.wait_ms) == (None, None)
    assert more.start == 2.5, "it was made early, and heard after what came before"


def test_a_call_from_before_lengths_were_kept_is_guessed_and_says_so() -> None:
    (said,) = talk(says("user", 1, None, "x" * 30))
    assert (said.guessed, said.seconds) == (True, 2.0)


def test_words_after_the_interruption_are_told_apart_by_the_agents_own_pace() -> None:
    usual = says("assistant", 0, 1000, "ten chars!")
    _, cut = talk(usual, says("assistant", 2, 1100, "We have a Vesuvio today", 1100))
    assert (cut.heard, cut.unheard) == ("We have a ", "Vesuvio today")
    assert (cut.cut, cut.seconds) == (True, 1.1)


def test_something_was_not_heard_of_whatever_was_interrupted() -> None:
    assert split("All of it", 60_000, 0.015) == ("All of ", "it")
    assert split("All of it", 0, 0.015) == ("", "All of it")
    assert split("", 500, 0.015) == ("", "")


def test_tools_stand_where_they_were_used() -> None:
    steps = course(detail(says("user", 1, 900), says("assistant", 3, 900), tools=[uses(2.2)]))
    assert [isinstance(each, Did) for each in steps] == [False, True, False]


def test_half_a_minute_is_one_strip_and_a_quarter_of_an_hour_is_fifteen() -> None:
    short = timeline(course(detail(says("assistant", 0, 3000))), 28)
    assert [len(strip.ticks) for strip in short.strips] == [3]
    long = timeline(course(detail(says("assistant", 893, 3000))), 900)
    assert [strip.start for strip in long.strips] == [n * STRIP_SECONDS for n in range(15)]
    (mark,) = long.strips[-1].marks
    assert (mark.kind, mark.x, mark.width) == ("agent", round(100 * 53 / 60, 3), 5.0)


def test_what_goes_over_the_edge_goes_on_in_the_next_strip() -> None:
    picture = timeline(course(detail(says("user", 58, 4000))), 70)
    first, second = (strip.marks[0] for strip in picture.strips)
    assert (first.x, first.x + first.width) == (round(100 * 58 / 60, 3), 100)
    assert (second.x, second.width) == (0, round(100 * 2 / 60, 3))


def test_the_picture_shows_waits_interruptions_and_tools() -> None:
    happened = course(
        detail(
            says("user", 0, 1000),
            says("assistant", 3.5, 2000, "We have a Vesuvio", 2000),
            says("user", 5.5, 500),
            tools=[uses(2, ok=False), uses(2.1)],
        )
    )
    marks = [mark for strip in timeline(happened, 8).strips for mark in strip.marks]
    assert [mark.kind for mark in marks] == [
        "caller",
        "refused",
        "tool",
        "agent",
        "wait slow",
        "cut",
        "caller",
    ]
    assert next(mark.label for mark in marks if mark.kind == "wait slow") == "2.5"
    assert (
        timeline(happened, 8).summary == "2 turns of the caller, 1 of the agent, 1 interruption, 2 tool calls"
    )


def test_a_call_in_which_nothing_happened_has_an_empty_picture() -> None:
    (strip,) = timeline([], 0).strips
    assert strip.marks == ()
