"""What customers read: in their language, in one part, and only who can read it."""

import pytest

from pizzeria.ordering.messages import MessageKind
from pizzeria.outbox.parts import parts
from pizzeria.outbox.receivers import takes_messages
from pizzeria.outbox.wording import worded
from tests.outbox.orders import HOME, HOUSE, KINDS, PUBLIC, order

LINK = f"{PUBLIC}/t/{'A' * 22}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", HOUSE.languages)
def test_every_message_of_the_menu_folder_is_one_part_long(kind: MessageKind, language: str) -> None:
    for placed in (order(language=language), order(language=language, fulfilment=HOME)):
        words = worded(kind, placed, HOUSE, LINK)
        assert parts(words) == 1, words
        assert "$" not in words


def test_the_receipt_says_what_was_ordered_when_it_is_ready_and_where_to_follow_it() -> None:
    assert worded("receipt", order(), HOUSE, LINK) == (
        "Tack! Order 1042 hos Pizzeria Lilla Lyktan, 1 345 kr, är klar ca 18:50. "
        "Följ den: https://pizza.example.com/t/AAAAAAAAAAAAAAAAAAAAAA"
    )


def test_without_a_tracking_page_none_is_spoken_of() -> None:
    assert worded("receipt", order(), HOUSE).endswith("är klar ca 18:50.")


def test_what_is_ready_is_fetched_or_is_on_its_way() -> None:
    assert "klar att hämta" in worded("ready", order(), HOUSE)
    assert "på väg till dig" in worded("ready", order(fulfilment=HOME), HOUSE)


@pytest.mark.parametrize("language", ["sv", "", "de"])
def test_it_is_the_callers_language_or_else_the_houses(language: str) -> None:
    assert "in the oven now" in worded("oven", order(language="en"), HOUSE)
    assert "i ugnen nu" in worded("oven", order(language=language), HOUSE)


@pytest.mark.parametrize(
    ("number", "can"),
    [
        ("+46701740605", True),
        ("+4791234567", True),
        ("+12025550123", True),
        ("+4686554321", False),
        ("+46846500411", False),
        ("+4600700001", False),
        ("", False),
        ("anonymous", False),
    ],
)
def test_only_mobile_phones_that_show_their_number_get_messages(number: str, can: bool) -> None:
    assert takes_messages(number) == can
