"""What all calls at the built-in voice share: models, and what follows from the menu alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from pizzeria.menu_files import Files
from pizzeria.voice.choice import Choice
from pizzeria.voice.ears.listener import Listener
from pizzeria.voice.hints import Hints
from pizzeria.voice.mouth.speech import Mouth
from pizzeria.voice.wits.hearing import Hearing
from pizzeria.voice.wits.waiter import Waiter


@dataclass(frozen=True, slots=True)
class Faculties:
    files: Files
    listener: Listener
    mouth: Mouth
    hints: Hints
    choice: Choice
    understanding: Hearing

    @classmethod
    def of(cls, files: Files, listener: Listener, mouth: Mouth, names: Sequence[str] = ()) -> Self:
        """`names`: of people, the commonest first."""
        menu, house = files.menu, files.house
        hearing = Hearing(menu, house)
        hints = Hints(menu, house, listener.tokens, names)
        return cls(files, listener, mouth, hints, Choice(hearing, house, names), hearing)

    def waiter(self, instructions: str) -> Waiter:
        """One for each call."""
        return Waiter(self.files.menu, self.files.house, instructions, self.understanding)
