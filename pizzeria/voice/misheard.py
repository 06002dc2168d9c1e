"""Small words that a transcript writes as others of the same sound, put right by what stands around. Pure."""

import re

from pizzeria.voice.wits.acts import Expects
from pizzeria.voice.wits.words import HOMOPHONES, is_number, plain

_TWO = re.compile(r"\b(make (?:that|it)) (?:too|to)\b(?=\W*$|[.,?!])", re.IGNORECASE)
_CAN = re.compile(r"\b(?:ken|kin) of\b", re.IGNORECASE)
_AT = re.compile(r"\b(number \d?\d)0 (?:at|ate)\b", re.IGNORECASE)
_FIGURES = re.compile(r"(?<=\d)['\u2019]?s\b")
_WORDS = re.compile(r"\b(\w+?)['\u2019]?s\b")


def put_right(words: str, expects: Expects) -> str:
    """ "Make that too" is two, "number 30 at" is 38, "a ken of Sprite" a can; and when a postal code was
    asked for, "fives" is five.
    """
    words = _AT.sub(r"\g<1>8", _CAN.sub("can of", _TWO.sub(r"\1 two", words)))
    return _WORDS.sub(_figure, _FIGURES.sub("", words)) if expects == "postal_code" else words


def _figure(found: re.Match[str]) -> str:
    one = plain(found[1])
    return found[1] if is_number(one) or one in HOMOPHONES else found[0]
