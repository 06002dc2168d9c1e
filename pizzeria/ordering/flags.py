"""What staff want to hear about in mid-call: words that were said, and how the caller seems to feel.

Simple on purpose: a word counts when the caller says one that begins so, whatever stands around it, and each
flag names the word that raised it. Nobody is treated by it; staff look, and judge for themselves. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Mood = Literal["upset", "even", "pleased"]

MOODS: tuple[Mood, ...] = ("upset", "pleased")
"""kinds of words that raise no flag but make the mood"""
RECENT = 3
"""of the caller's turns that have a word for the mood: more of them upset than pleased is upset"""


@dataclass(frozen=True, slots=True)
class Flag:
    kind: str
    """as house.toml calls it: allergy, complaint, manager, …"""
    word: str
    """as it was said"""


@dataclass(frozen=True, slots=True)
class Signs:
    """What was noticed in a call so far."""

    flags: tuple[Flag, ...] = ()
    """each kind and word once, as they came"""
    mood: Mood = "even"
    because: tuple[str, ...] = ()
    """the words behind the mood"""


@dataclass(frozen=True, slots=True)
class FlagRules:
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """beginnings of words by kind, of all languages, for callers change theirs in mid-call"""


class Watch:
    """Listens to one caller."""

    def __init__(self, rules: FlagRules) -> None:
        self._patterns = {kind: _pattern(words) for kind, words in rules.words.items() if words}
        self._said: dict[str, str] = {}
        self.signs = Signs()

    def heard(self, item: str, words: str) -> bool:
        """One turn of the caller, or the same one again in better words. Whether anything is new."""
        self._said[item] = words
        before, self.signs = self.signs, self._look()
        return self.signs != before

    def _look(self) -> Signs:
        kinds = [kind for kind in self._patterns if kind not in MOODS]
        turns = self._said.values()
        flags = (Flag(kind, word) for turn in turns for kind in kinds for word in self._found(kind, turn))
        mood, because = self._mood()
        return Signs(tuple(dict.fromkeys(flags)), mood, because)

    def _mood(self) -> tuple[Mood, tuple[str, ...]]:
        turns = [(self._found("upset", turn), self._found("pleased", turn)) for turn in self._said.values()]
        telling = [turn for turn in turns if any(turn)][-RECENT:]
        upset = [word for turn, _ in telling for word in turn]
        pleased = [word for _, turn in telling for word in turn]
        if len(upset) == len(pleased):
            return "even", ()
        return ("upset", tuple(upset)) if len(upset) > len(pleased) else ("pleased", tuple(pleased))

    def _found(self, kind: str, turn: str) -> list[str]:
        pattern = self._patterns.get(kind)
        return [word.casefold() for word in pattern.findall(turn)] if pattern else []


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})\w*", re.IGNORECASE)
