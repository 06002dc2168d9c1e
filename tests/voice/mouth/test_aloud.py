"""The mouth says the house's own words as people do, and says where the table is wrong."""

from pathlib import Path

import pytest
from hibari import Hibari

from pizzeria.errors import SetupError
from pizzeria.voice.mouth.aloud import NOTHING, Pronunciation
from pizzeria.voice.mouth.table import FILE, read_pronunciation
from tests.house import MENU

OURS = Pronunciation.of({"Calzone": "kælzˈOnA", "calzone speciale": "X"}, {"gatan": "ɡˌɑtɑn"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One calzone.", "One [calzone](/kælzˈOnA/)."),
        ("A Calzone Speciale!", "A [Calzone Speciale](/X/)!"),
        ("Storgatan 3", "Stor [gatan](/ɡˌɑtɑn/) 3"),
        ("111 22 or 11122", "1 1 1, 2 2 or 1 1 1, 2 2"),
        ("Call +46846500411.", "Call 4 6 8 4 6 5 0 0 4 1 1."),
        ("It is 1,450 kronor", "It is 1,450 kronor"),
        ("Black & White", "Black  and  White"),
    ],
)
def test_our_words_are_marked_and_numbers_are_spelt_out(text: str, said: str) -> None:
    assert OURS.aloud(text) == said


def test_a_house_without_a_table_is_read_by_the_rules(tmp_path: Path) -> None:
    assert read_pronunciation(tmp_path, ()) is NOTHING
    assert NOTHING.aloud("One calzone on Storgatan") == "One calzone on Storgatan"


def test_the_menus_own_table_is_right_and_is_spoken() -> None:
    voice = Hibari()
    ours = read_pronunciation(MENU, voice.vocab)
    assert voice.phonemize(ours.aloud("A Capricciosa"))[0].endswith("kˌæpɹiʧˈOsə")
    assert "ɡˌɑtɑn" in voice.phonemize(ours.aloud("Drottninggatan 5"))[0]


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ('[words]\nrossa = "ROSSA!€"', r"words: rossa: the voice knows no phoneme .*€"),
        ('[wrods]\nrossa = "a"', r"no wrods"),
        ("[words", r"pronunciation\.toml: "),
    ],
)
def test_a_wrong_table_is_named_with_its_word(tmp_path: Path, table: str, complaint: str) -> None:
    (tmp_path / FILE).write_text(table)
    with pytest.raises(SetupError, match=complaint):
        read_pronunciation(tmp_path, Hibari().vocab)
