"""What counts as understood: numbers exactly, names nearly, and never another dish or the opposite."""

from pathlib import Path

import pytest

from pizzeria.menu_files import read_menu_files
from tests.voice.recorded import phrases
from tests.voice.understanding import Measure, word_errors

MEASURE = Measure(read_menu_files(Path(__file__).parents[2] / "menu").menu)


@pytest.mark.parametrize(
    ("said", "wants", "heard", "missed"),
    [
        ("Two Vesuvio.", ["vesuvio"], "2 Vesuvios", []),
        ("Two Vesuvio.", ["vesuvio"], "To Vesuvio.", ["2"]),
        ("One Vesuvio.", ["vesuvio"], "A Vesuvius, please", []),
        ("A Capricciosa.", ["capricciosa"], "A Capri Chosa", []),
        ("A Rossa.", ["rossa"], "A Rosso", []),
        ("A Greca.", ["greca"], "A Greek salad", ["greca"]),
        ("A Calzone Verde.", ["calzone_verde"], "A Calzone, please", ["calzone_verde"]),
        ("Quattro Formaggi.", ["quattro_formaggi"], "Quattro formaggio", []),
        ("Remove the Coke, please.", ["without", "coca_cola"], "Remove the Coke, please.", []),
        ("A Pollo.", ["pollo"], "Hello", ["pollo"]),
        ("One eleven twenty-nine.", [], "111 29", []),
        ("One eleven twenty-nine.", [], "111, 1, 29", ["11129"]),
        ("Triple one, three one.", [], "1-1-1-3-1", []),
        ("Kungsgatan 44.", ["Kungsgatan"], "Kungskatan, 44", []),
        ("Kungsgatan 44.", ["Kungsgatan"], "King's Guard, 44", ["Kungsgatan"]),
        ("Yeah.", ["yes"], "Yes, that's right.", []),
        ("Yeah.", ["yes"], "Yeah, no.", ["not no"]),
        ("Nah.", ["no"], "Now", ["no"]),
        ("Mm-hmm.", ["yes"], "Mm-hmm.", []),
        ("I'll pick it up.", ["pickup"], "I'll pick up.", []),
        ("No onion.", ["without", "onion"], "Without onions", []),
    ],
)
def test_what_counts_as_understood(said: str, wants: list[str], heard: str, missed: list[str]) -> None:
    assert MEASURE.misses(said, wants, heard) == missed


def test_every_phrase_is_understood_when_it_is_heard_as_it_was_said() -> None:
    said = phrases()
    assert len(said) == 150
    lost = {each.text: MEASURE.misses(each.text, each.wants, each.text) for each in said}
    assert {text: missed for text, missed in lost.items() if missed} == {}


def test_nothing_is_understood_of_silence() -> None:
    assert [each.text for each in phrases() if not MEASURE.misses(each.text, each.wants, "")] == []


def test_words_are_counted_as_they_are_spoken() -> None:
    assert word_errors("Two Vesuvio, one eleven twenty-nine", "2 vesuvio 111 29") == (0, 3)
    assert word_errors("A Hawaii, please", "Hawaii") == (2, 3)
