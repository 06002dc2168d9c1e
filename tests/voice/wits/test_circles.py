"""A caller with whom the waiter gets nowhere is told what is missing, never the same thing a third time, and
is offered the staff.
"""

import random
import re
from itertools import pairwise

from tests.voice.caller import Conversation, Line

WORDS = (
    "yes", "no", "hm", "Yes, that is right.", "okay", "sorry?", "what?", "thank you", "", "mumble grumble",
    "rhubarb", "lobster thermidor please", None,
)  # fmt: skip
"""None is silence"""
BEGINNINGS = (
    (),
    ("a hawaii",),
    ("a kebab please",),
    ("a regular hawaii",),
    ("a regular hawaii", "that's all"),
    ("a regular hawaii", "that's all", "delivery"),
    ("two regular hawaii", "that's all", "Kungsgatan 5, 111 22"),
    ("a regular hawaii", "that's all", "pickup"),
    ("a regular hawaii", "that's all", "pickup", "Bo"),
)
TURNS = 10


async def hears(talk: Conversation, words: str | None) -> set[str]:
    """The sentences that answer it."""
    said = await (talk.take(talk.waiter.nudge()) if words is None else talk.hears(words))
    return {sentence.strip() for sentence in re.findall(r"[^.?!]+[.?!]", said)}


async def begun(line: Line, *said: str) -> Conversation:
    talk = await line.rings()
    await talk.take(talk.waiter.greet())
    for each in said:
        await talk.hears(each)
    return talk


async def test_whatever_is_answered_no_sentence_comes_a_third_time_and_staff_are_offered(line: Line) -> None:
    dice = random.Random(26)
    for beginning in BEGINNINGS * 3:
        talk, said = await begun(line, *beginning), []
        some, words = dice.sample(WORDS, dice.randint(1, 5)), None
        for _ in range(TURNS):
            words = dice.choice(some) if words is not None else dice.choice([*filter(None, some), "hm"])
            said.append(await hears(talk, words))
            if talk.waiter.finished:
                break
        thrice = [one & two & three for (one, two), (_, three) in pairwise(pairwise(said))]
        assert not any(thrice), talk.played.lines
        assert talk.waiter.finished or any("staff" in each for each in set().union(*said)), talk.played.lines


async def test_who_agrees_when_asked_for_more_is_asked_for_what_is_missing(line: Line) -> None:
    talk = await begun(line, "a regular hawaii")
    assert "shall we deliver it?" in await talk.hears("Yes, that is right.")


async def test_a_yes_to_anything_else_wants_something_and_a_second_one_does_not(line: Line) -> None:
    talk = await begun(line, "a regular hawaii")
    assert "else" in await talk.hears("Yes.")
    assert "shall we deliver it?" in await talk.hears("Yes.")


async def test_what_was_broken_into_before_it_was_begun_is_said_with_what_comes_next(line: Line) -> None:
    talk = await begun(line, "a regular hawaii", "that's all", "pickup", "Bo", "yes")
    talk.waiter.interrupted("")
    assert "That is order number 1" in await talk.hears("hello?")


async def test_a_yes_to_what_was_not_asked_yet_is_none(line: Line) -> None:
    talk = await begun(line, "a tono")
    talk.waiter.interrupted("")
    await talk.hears("yes")
    assert not talk.desk.cart.lines


async def test_who_may_speak_and_has_said_it_all_says_nothing_twice(line: Line) -> None:
    talk = await begun(line, "a regular hawaii")
    assert await talk.take(talk.waiter.go_on()) == ""
    talk.waiter.interrupted("")
    assert (await talk.take(talk.waiter.go_on())).startswith("One regular Hawaii. ")
