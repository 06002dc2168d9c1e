"""What a message costs is what the telephone networks count: 3GPP TS 23.038."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pizzeria.outbox.parts import GSM, is_gsm, parts, plain
from pizzeria.replay.doubles.company.texts import part_count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("åäö" * 53, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ő" + "a" * 69, 1),
        ("ő" + "a" * 70, 2),
        ("🍕" * 35, 1),
        ("🍕" * 36, 2),
        ("ő" + "a" * 133, 2),
        ("ő" + "a" * 134, 3),
    ],
)
def test_a_message_is_paid_in_parts(words: str, count: int) -> None:
    assert parts(words) == count


def test_a_letter_that_takes_two_places_is_never_split() -> None:
    assert parts("a" * 152 + "€" + "a" * 152) == 3, "304 places would fit into two parts, but not so"
    assert parts("🍕" * 67) == 3, "33 in a part, for half an emoji is none"


def test_swedish_is_gsm_and_what_typographers_write_can_be_made_so() -> None:
    assert is_gsm("Räksmörgås à la carte, 1 345 kr: [ok] ~ €")
    assert not is_gsm("\u201cRäksmörgås\u201d \u2013 1\u00a0345 kr\u2026")
    assert plain("\u201cRäksmörgås\u201d \u2013 1\u00a0345 kr\u2026") == '"Räksmörgås" - 1 345 kr...'


@given(st.text(alphabet=sorted(GSM), max_size=700))
def test_46elks_and_we_count_the_same(words: str) -> None:
    assert parts(words) == part_count(words)
