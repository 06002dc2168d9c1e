"""What on a tape is private: found by its shape, by where it stands, and in what the house keeps secret.

By shape: telephone numbers, e-mail addresses, keys, streets, and a name after "my name is". By where it
stands: the `name`, `street` and `note` that the model gives to a tool. Postal code and city are not: a tape
must deliver to the same zone again. Nor are ids of calls. A number is one in words, too. What nobody could
know for private is kept, such as a name that was only ever mentioned.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import orjson

from pizzeria.tape.spoken import in_digits, run
from pizzeria.tape.stand_ins import street_name

Kind = Literal["note", "street", "name", "first", "last"]

_LEAST = 3
"""characters of a note or street that is looked for: shorter ones are words of everything"""
_STREET_LEAST = 4
"""letters of a street's name without its number"""

_WHOLE = 8
"""digits that are a whole number, which may be written elsewhere"""

EMAIL = r"[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+"
"""before the @ as long as RFC 5321 allows: without an end, a word of a million letters would take an hour"""
KEY = r"(?<![A-Za-z0-9])(?:sk|rk|pk|ek)[-_][A-Za-z0-9_-]{6,}"
NUMBER = r"(?<!\w)(?:(?:\+|00)\d(?:[ ().-]{0,2}\d){6,14}|0\d(?:[ -]{0,2}\d){6,9})(?!\d)"
STREET = (
    r"(?<!\w)[^\W\d_a-zåäö][^\W\d_]*(?:gatan|vägen|gränd|stigen|torget|allén|backen)\s\d+(?:\s?[A-Za-z])?(?!\w)"
    r"|(?<!\w)\d+\s[^\W\d_a-zåäö][^\W\d_]+\s(?:[Ss]treet|[Rr]oad|[Ll]ane|[Aa]venue)(?!\w)"
)
_CALLED = re.compile(
    r"(?i:\b(?:my|the) name(?: is|'s)|\bi am called|\bjag heter|\b(?:mitt namn|namnet) är|\bheter jag)"
    r"\s+([^\W\d_a-zåäö][^\W\d_]+(?:[ -][^\W\d_a-zåäö][^\W\d_]+)?)"
)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the house says is secret, and what is everybody's."""

    secrets: Collection[str] = ()
    public: Collection[str] = ()
    """the house's own numbers, street and names, and its menu's: never replaced"""
    country: str = "46"
    """what a number without a country belongs to"""

    def e164(self, written: str) -> str:
        digits = "".join(c for c in written.replace("(0)", "") if c.isdigit())
        if written.lstrip().startswith("+"):
            return f"+{digits}"
        if digits.startswith("00"):
            return f"+{digits[2:]}"
        return f"+{self.country}{digits[1:]}" if digits.startswith("0") else f"+{digits}"


@dataclass(slots=True)
class Private:
    """Everything private that stands on one tape."""

    numbers: set[str] = field(default_factory=set)
    """E.164"""
    names: set[str] = field(default_factory=set)
    streets: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)

    @property
    def all(self) -> set[str]:
        words = {word for name in self.names for word in name.split()}
        return self.numbers | self.names | words | {street_name(street) for street in self.streets}


def find(documents: Iterable[object], spoken: Iterable[str], privacy: Privacy) -> Private:
    """`spoken`: what was said in pieces, put together."""
    found = Private()
    stands = {(key == "arguments", text) for document in documents for key, text in _texts(document)}
    for is_given, text in stands | {
        (False, text) for text in spoken
    }:  # each once: most come a thousand times
        _in_text(text, found, privacy)
        if is_given:
            _given_to_a_tool(text, found)
    public = {word.casefold() for phrase in privacy.public for word in (phrase, *phrase.split())}
    found.names = {name for name in found.names if name.casefold() not in public}
    found.streets = {street for street in found.streets if street.casefold() not in public}
    return found


def inner(text: str) -> object | None:
    """The JSON object that is written in a string; None when there is none."""
    if not text.startswith("{"):
        return None
    try:
        document: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return document


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string, with the key it stands under."""
    match value:
        case str():
            yield key, value
            if (document := inner(value)) is not None:
                yield from _texts(document)
        case dict():
            for name, each in value.items():
                yield from _texts(each, str(name))
        case list():
            for each in value:
                yield from _texts(each, key)


def _in_text(text: str, found: Private, privacy: Privacy) -> None:
    found.numbers.update(privacy.e164(number) for number in re.findall(NUMBER, text))
    spoken = (in_digits(said) for said in run().findall(text))
    found.numbers.update(privacy.e164(digits) for digits in spoken if len(digits) >= _WHOLE)
    found.names.update(_CALLED.findall(text))
    found.streets.update(re.findall(STREET, text))


def _given_to_a_tool(arguments: str, found: Private) -> None:
    given = inner(arguments)
    if not isinstance(given, dict):
        return
    for key, kept in (("name", found.names), ("street", found.streets), ("note", found.notes)):
        value = given.get(key)
        if isinstance(value, str) and (said := " ".join(value.split())):
            kept.add(said)


def literals(found: Private) -> Iterator[tuple[Kind, str]]:
    """What to look for wherever it stands; the longest of a kind first."""
    yield from (("note", note) for note in _longest_first(found.notes) if len(note) >= _LEAST)
    yield from (("street", street) for street in _longest_first(found.streets) if len(street) >= _LEAST)
    named = {street_name(street) for street in found.streets}
    yield from (("street", name) for name in _longest_first(named) if len(name) >= _STREET_LEAST)
    yield from (("name", name) for name in _longest_first(found.names))
    words = [name.split() for name in sorted(found.names)]
    yield from (("first", name[0]) for name in words if len(name[0]) > 1)
    yield from (("last", word) for name in words for word in name[1:] if len(word) > 1)


def _longest_first(values: Iterable[str]) -> list[str]:
    return sorted(values, key=lambda value: (-len(value), value))
