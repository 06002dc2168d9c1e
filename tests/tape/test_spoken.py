"""A number that was said is as private as one that was written."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from pizzeria.tape.private import Privacy
from pizzeria.tape.scrub import scrubbed
from pizzeria.tape.spoken import in_digits, run
from tests.tape.test_scrub import PRIVACY, deltas, heard, said, written


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("noll sju noll åtta ett två tre fyra fem sex", "0708123456"),
        ("noll sju noll, åtta hundra tolv, trettiofyra, femtiosex", "0708123456"),
        ("nolla sju nolla, åtti tolv, trettifyra femtien", "07080123451"),
        ("zero seven zero, eight one two, three four, five six", "0708123456"),
        ("oh seven oh double eight twelve thirty-four fifty six", "07088123456"),
        ("zero seven zero triple one eight hundred", "070111800"),
        ("plus four six seven oh eight 12 34 56", "46708123456"),
    ],
)
def test_it_is_heard_as_people_say_it(words: str, digits: str) -> None:
    [found] = re.findall(run(), words)
    assert in_digits(found) == digits


@pytest.mark.parametrize(
    "words",
    [
        "One Vesuvio, two Hawaii and three Cola, please",
        "Two hundred and forty five kronor",
        "Det blir tvåhundrafyrtiofem kronor",
        "Ett, två, tre",
        "It takes twenty or thirty minutes",
    ],
)
def test_what_is_no_number_to_ring_stays(words: str) -> None:
    assert said(heard(words)) == [heard(words)]


def test_it_has_the_stand_in_of_the_same_number_in_figures_and_in_the_same_language() -> None:
    figures, swedish, english = said(
        heard("0708-12 34 56"),
        heard("Det är noll sju noll åtta tolv trettiofyra femtiosex."),
        heard("zero seven zero eight one two three four five six, I said"),
    )
    number = re.sub(r"\D", "", figures["transcript"])
    in_words = " ".join(num2words(int(digit), lang="sv") for digit in number)
    assert swedish["transcript"] == f"Det är {in_words}."
    assert in_digits(english["transcript"].removesuffix(", I said")) == number
    assert "zero seven zero" in english["transcript"]


def test_the_houses_own_number_may_be_said() -> None:
    own = heard("Ring noll åtta fyra sex fem noll noll fyra ett ett")
    assert said(own) == [own]


def test_a_number_that_is_torn_between_deltas_is_found() -> None:
    text = written(said(*deltas("noll sju noll ", "åtta ett två tr", "e fyra fem sex", ", tack")))
    assert "åtta ett två" not in text
    assert text.endswith(", tack")


def spoken(digits: str, language: str, sizes: Sequence[int], doubled: bool) -> list[str]:
    """Digit by digit, or in pairs that do not begin with a nought; what comes twice may be "double"."""
    words: list[str] = []
    place = 0
    for size in sizes:
        part = digits[place : place + size]
        place += len(part)
        if len(part) > 1 and part[0] == part[1] and doubled and language == "en":
            words += ["double", num2words(int(part[0]), lang=language)]
        elif len(part) > 1 and part[0] != "0" and part[1] != "0":
            words.append(num2words(int(part), lang=language))
        else:
            words += [num2words(int(digit), lang=language) for digit in part]
    return words


@given(
    digits=st.text("0123456789", min_size=6, max_size=10),
    language=st.sampled_from(["sv", "en"]),
    sizes=st.lists(st.sampled_from([1, 2]), min_size=10, max_size=10),
    doubled=st.booleans(),
    gap=st.sampled_from([" ", ", ", " - ", ". "]),
    before=st.sampled_from(["", "My number is ", "Jag nås på: "]),
)
@settings(deadline=None)
def test_no_number_of_six_digits_or_more_is_left_however_it_is_said(  # noqa: PLR0913, PLR0917
    digits: str, language: str, sizes: list[int], doubled: bool, gap: str, before: str
) -> None:
    words = spoken(digits, language, sizes, doubled)
    number = gap.join(words)
    [document] = scrubbed([heard(f"{before}{number}")], Privacy(country=PRIVACY.country))
    assert isinstance(document, dict)
    left = str(document["transcript"])
    assert left.startswith(before)
    assert number not in left
