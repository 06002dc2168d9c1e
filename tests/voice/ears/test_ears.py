"""The ears tell speech from noise, and understand it; what they invent is thrown away."""

import pytest

from pizzeria.voice import models
from pizzeria.voice.ears.whisper import Whisper
from tests.voice.conftest import MODELS

pytestmark = pytest.mark.xdist_group("voice")


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return Whisper(models.whisper_folder(MODELS))
