"""For whom the order is: a name that was not heard well is asked back, and one that was wrong is spelt."""

from rapidfuzz import fuzz

from pizzeria.voice.wits.talk import Kind, Question, Talk
from pizzeria.voice.wits.words import plain

PATIENCE = 2
"""names that are denied until only letters are believed; and times that these are asked for"""
LIKE = 60.0
"""of 100: how much of a name's letters were heard, where they were not heard well"""
NAME = "What name shall I put on the order?"
SPELL = "I am sorry. How do you spell it?"
IN_VAIN = "I am afraid I do not get the name right. Shall I connect you to our staff?"


class Naming:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def asks(self) -> bool:
        """Leaves a question in the talk where something about the name is still to be asked."""
        talk = self.talk
        in_vain = talk.vain > 0 and talk.question is not None and talk.question.kind == "name"
        if not talk.name and (talk.denied or in_vain):
            self._ask_for_letters()
        elif not talk.name:
            self._ask("name", NAME)
        elif talk.name_in_doubt:
            self._ask("is_name", f"Is the name {talk.name}?")
        else:
            return False
        return True

    def named(self, name: str) -> None:
        """What the caller has denied is not believed again, and after the second only letters are."""
        talk, asked = self.talk, self.talk.question.kind if self.talk.question else ""
        if asked == "spelling":
            talk.name, talk.name_in_doubt = name, False
        elif name in talk.denied or (len(talk.denied) >= PATIENCE and not self._is_like_the_letters(name)):
            talk.name = ""
        else:
            talk.name_in_doubt = talk.mumbled and not (asked == "is_name" and name == talk.name)
            talk.name = name

    def _is_like_the_letters(self, name: str) -> bool:
        """Whether it may be what was spelt last, and then denied: "Eddi" was Hedda."""
        return self.talk.spellings > 0 and fuzz.ratio(plain(name), plain(self.talk.denied[-1])) >= LIKE

    def misnamed(self) -> None:
        self.talk.denied += (self.talk.name,)
        self.talk.name = ""

    def _ask_for_letters(self) -> None:
        """In vain for the third time, what was understood last has to do."""
        self.talk.spellings += 1
        self._ask("spelling", SPELL)
        if self.talk.spellings > PATIENCE:
            self.talk.name = self.talk.denied[-1] if self.talk.denied else ""
            self._ask("staff", IN_VAIN)

    def _ask(self, kind: Kind, text: str) -> None:
        self.talk.question = Question(kind, text)
