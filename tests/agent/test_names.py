"""What a caller may have meant by a word: names, nicknames and numbers in every language of the house."""

from dataclasses import replace

import pytest

from pizzeria.agent.names import Phrasebook, plain, swedish_noun
from pizzeria.ordering.menu import Menu
from tests.ordering.menus import small_menu


def numbered(**numbers: int) -> Menu:
    menu = small_menu()
    return replace(menu, items=tuple(replace(i, number=numbers.get(i.id)) for i in menu.items))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        *(
            (heard, "vesuvio")
            for heard in ("7", "sju", "en sjua", "sjuan", "nummer 7", "nr 7", "number seven")
        ),
        *((heard, "vesuvio") for heard in ("7:an", "No. 7", "the seven", "pizza nummer sju")),
        *((heard, "hawaii") for heard in ("17", "sjutton", "en sjuttona", "seventeen")),
        *((heard, "margherita") for heard in ("47", "fyrtiosju", "förtiosjua", "forty-seven", "forty seven")),
    ],
)
def test_a_number_means_the_dish_of_that_number_and_no_other(heard: str, meant: str) -> None:
    book = Phrasebook(numbered(vesuvio=7, hawaii=17, margherita=47))
    assert book.items(heard) == [meant]


@pytest.mark.parametrize(
    ("counted", "noun"),
    [("ett", "etta"), ("två", "tvåa"), ("fem", "femma"), ("åtta", "åtta"), ("nio", "nia"), ("tio", "tia")],
)
def test_a_dish_is_called_by_the_noun_of_its_number(counted: str, noun: str) -> None:
    assert swedish_noun(counted) == noun


def test_a_number_that_no_dish_has_means_nothing() -> None:
    assert Phrasebook(numbered(vesuvio=7)).items("98") == []


@pytest.mark.parametrize("heard", ["coke", "COCA COLA", "Coca-Cola", "cola"])
def test_nicknames_and_names_mean_exactly_one_dish(heard: str) -> None:
    assert Phrasebook(small_menu()).items(heard) == ["cola"]


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Marguerita", "margherita"),
        ("kapritschosa", "capricciosa"),
        ("hawai", "hawaii"),
        ("besuvio", "vesuvio"),
    ],
)
def test_a_name_that_was_misheard_has_the_right_one_first(heard: str, meant: str) -> None:
    assert Phrasebook(small_menu()).items(heard)[0] == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("lök", "onion"), ("lok", "onion"), ("onions", "onion"), ("ädelost", "gorgonzola"), ("skinka", "ham")],
)
def test_toppings_are_known_in_every_language(heard: str, meant: str) -> None:
    assert Phrasebook(small_menu()).toppings(heard)[0] == meant


@pytest.mark.parametrize("heard", ["", "   ", "xyzzy", "\u0000", "🍕", "q" * 10_000])
def test_noise_means_nothing(heard: str) -> None:
    assert Phrasebook(small_menu()).items(heard) == []


def test_little_words_before_a_name_do_not_count() -> None:
    assert Phrasebook(small_menu()).items("a pizza hawai") == ["hawaii"]


def test_at_most_three_are_offered() -> None:
    assert len(Phrasebook(small_menu()).items("pizza", 3)) <= 3


def test_the_nearest_names_come_in_the_calls_language() -> None:
    book = Phrasebook(small_menu())
    assert book.named_toppings(["mushrooms"], "en") == [{"id": "mushrooms", "name": "mushrooms"}]
    assert book.named_toppings(["mushrooms"], "fi") == [{"id": "mushrooms", "name": "champinjoner"}]


def test_a_sentence_names_its_dishes_and_leaves_the_rest() -> None:
    items, toppings, rest = Phrasebook(small_menu()).mentioned("Finns det nötter i Capricciosa med lök?")
    assert (items, toppings) == (["capricciosa"], ["onion"])
    assert rest.split() == ["finns", "det", "notter", "i", "med"]


def test_two_ways_of_writing_are_the_same_when_plain() -> None:
    assert plain("  Béarnaise-SÅS ") == plain("bearnaise sas")
