"""What is noticed in a caller's words, and what is not."""

import pytest

from pizzeria.ordering.flags import Flag, FlagRules, Mood, Signs, Watch

RULES = FlagRules(
    {
        "allergy": ["allerg", "gluten intoleran"],
        "manager": ["chef", "a human"],
        "upset": ["angry", "terrible"],
        "pleased": ["perfect", "lovely"],
    }
)


def noticed(*turns: str) -> Signs:
    watch = Watch(RULES)
    for number, words in enumerate(turns):
        watch.heard(f"i{number}", words)
    return watch.signs


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("Jag är ALLERGISK mot nötter", [("allergy", "allergisk")]),
        (
            "I am gluten intolerant, and my son has an allergy",
            [("allergy", "gluten intolerant"), ("allergy", "allergy")],
        ),
        ("Can I talk to a human, or the chef?", [("manager", "a human"), ("manager", "chef")]),
        ("Nonallergic pillows and a mischef", []),
        ("A Vesuvio, please. Perfect!", []),
        ("", []),
    ],
)
def test_a_word_counts_when_it_begins_so_and_is_told_as_it_was_said(
    words: str, flags: list[tuple[str, str]]
) -> None:
    assert noticed(words).flags == tuple(Flag(kind, word) for kind, word in flags)


def test_the_same_word_again_is_nothing_new() -> None:
    watch = Watch(RULES)
    assert watch.heard("i1", "an allergy")
    assert not watch.heard("i2", "yes, an allergy")
    assert not watch.heard("i3", "and a cola")


def test_a_turn_in_better_words_takes_the_place_of_the_first() -> None:
    watch = Watch(RULES)
    assert watch.heard("i1", "I am angry")
    assert watch.heard("i1", "I am hungry")
    assert watch.signs == Signs()


@pytest.mark.parametrize(
    ("turns", "mood", "because"),
    [
        (["This is terrible"], "upset", ("terrible",)),
        (["I am angry", "That is perfect"], "even", ()),
        (
            ["terrible", "so angry", "lovely", "and perfect", "perfect"],
            "pleased",
            ("lovely", "perfect", "perfect"),
        ),
        (["terrible", "a cola", "a cola", "a cola", "a cola"], "upset", ("terrible",)),
        (["a cola"], "even", ()),
    ],
)
def test_the_mood_is_that_of_the_last_telling_words(
    turns: list[str], mood: Mood, because: tuple[str, ...]
) -> None:
    signs = noticed(*turns)
    assert (signs.mood, signs.because) == (mood, because)


def test_a_house_that_listens_for_nothing_notices_nothing() -> None:
    watch = Watch(FlagRules({"allergy": []}))
    assert not watch.heard("i1", "allergy")
