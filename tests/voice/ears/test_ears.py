"""The ears tell speech from noise, and understand it; what they invent is thrown away."""

import pytest

from pizzeria.voice import models
from pizzeria.voice.ears.whisper import Whisper, collapsed
from tests.voice.conftest import MODELS

pytestmark = pytest.mark.xdist_group("voice")


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return Whisper(models.whisper_folder(MODELS))


@pytest.mark.parametrize(
    ("heard", "is_"),
    [
        ("yes, yes, yes, yes, thank you.", "yes, thank you."),
        ("1 1 1 2 1", "1 1 1 2 1"),
        ("one one one one eight", "one one one one eight"),
        ("the end. the end. the end.", "the end."),
        ("9 " * 8, "9"),
    ],
)
def test_a_loop_stands_once_but_a_postal_code_is_none(heard: str, is_: str) -> None:
    assert collapsed(heard) == is_
