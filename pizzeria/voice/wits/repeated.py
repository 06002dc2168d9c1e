"""What is said twice in one turn is one thing: "a Vesuvio. A VESUVIO. One." And the last number holds: "three
Hawaii. No, four."
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from pizzeria.voice.wits.meanings import Bare, Meaning, Said, Wish

_ONE_MORE = re.compile(
    r"^(and|also|plus|then|another)\b|\b(another|one more|as well|too|second|other|again|also)\b"
)
_CORRECTS = re.compile(r"^(no|sorry|wait|actually|i mean|i meant|i said|make it|make that|rather)\b")


def joined(before: Iterable[Meaning], said: Iterable[Meaning], text: str) -> list[Meaning]:
    """What was understood of a turn so far, and of its next sentence (plain `text`)."""
    found = list(before)
    corrects, more = bool(_CORRECTS.search(text)), bool(_ONE_MORE.search(text))
    for meaning in said:
        last = next((m for m in reversed(found) if not isinstance(m, Said) or m.what != "no"), None)
        whole = isinstance(last, Wish) and last.items and not last.parts
        if whole and isinstance(last, Wish) and (again := _again(last, meaning, corrects, more)):
            del found[_index(found, last) :]
            found.append(again)
        else:
            found.append(meaning)
    return found


def _index(found: list[Meaning], last: Meaning) -> int:
    return max(at for at, meaning in enumerate(found) if meaning is last)


def _again(last: Wish, meaning: Meaning, corrects: bool, more: bool) -> Wish | None:
    """The same wish, as far as it is known now; None when this is another."""
    if isinstance(meaning, Bare):
        counts = not last.counted or corrects
        return replace(last, quantity=meaning.number, counted=True) if counts else None
    if not isinstance(meaning, Wish) or more or meaning.parts:
        return None
    if (meaning.items, meaning.second_half) != (last.items, last.second_half):
        return None
    looks_alike = not last.look or not meaning.look or last.look == meaning.look
    counts_alike = corrects or not (last.counted and meaning.counted) or last.quantity == meaning.quantity
    if not looks_alike or not counts_alike:
        return None
    counted = meaning if meaning.counted else last
    return replace(last, look=meaning.look or last.look, quantity=counted.quantity, counted=counted.counted)
