"""Addresses in what was said: street and number, postal code, what the driver must know.

"Storgatan twelve B, one eleven twenty-two" is Storgatan 12 B, 11122; the last five digits are the postal
code.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pizzeria.voice.wits.meanings import Place
from pizzeria.voice.wits.words import HOMOPHONES, digits, is_digit_word, is_number, plain

CODE = 5
"""digits of a postal code"""
STREETS = re.compile(
    r"(gatan|gata|vagen|vag|grand|granden|torg|torget|plan|planen|backen|backe|stigen|"
    r"stig|allen|kajen|bron|gangen|"
    r"slingan|esplanaden|parken|terrassen|hamnen|holmen|street|road|avenue|lane|"
    r"trappor|slussen|kroken|leden)$"
)
APART = frozenset({"gatan", "vagen", "granden", "backen", "stigen", "torget", "plan"})
"""ends of one word, which a transcript may have torn off"""
_BEFORE = """
    sankt st s:t lilla stora norra sodra ostra vastra gamla nya ovre nedre master birger olof hogbergs
"""
BEFORE = frozenset(_BEFORE.split())
_NOT_STREET = """
    its it is to at on in the address my i live i'm im were we that thats street delivered delivery
    deliver for and um uh er please of so yes yeah no sure okay ok well is's from road house number
    postal code a an me us here his her our home name like sorry could you can send bring hi hello hey
    meant mean said yep then oh wait actually
"""
NOT_STREET = frozenset(_NOT_STREET.split())
LEAD = re.compile(
    r"(,?\s*\b(and\s+)?((the\s+|my\s+)?(post(al)?\s?code|zip(\s+code)?)(\s+is|\s+it['\u2019]?s|['\u2019]s)?|"
    r"(the\s+|my\s+|our\s+)?address(\s+is|['\u2019]s)?|i\s+live\s+(at|on|in)|we\s+live\s+(at|"
    r"on|in)|to|at|it['\u2019]?s|that['\u2019]?s|"
    r"it\s+is|on|in|number),?\s*)+$",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\b((the )?(door|gate|entry) ?code\b|(?<!postal )(?<!post )(?<!post)code (is|for the door)|"
    r"\b\w+ floor\b|floor "
    r"\w+|buzzer|ring the|apartment|flat \w+|"
    r"name on the door|ground floor|knock|doorbell|leave it (at|by|outside)|portkod)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['\u2019][^\W\d_]+)*:?[^\W\d_]*")
MOST_HOUSE = 4


@dataclass(frozen=True, slots=True)
class Found:
    place: Place
    rest: str
    """what was said beside it"""


def find(text: str, known: Iterable[str], wanted: str = "") -> Found | None:
    """An address, or part of one. `known`: postal codes; `wanted`: "street" or "postal_code" when that
    was asked.
    """
    note, text = _note(text)
    spoken = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    words = [plain(word) or word for word, _, _ in spoken]
    runs = list(_runs(words, wanted == "postal_code"))
    codes = frozenset(known)
    best = Place()
    taken: list[tuple[int, int]] = []
    for start, end in runs:
        cut, code = _postal_code(words[start:end], codes)
        is_address = wanted == "street" or (bool(code) and cut > 0)
        street_from = (
            _street_start([w for w, _, _ in spoken], words, start, is_address) if not best.street else None
        )
        house = words[start : start + cut]
        if street_from is not None and house and len(digits(house)) <= MOST_HOUSE:
            letter, after = _letter(words, start + cut, end)
            street = _street([w for w, _, _ in spoken], words, street_from, start)
            best = Place(f"{street} {digits(house)}{letter}", code or best.postal_code)
            taken.append((street_from, max(end if code else after, after)))
        elif code:
            best = Place(best.street, code)
            taken.append((start, end))
    if not best.street and wanted != "postal_code" and not best.postal_code:
        best, taken = _numberless([w for w, _, _ in spoken], words, wanted)
    if best == Place() and not note:
        return None
    rest = _without(text, [(spoken[a][1], spoken[b - 1][2]) for a, b in taken])
    return Found(Place(best.street, best.postal_code, note), rest)


def _note(text: str) -> tuple[str, str]:
    """What the driver must know, and the text without it."""
    notes, kept = [], []
    for clause in re.split(r"(?<=[.?!,;])\s+|\s+and\s+(?=the (?:door|gate|code))", text):
        found = NOTE.search(clause)
        notes += [clause[found.start() :].strip(" .,!?")] if found else []
        kept.append(clause[: found.start()] if found else clause)
    return ", ".join(notes), " ".join(kept)


def _runs(words: Sequence[str], dictated: bool) -> Iterable[tuple[int, int]]:
    """Where numbers are dictated; "to" and "for" only count inside one, or when digits were asked for."""
    at = 0
    while at < len(words):
        if not (
            is_number(words[at])
            or words[at] in ("double", "triple", "hundred")
            or (dictated and words[at] in HOMOPHONES)
        ):
            at += 1
            continue
        end = at
        while end < len(words) and is_digit_word(words[end]):
            end += 1
        while (
            end > at + 1 and not is_number(words[end - 1]) and not (dictated and words[end - 1] in HOMOPHONES)
        ):
            end -= 1
        yield at, end
        at = end


def _postal_code(words: Sequence[str], known: frozenset[str]) -> tuple[int, str]:
    """Where in a run of numbers the postal code begins, and its digits; one that is known is preferred."""
    found = []
    for cut in range(len(words)):
        code = digits(words[cut:])
        if len(code) == CODE and (cut == 0 or digits(words[:cut])) and words[cut] != "and":
            found.append((code not in known, cut, code))
    if not found:
        return len(words), ""
    _, cut, code = min(found)
    return cut, code


def _street_start(raw: Sequence[str], words: Sequence[str], number_at: int, is_address: bool) -> int | None:
    """Where the street before this number begins; None when no street stands there. `is_address`: whatever
    stands there is one, be it heard as it may.
    """
    last = number_at - 1
    while last >= 0 and words[last] in ("number", "nummer", "no"):
        last -= 1
    if last < 0:
        return None
    if STREETS.search(words[last]):
        first = last
        while first > 0 and _belongs(raw, words, first):
            first -= 1
        return first
    if not is_address or words[last] in NOT_STREET:
        return None
    first = last
    while first > 0 and words[first - 1] not in NOT_STREET and not is_number(words[first - 1]):
        first -= 1
    return first


def _belongs(raw: Sequence[str], words: Sequence[str], first: int) -> bool:
    """Whether the word before is part of the street's name."""
    before = words[first - 1]
    if before in BEFORE:
        return True
    torn = words[first] in APART or words[first] in (
        "gata",
        "vag",
        "grand",
        "torg",
        "plan",
        "backe",
        "street",
        "road",
    )
    capital = raw[first - 1][0].isupper() and before not in NOT_STREET
    return (torn and before not in NOT_STREET and not is_number(before)) or (capital and first - 1 > 0)


def _street(raw: Sequence[str], words: Sequence[str], start: int, end: int) -> str:
    """The name as it was heard, torn ends joined, with a capital."""
    said = [
        word
        for word, bare in zip(raw[start:end], words[start:end], strict=True)
        if bare not in ("number", "nummer", "no")
    ]
    if len(said) > 1 and plain(said[-1]) in APART and plain(said[-2]) not in BEFORE:
        said[-2:] = [said[-2] + said[-1].lower()]
    name = " ".join(said)
    return name[0].upper() + name[1:]


def _letter(words: Sequence[str], start: int, end: int) -> tuple[str, int]:
    """The letter after a house number: "12 B"."""
    if start == end and start < len(words) and len(words[start]) == 1 and words[start] in "abcdefgh":
        following = words[start + 1] if start + 1 < len(words) else ""
        if words[start] != "a" or not following or is_number(following):
            return f" {words[start].upper()}", start + 1
    return "", start


def _numberless(raw: Sequence[str], words: Sequence[str], wanted: str) -> tuple[Place, list[tuple[int, int]]]:
    """A street without a number; taken only where one was asked for, or it is a street beyond doubt."""
    for at, word in enumerate(words):
        if STREETS.search(word) and (len(word) > 6 or wanted == "street"):  # noqa: PLR2004
            first = at
            while first > 0 and _belongs(raw, words, first):
                first -= 1
            street, before = _street(raw, words, first, at + 1), first
            while before > 0 and is_number(words[before - 1]):
                before -= 1
            house = digits(words[before:first])
            return Place(f"{street} {house}".strip()), [(before, at + 1)]
    return Place(), []


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        before = LEAD.sub("", text[:start])
        text = f"{before} . {text[end:]}"
    return text
