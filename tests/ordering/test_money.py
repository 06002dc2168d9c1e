"""Money on paper and aloud."""

import pytest

from pizzeria.ordering.money import format_money, spoken_money


@pytest.mark.parametrize(
    ("minor", "currency", "language", "written"),
    [
        (14500, "SEK", "sv", "145 kr"),
        (14500, "SEK", "en", "145 kr"),
        (14550, "SEK", "sv", "145,50 kr"),
        (14505, "SEK", "en", "145.05 kr"),
        (145000, "SEK", "sv", "1 450 kr"),
        (0, "SEK", "sv", "0 kr"),
        (14500, "EUR", "en", "€145"),
        (14550, "EUR", "de", "145,50 €"),
        (1450, "JPY", "en", "¥1,450"),
    ],
)
def test_money_is_written_as_people_write_it(minor: int, currency: str, language: str, written: str) -> None:
    assert format_money(minor, currency, language) == written


@pytest.mark.parametrize(
    ("minor", "language", "said"),
    [
        (14500, "sv", "etthundrafyrtiofem kronor"),
        (14500, "en", "one hundred and forty-five kronor"),
        (100, "sv", "en krona"),
        (100, "en", "one krona"),
        (2100, "sv", "tjugoen kronor"),
        (1100, "sv", "elva kronor"),
        (14550, "sv", "etthundrafyrtiofem kronor och femtio öre"),
        (14501, "sv", "etthundrafyrtiofem kronor och ett öre"),
        (14550, "en", "one hundred and forty-five kronor and fifty öre"),
        (0, "sv", "noll kronor"),
    ],
)
def test_crowns_are_said_as_people_say_them(minor: int, language: str, said: str) -> None:
    assert spoken_money(minor, "SEK", language) == said


def test_other_money_is_said_with_its_own_name() -> None:
    assert spoken_money(14550, "EUR", "en") == "one hundred and forty-five euros fifty"


def test_a_language_without_number_words_gets_figures() -> None:
    assert spoken_money(14500, "SEK", "et") == "145 kr"
