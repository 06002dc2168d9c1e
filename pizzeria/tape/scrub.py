"""What is private is replaced on a whole tape at once, by the same stand-in wherever it stands.

Words that come in pieces (transcript deltas) are put together by item before they are searched: a name that
is torn between two deltas is found, its stand-in stands in the first of them. The configuration of the
model's session is not kept: of its instructions nothing, of its tools the names.
"""

import re
from collections.abc import Sequence
from typing import cast

import orjson

from pizzeria.tape.numbers import pattern, written_like
from pizzeria.tape.private import EMAIL, KEY, NUMBER, Kind, Privacy, find, inner, literals
from pizzeria.tape.rules import Becomes, Rule, found, replaced
from pizzeria.tape.sound import sound_key
from pizzeria.tape.spoken import LEAST, aloud, in_digits, run
from pizzeria.tape.stand_ins import StandIns
from pizzeria.tape.torn import pieces, torn

Json = dict[str, object]

_IDS = frozenset(
    {"callid", "call_id", "event_id", "item_id", "response_id", "previous_item_id", "id", "type", "t"}
)
_PLACES = frozenset({"postal_code", "city"})
_CONFIGURING = frozenset({"session.update", "session.updated", "session.created"})
_NOT_KEPT = "(not kept)"
_COMMON = 5
"""letters: shorter names are words too, unless they are capitalised"""
_SHORT = 60
"""characters of a text that is remembered, for it will come again"""


def scrubbed(documents: Sequence[object], privacy: Privacy) -> list[object]:
    """Frames in their order: JSON objects, or strings that were none."""
    trimmed = [_trimmed(document) for document in documents]
    deltas = {key: (at, [_delta(trimmed[n]) for n in at]) for key, at in pieces(trimmed).items()}
    scrubber = Scrubber(trimmed, ["".join(said) for _, said in deltas.values()], privacy)
    done = [scrubber.value(document) for document in trimmed]
    for key, (places, said) in deltas.items():
        new = scrubber.arguments(said) if "arguments" in key[0] else scrubber.pieces(said)
        for at, delta in zip(places, new, strict=True):
            done[at] = {**cast(Json, done[at]), "delta": delta}
    return done


class Scrubber:
    """Knows everything private of one tape, and its stand-ins."""

    def __init__(self, documents: Sequence[object], spoken: Sequence[str], privacy: Privacy) -> None:
        private = find(documents, spoken, privacy)
        self._privacy = privacy
        self._public = {privacy.e164(phrase) for phrase in privacy.public if re.fullmatch(NUMBER, phrase)}
        self._stand_ins = StandIns(private.all | self._public)
        self._known: dict[str, str] = {}
        self._secret = self._secrets()
        self._all = [
            *self._secret,
            *self._numbers(private.numbers - self._public),
            *(
                (re.compile(_expression(kind, value)), self._said(kind, value))
                for kind, value in literals(private)
            ),
        ]

    def value(self, value: object, key: str = "") -> object:
        """Any JSON, all the way down."""
        match value:
            case str() if key in _IDS:
                return replaced(self._secret, value)
            case str():
                return value if key in _PLACES else self._string(value)
            case dict() if sound_key(value):
                return value
            case dict():
                return {self.text(name): self.value(each, name) for name, each in value.items()}
            case list():
                return [self.value(each, key) for each in value]
            case _:
                return value

    def text(self, text: str) -> str:
        if len(text) > _SHORT:
            return replaced(self._all, text)
        if text not in self._known:
            self._known[text] = replaced(self._all, text)
        return self._known[text]

    def pieces(self, said: Sequence[str]) -> list[str]:
        """Of one text: the stand-in of what is torn stands in the first piece it touches."""
        return torn(said, list(found(self._all, "".join(said))))

    def arguments(self, said: Sequence[str]) -> list[str]:
        """JSON in pieces: all of it in the first."""
        return [self._string("".join(said)), *("" for _ in said[1:])]

    def _string(self, text: str) -> str:
        """JSON within a string is scrubbed as JSON, and left as it was written when nothing is in it."""
        document = inner(text)
        if document is None:
            return self.text(text)
        scrubbed = self.value(document)
        return text if scrubbed == document else orjson.dumps(scrubbed).decode()

    def _secrets(self) -> list[Rule]:
        secrets = sorted((s for s in self._privacy.secrets if s), key=len, reverse=True)
        return [(re.compile(each), self._other("key")) for each in (*map(re.escape, secrets), KEY)]

    def _numbers(self, numbers: set[str]) -> list[Rule]:
        country = self._privacy.country
        kept = [phrase for phrase in self._privacy.public if re.search(r"\d", phrase)]
        return [
            (re.compile(EMAIL), self._other("email")),
            *((re.compile(_whole_word(phrase)), str) for phrase in kept),
            *((re.compile(pattern(number, country)), self._number(number)) for number in sorted(numbers)),
            (run(), self._spoken),
            (re.compile(NUMBER), self._number()),
        ]

    def _said(self, kind: Kind, value: str) -> Becomes:
        match kind:
            case "name":
                return lambda _: self._stand_ins.name(value)
            case "street":
                return lambda _: self._stand_ins.street(value)
            case _:
                return lambda _: self._stand_ins.other(kind, value)

    def _other(self, kind: str) -> Becomes:
        return lambda value: self._stand_ins.other(kind, value)

    def _spoken(self, said: str) -> str:
        """The same stand-in as for the number in figures, said in words."""
        digits = in_digits(said)
        e164 = self._privacy.e164(digits)
        if len(digits) < LEAST or e164 in self._public:
            return said
        return aloud(written_like("0", self._stand_ins.number(e164)), said)

    def _number(self, known: str = "") -> Becomes:
        def stand_in(written: str) -> str:
            e164 = known or self._privacy.e164(written)
            return written if e164 in self._public else written_like(written, self._stand_ins.number(e164))

        return stand_in


def _trimmed(document: object) -> object:
    if not isinstance(document, dict) or document.get("type") not in _CONFIGURING:
        return document
    session = document.get("session")
    if not isinstance(session, dict):
        return document
    kept = {**session, "tools": [_name_only(tool) for tool in session.get("tools") or []]}
    return {**document, "session": {**kept, "instructions": _NOT_KEPT}}


def _name_only(tool: object) -> object:
    return {"type": "function", "name": tool.get("name") if isinstance(tool, dict) else None}


def _delta(document: object) -> str:
    return str(cast(Json, document)["delta"])


def _expression(kind: Kind, value: str) -> str:
    if kind in ("note", "street"):
        return f"(?i:{_whole_word(value)})"
    ways = {value, value.title(), value.upper()}
    if len(value) >= _COMMON:
        ways.add(value.lower())
    spelled = "|".join(re.escape(way) for way in sorted(ways))
    return rf"(?<!\w)(?:{spelled})(?=(?:'?s)?(?!\w))"


def _whole_word(phrase: str) -> str:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return rf"(?<!\w){words}(?!\w)"
