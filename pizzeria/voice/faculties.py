"""What all calls at the built-in voice share: models, and what follows from the menu alone."""

from dataclasses import dataclass
from typing import Self

from pizzeria.menu_files import Files
from pizzeria.voice.ears.listener import Listener
from pizzeria.voice.hints import Hints
from pizzeria.voice.mouth.speech import Mouth
from pizzeria.voice.streets import Streets
from pizzeria.voice.wits.hearing import Hearing
from pizzeria.voice.wits.waiter import Waiter


@dataclass(frozen=True, slots=True)
class Faculties:
    files: Files
    listener: Listener
    mouth: Mouth
    hints: Hints
    streets: Streets
    understanding: Hearing

    @classmethod
    def of(cls, files: Files, listener: Listener, mouth: Mouth) -> Self:
        menu, house = files.menu, files.house
        streets = Streets(street for zone in house.zones for street in zone.streets)
        return cls(files, listener, mouth, Hints(menu, house, listener.tokens), streets, Hearing(menu, house))

    def waiter(self, instructions: str) -> Waiter:
        """One for each call."""
        return Waiter(self.files.menu, self.files.house, instructions, self.understanding)
