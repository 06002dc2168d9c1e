"""Of all that the ears may have heard, what makes most sense after the question that was asked. Pure.

A reading further down is only taken for a reason: it has the street, the postal code or the name that people
have here, or fewer words that nobody says in a pizzeria. A short yes that may as well have been a no is none.
"""

from collections.abc import Sequence
from functools import partial

from pizzeria.ordering.house import House
from pizzeria.voice import misheard
from pizzeria.voice.ears.whisper import Heard
from pizzeria.voice.streets import Streets
from pizzeria.voice.wits import people
from pizzeria.voice.wits.acts import Expects
from pizzeria.voice.wits.hearing import OURS, PERSONAL, Hearing
from pizzeria.voice.wits.names import Names

FURTHER = 0.25
"""strange words that a reading may have less, for each place it is further down"""
SURE, LIKELY = -0.25, -0.4
"""likelihoods of words that need no others beside them; and the same where none of them is strange"""
SHORT = 3
"""words, up to which a yes or a no is looked at twice"""
DOUBTED = 3
"""readings that must not contradict it"""


class Choice:
    """Of one house."""

    def __init__(self, hearing: Hearing, house: House, names: Sequence[str] = ()) -> None:
        """`names`: of people, the commonest first."""
        self._hearing = hearing
        self._streets = Streets(street for zone in house.zones for street in zone.streets)
        self._names = Names(names)

    def is_clear(self, heard: Heard, expects: Expects) -> bool:
        """Whether the likeliest reading alone will do. A name is always asked for among several."""
        if expects in PERSONAL or (expects == "postal_code" and self._hearing.code_in(heard.words) < OURS):
            return False
        return heard.likelihood >= SURE or (
            heard.likelihood >= LIKELY and not self._hearing.strangeness(heard.words)
        )

    def of(self, heard: Heard, expects: Expects) -> str:
        """The words, with streets and names as they are written; "" when a yes may have been a no."""
        readings = [misheard.put_right(words, expects) for words in (heard.words, *heard.others)]
        if expects in PERSONAL:
            return self._name(readings, expects)
        if expects == "yes_no" and self._is_doubtful(readings):
            return ""
        if expects == "postal_code":
            words = max(readings, key=self._hearing.code_in)
        elif expects == "street":
            words = max(readings, key=partial(self._streets.likeness, expects=expects))
        elif expects == "yes_no":
            words = readings[0]
        else:
            words = min(enumerate(readings), key=self._strangeness)[1]
        return self._names.volunteered(self._streets.put_right(words, expects), self._hearing.reserved)

    def mumbles_a_name(self, heard: Heard, words: str, expects: Expects) -> bool:
        """Whether a name in the words that were taken may have been another."""
        name, _ = (
            people.answered(words) if expects == "name" else people.volunteered(words, self._hearing.reserved)
        )
        least = LIKELY if self._names.know(name) else SURE
        return bool(name) and heard.likelihood < least

    def _name(self, readings: Sequence[str], expects: Expects) -> str:
        if expects == "spelling":
            return self._names.spelt(readings)
        if expects == "is_name":
            if self._is_doubtful(readings):
                return ""
            if self._hearing.yes_or_no(readings[0]):
                return self._names.volunteered(readings[0], self._hearing.reserved)
        return self._names.put_right(readings[0], readings[1:])

    def _is_doubtful(self, readings: Sequence[str]) -> bool:
        each = [words for reading in readings[:DOUBTED] for words in (reading, *reading.split(". "))]
        answers = {self._hearing.yes_or_no(words) for words in each}
        return len(readings[0].split()) <= SHORT and {"yes", "no"} <= answers

    def _strangeness(self, reading: tuple[int, str]) -> float:
        place, words = reading
        return self._hearing.strangeness(words) + FURTHER * place
