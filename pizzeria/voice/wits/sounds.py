"""How near two words are, to the eye and to the ear: a transcript spells Italian as it sounds in English."""

import re
from functools import cache

from rapidfuzz import fuzz

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|sch|sci(?=[aou])|cci(?=[aou])|ci(?=[aou])|ch(?=[aouei])|sh|ti(?=on)", "S"),
        (r"gh(?=[ei])", "g"),
        (r"gi(?=[aou])|dg|g(?=[ei])", "j"),
        (r"ph", "f"),
        (r"qu|kv|kw", "kv"),
        (r"ck|ch|c|q|x", "k"),
        (r"w", "v"),
        (r"z|ts", "s"),
        (r"h", ""),
        (r"[dt]", "t"),
        (r"[bp]", "p"),
        (r"[aeiouy]+", "a"),
    )
)
_TWICE = re.compile(r"(.)\1+")


@cache
def sound(word: str) -> str:
    """A rough key of how it sounds: consonants in classes, vowels all one, nothing twice."""
    for pattern, key in _RULES:
        word = pattern.sub(key, word)
    return _TWICE.sub(r"\1", word)


def likeness(one: str, other: str) -> float:
    """Of 100: half how it is written, half how it sounds; spaces do not count."""
    one, other = one.replace(" ", ""), other.replace(" ", "")
    written = fuzz.ratio(one, other)
    if written < 45:  # noqa: PLR2004 - nothing that far apart is meant
        return written
    return 0.5 * written + 0.5 * fuzz.ratio(sound(one), sound(other))
