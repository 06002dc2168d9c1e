"""A street is understood though it was heard as English, and nothing else is taken for one."""

import pytest

from pizzeria.menu_files import read_menu_files
from pizzeria.voice.streets import Streets
from pizzeria.voice.wits.acts import Expects
from tests.house import MENU

HOUSE = read_menu_files(MENU).house
OURS = Streets(street for zone in HOUSE.zones for street in zone.streets)


@pytest.mark.parametrize(
    ("heard", "expects", "meant"),
    [
        ("Vasegaton 12", "street", "Vasagatan 12"),
        ("Vassa got on 12.", "street", "Vasagatan 12."),
        ("Draughtoning got on 5.", "street", "Drottninggatan 5."),
        ("Dratening Goton 5.", "street", "Drottninggatan 5."),
        ("Store Gotham 3.", "street", "Storgatan 3."),
        ("Store Got-On-3.", "street", "Storgatan 3."),
        ("Kong's got on 14.", "street", "Kungsgatan 14."),
        ("Nora Agni got on four.", "street", "Norra Agnegatan four."),
        ("Svvegen20.", "street", "Sveavägen 20."),
        ("Odengatan 5.", "street", "Odengatan 5."),
        ("Idungatan 5.", "street", "Idungatan 5."),
        ("Lillanugatan 16.", "street", "Lilla Nygatan 16."),
        ("Linnegatan 16.", "street", "Linnégatan 16."),
        ("Licked grin 9.", "street", "Lyktgränd 9."),
        ("It's Vasa Gott on 12, 11122.", "street", "It's Vasagatan 12, 11122."),
        ("Delivery to Vasagot on 12, 11122.", "anything", "Delivery to Vasagatan 12, 11122."),
        (
            "A Norrsken delivered to Lumpmacher got in 46.",
            "anything",
            "A Norrsken delivered to Luntmakargatan 46.",
        ),
    ],
)
def test_streets_of_the_house_are_written_as_they_are(heard: str, expects: Expects, meant: str) -> None:
    right = OURS.put_right(heard, expects)
    assert right.replace("four", "4") == meant.replace("four", "4")


@pytest.mark.parametrize(
    "words",
    [
        "Two Vesuvio and 3 Hawaii, please.",
        "I'd like a number 7 with extra ham.",
        "My daughter got 12 of them, and a Capricciosa 2",
        "Make it 4 with bacon and 2 with tuna",
        "One regular Margherita",
        "Yes, that's right.",
        "",
    ],
)
def test_what_is_no_street_is_left_alone(words: str) -> None:
    assert OURS.put_right(words, "anything") == words


def test_a_house_that_names_no_streets_leaves_everything_alone() -> None:
    assert Streets(()).put_right("Vasa got on 12", "street") == "Vasa got on 12"
