"""What stands on a tape instead of what is private: the same for the same value, and of the same shape.

Telephone numbers come from the ranges that Sweden keeps for fiction (PTS: 070-174 06 05 to 99, 08-465 004 00
to 99), so that a tape can be played, and shown, without anybody's telephone ringing.
"""

import re
from collections.abc import Callable, Container, Iterator
from itertools import chain, count

_NUMBERS = (*(f"+467017406{n:02}" for n in range(5, 100)), *(f"+468465004{n:02}" for n in range(100)))
_FIRST = ("Kim", "Alex", "Robin", "Sam", "Charlie", "Noa", "Mika", "Eli", "Sascha", "Billie", "Jamie", "Lo")
_LAST = ("Berg", "Lund", "Holm", "Strand", "Ek", "Dahl", "Sund", "Hed", "Vik", "Alm")
_STREETS = ("Storgatan", "Kyrkogatan", "Skolgatan", "Nygatan", "Parkgatan", "Hamngatan", "Bergsgatan")


class StandIns:
    """One set for a tape. Nothing that is `taken` is ever given out."""

    def __init__(self, taken: Container[str]) -> None:
        self._taken = taken
        self._given: dict[tuple[str, str], str] = {}
        self._supply: dict[str, Iterator[str]] = {
            "number": chain(_NUMBERS, (f"+46701740{n}" for n in count(700))),
            "first": chain(_FIRST, (f"Gast{n}" for n in count(1))),
            "last": chain(_LAST, (f"Gastsson{n}" for n in count(1))),
            "street": chain(_STREETS, (f"Gatan{n}" for n in count(1))),
            "house": (str(n) for n in count(1)),
            "note": (f"note {n}" for n in count(1)),
            "email": (f"guest{n}@example.com" for n in count(1)),
            "key": (f"key-{n}" for n in count(1)),
        }

    def number(self, e164: str) -> str:
        return self._for("number", e164)

    def name(self, name: str) -> str:
        """As many words as it has."""
        first, *rest = name.split()
        return " ".join([self._for("first", first), *(self._for("last", word) for word in rest)])

    def street(self, street: str) -> str:
        """With a house number when it has one: a street without is asked about."""
        named = self._for("street", street_name(street))
        return f"{named} {self._for('house', street)}" if re.search(r"\d", street) else named

    def other(self, kind: str, value: str) -> str:
        """`kind`: first or last (name), note, email or key."""
        return self._for(kind, value)

    def _for(self, kind: str, value: str) -> str:
        known = (kind, value.casefold())
        if known not in self._given:
            self._given[known] = next(new for new in self._supply[kind] if new not in self._taken)
        return self._given[known]


def street_name(street: str) -> str:
    """Without the house number: "Drottninggatan" of "Drottninggatan 5 B"."""
    longest: Callable[[str], int] = len
    return max(re.findall(r"[^\W\d_][^\d,]*", street), key=longest, default=street).strip()
