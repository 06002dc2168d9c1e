"""Callers on the telephone are understood: a few of the phrases that `make hearing` plays all of."""

from pizzeria.menu_files import read_menu_files
from tests.bench.hearing import Ears
from tests.house import MENU
from tests.voice.bands import telephone
from tests.voice.conftest import MODELS
from tests.voice.recorded import Recorded, phrases

SAID = (
    ("af_bella", "I'd like two Capricciosa and a Hawaii."),
    ("af_bella", "It's one one two, two four."),
    ("af_bella", "Kungsgatan 44."),
    ("am_michael", "One Vesuvio, family size."),
    ("am_michael", "Yeah."),
    ("am_michael", "Number fifteen and number twenty-two."),
    ("bf_emma", "A Vesuvio, but with salami instead of ham."),
    ("bf_emma", "I'll come and pick it up."),
    ("bf_emma", "No thanks, I'm good."),
    ("bm_george", "A Margherita on a gluten-free base."),
    ("bm_george", "My name is Maria Svensson."),
    ("flite_rms", "Two tiramisu and one panna cotta."),
)
FLOOR = 11


def test_callers_on_the_telephone_are_understood() -> None:
    ears = Ears(read_menu_files(MENU), MODELS)
    known = {phrase.text: phrase for phrase in phrases()}
    heard = [ears.hear(known[text], telephone(Recorded(voice).sound(text))) for voice, text in SAID]
    lost = [f"{each.phrase.text} -> {each.heard}" for each in heard if each.missed]
    assert len(heard) - len(lost) >= FLOOR, lost
