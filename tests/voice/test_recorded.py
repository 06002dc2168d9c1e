"""The callers' speech is on record, all of it, and loud enough to be heard."""

from pathlib import Path

import numpy as np
import pytest

from tests.voice.caller import written
from tests.voice.recorded import VOICES, Recorded, callers, lines, phrases

STRANGERS = Path(__file__).parent / "dialogues" / "strangers.toml"


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_has_said_every_phrase(voice: str) -> None:
    recorded = Recorded(voice)
    assert [each.text for each in phrases() if each.text not in recorded] == []
    sound = recorded.sound(phrases()[-1].text)
    assert 0.03 < np.sqrt(np.mean(sound**2)) < 0.1


def test_forty_callers_have_said_all_that_they_may() -> None:
    known = {dialogue["title"]: dialogue for dialogue in written(STRANGERS)}
    said = {title: Recorded(voice) for title, voice in callers().items()}
    lost = {title: [line for line in lines(known[title]) if line not in said[title]] for title in said}
    assert len(said) == 40
    assert {title: missing for title, missing in lost.items() if missing} == {}
