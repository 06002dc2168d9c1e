"""Of what may have been heard, what makes sense after the question is taken; a doubtful yes is none."""

import pytest

from pizzeria.menu_files import read_menu_files
from pizzeria.voice.choice import Choice
from pizzeria.voice.ears.whisper import Heard
from pizzeria.voice.names_file import read_names
from pizzeria.voice.wits.acts import Expects
from pizzeria.voice.wits.hearing import Hearing
from pizzeria.voice.wits.meanings import Fulfil, Named, Place, Said, Wish
from tests.house import MENU

FILES = read_menu_files(MENU)
HEARING = Hearing(FILES.menu, FILES.house)
CHOICE = Choice(HEARING, FILES.house, read_names(MENU))


def chosen(expects: Expects, *readings: str) -> str:
    return CHOICE.of(Heard(readings[0], 0.0, readings[1:]), expects)


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (["Eric."], "Erik."),
        (["Carlson.", "Carson."], "Karlsson."),
        (["My name is Maria Svenson."], "My name is Maria Svensson."),
        (["The namesburg.", "The name is Berg."], "The name is Berg."),
        (["Sarah."], "Sara."),
        (["Christopher with a C.", "Kristoffer with a C."], "Christoffer with a C."),
        (["David Miller."], "David Miller."),
        (["Carlson. C-A-R-L-S-O-N."], "Carlson. C-A-R-L-S-O-N."),
        (["Zebulon.", "Zeppelin."], "Zebulon."),
        (["Sorry, what?"], "Sorry, what?"),
    ],
)
def test_names_are_written_as_people_here_write_them(readings: list[str], name: str) -> None:
    assert chosen("name", *readings) == name


def test_a_name_that_was_not_heard_well_is_doubted_and_a_common_one_less() -> None:
    def doubts(words: str, likelihood: float, expects: Expects = "name") -> bool:
        return CHOICE.mumbles_a_name(Heard(words, 0.0, (), likelihood), words, expects)

    assert not doubts("It's for Anna.", -0.3)
    assert doubts("It's for Anna.", -0.6)
    assert doubts("Zebulon.", -0.3)
    assert not doubts("Zebulon.", -0.1)
    assert doubts("A Vesuvio, the name's Zebulon.", -0.3, "anything")
    assert not doubts("A Vesuvio for pickup.", -0.9, "anything")


@pytest.mark.parametrize(
    ("readings", "taken"),
    [
        (["H-E-D-D-I.", "H-E-D-D-A."], "H-E-D-D-A."),
        (["Hedda.", "H E D D A."], "H E D D A."),
        (["8-E-D-D-I.", "8-E-D-D-A."], "8-E-D-D-A."),
        (["The N-N-E-L-I."], "A-N-N-E-L-I"),
        (["Z-E-B-U-L.", "Z-E-P-U-L."], "Z-E-B-U-L."),
        (["Hedda."], "Hedda."),
        (["OK-E."], "Å-K-E"),
        (["B-J-O-R-N."], "B-J-Ö-R-N"),
        (["L-I-N-N-E-A."], "L-I-N-N-E-A."),
        (["A-D-V-O-K-A-T strum."], "A-D-V-O-K-A-T Ström"),
    ],
)
def test_of_letters_those_that_make_a_name_are_taken(readings: list[str], taken: str) -> None:
    assert chosen("spelling", *readings) == taken


def test_after_a_no_to_a_name_another_may_be_said_at_once() -> None:
    assert chosen("is_name", "No, the name is Eric.") == "No, the name is Erik."
    assert chosen("is_name", "Eric.", "Erick.") == "Erik."
    assert chosen("is_name", "No.", "Yo.", "Yes.") == ""
    assert HEARING.meanings("No, it's Hedda.", "is_name", frozenset()) == [Said("no"), Named("Hedda")]
    assert HEARING.meanings("Yes, Hedda.", "is_name", frozenset()) == [Said("yes")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("H-E-D-D-A.", "Hedda"),
        ("It's spelt T-E, double S, please.", "Tess"),
        ("bee, ee, are, gee", "Berg"),
        ("HENRIK, Lund.", "Henrik Lund"),
        ("N-O-R-D-K-A-P design", "Nordkap Design"),
        ("I spell it OK-E.", "Oke"),
        ("8-E-D-D-A", "Hedda"),
        ("Hedda.", "Hedda"),
    ],
)
def test_a_name_is_written_as_it_is_spelt(words: str, name: str) -> None:
    assert HEARING.meanings(words, "spelling", frozenset()) == [Named(name)]


def test_a_short_yes_that_may_be_a_no_is_no_answer() -> None:
    assert chosen("yes_no", "No. No.", "Yes. Yes.") == ""
    assert chosen("yes_no", "Yes.", "Yes!", "Yeah.") == "Yes."
    assert chosen("yes_no", "No. Yes.") == ""
    assert chosen("yes_no", "No, I said the small one.", "Yes, I said the small one.").startswith("No")


@pytest.mark.parametrize(
    ("expects", "words", "likelihood", "is_clear"),
    [
        ("anything", "Two Vesuvio, please.", -0.2, True),
        ("anything", "Two Vesuvio, please.", -0.35, True),
        ("anything", "Two hullabaloo, please.", -0.35, False),
        ("yes_no", "Yes.", -0.6, False),
        ("postal_code", "11124.", -0.1, True),
        ("postal_code", "11214.", -0.1, False),
        ("name", "Anna.", -0.1, False),
    ],
)
def test_only_what_is_in_doubt_is_heard_in_several_readings(
    expects: Expects, words: str, likelihood: float, is_clear: bool
) -> None:
    assert CHOICE.is_clear(Heard(words, 0.0, likelihood=likelihood), expects) is is_clear


def test_the_end_of_a_mumbled_answer_tells_what_it_is() -> None:
    assert HEARING.meanings("Pum hum ya.", "yes_no", frozenset()) == [Said("yes")]
    assert HEARING.meanings("Come on. Yeah.", "yes_no", frozenset()) == [Said("yes")]
    assert HEARING.meanings("Mm hum no.", "yes_no", frozenset()) == [Said("no")]


def test_the_reading_with_the_postal_code_is_taken() -> None:
    assert chosen("postal_code", "111-124.", "11124.") == "11124."


def test_the_reading_with_fewer_strange_words_is_taken() -> None:
    assert chosen("anything", "A Cola Zerro and a glass of nau.", "A Cola Zero and a glass of no.").endswith(
        "no."
    )


@pytest.mark.parametrize(
    ("expects", "words", "right"),
    [
        ("anything", "No wait, make that too.", "No wait, make that two."),
        ("anything", "Make it too spicy.", "Make it too spicy."),
        ("anything", "Number 20 at, please.", "Number 28, please."),
        ("anything", "A ken of Fanta.", "A can of Fanta."),
        ("postal_code", "One one one two fives.", "One one one two five."),
        ("postal_code", "11124s", "11124"),
    ],
)
def test_words_of_the_same_sound_are_told_apart(expects: Expects, words: str, right: str) -> None:
    assert chosen(expects, words) == right


def test_what_is_asked_in_the_same_breath_takes_nothing_from_the_order() -> None:
    words = "Hey, oh, one Night Owl, please, yeah, and can you deliver it?"
    meanings = HEARING.meanings(words, "anything", frozenset())
    assert {Wish, Fulfil} <= {type(each) for each in meanings}
    meanings = HEARING.meanings("Hello, I have celiac disease.", "anything", frozenset())
    assert not any(isinstance(each, Wish) for each in meanings)


def test_where_a_postal_code_is_dictated_figures_are_no_dishes() -> None:
    assert HEARING.meanings("Five five.", "postal_code", frozenset()) == []
    (place,) = HEARING.meanings("one eleven twenty-two", "postal_code", frozenset())
    assert isinstance(place, Place)


@pytest.mark.parametrize(
    ("words", "item", "is_sure"),
    [
        ("An Iran, please.", "ayran", True),
        ("Two Calzoni Spiccioli.", "calzone_speciale", True),
        ("A margarita.", "margherita", True),
    ],
)
def test_a_dish_is_known_by_its_sound(words: str, item: str, is_sure: bool) -> None:
    (wish,) = HEARING.meanings(words, "anything", frozenset())
    assert isinstance(wish, Wish)
    assert (wish.items, wish.sure) == ((item,), is_sure)
