"""Words as they are compared: lower case, without accents and apostrophes; and numbers among them.

A transcript has "Twelve B", "12b", "12 B" and "double one" as it pleases: `tokens` and `value` make one
of them.
"""

import re
import unicodedata
from collections.abc import Sequence

from num2words import num2words

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
ONES = _ONES.split()
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
UNITS = {word: number for number, word in enumerate(ONES)} | {"nought": 0}
SWEDISH = {
    plain: number
    for number in range(1, 50)
    for plain in (str(num2words(number, lang="sv")).translate(str.maketrans("åäö", "aao")),)
}
"""a borrowed number is understood; "en" is an article"""
SWEDISH_NOUNS = {
    noun: number
    for word, number in SWEDISH.items()
    for noun in (f"{word}ma" if word.endswith("fem") else f"{word.removesuffix('o')}a",)
    if noun not in SWEDISH
}
""" "en sjua" is number seven"""
DECADES = {word: 10 * number for number, word in enumerate(TENS, 2)} | {"fourty": 40}
HOMOPHONES = {
    "to": 2,
    "too": 2,
    "tu": 2,
    "for": 4,
    "fore": 4,
    "won": 1,
    "ate": 8,
    "o": 0,
    "oh": 0,
    "nil": 0,
    "sex": 6,
    "tree": 3,
}
"""what a telephone makes of single digits; trusted only where a number is wanted"""
AMOUNTS = {"couple": 2, "pair": 2, "dozen": 12}
REPEATS = {"double": 2, "triple": 3}
BREAK = re.compile(r"[.?!;:]+(?=\s|$)|\s[-\u2013\u2014]+\s|\n")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
HUNDRED, THOUSAND = 100, 1000


def plain(text: str) -> str:
    """Lower case, no accents, no apostrophes, single spaces between words and numbers."""
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """ "Storgatan 12B, don't" -> storgatan 12 b dont."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " and ").replace("+", " plus "))
    letters = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'\u2019`\u00b4")
    return [token.replace(",", ".") for token in _TOKEN.findall(letters)]


def sentences(text: str) -> list[str]:
    """A caller's turn at its full stops and question marks, which a transcript has or has not."""
    return [part.strip() for part in BREAK.split(text) if part.strip()]


def is_number(word: str) -> bool:
    return word.isdecimal() or word in UNITS or word in DECADES or word in SWEDISH


def value(words: Sequence[str]) -> int | None:
    """A whole number in words or figures: "twenty two", "one hundred and eleven", "22", "a dozen"."""
    said = [word for word in words if word not in ("and", "a")]
    if len(said) == 1 and said[0].isdecimal():
        return int(said[0])
    if len(said) == 1 and said[0] in SWEDISH and said[0] not in UNITS:
        return SWEDISH[said[0]]
    if len(said) == 1 and said[0] in AMOUNTS:
        return AMOUNTS[said[0]]
    for word, size in (("thousand", THOUSAND), ("hundred", HUNDRED)):
        if word in said:
            return _with_large(said, said.index(word), size)
    match said:
        case [one] if one in UNITS:
            return UNITS[one]
        case [ten] if ten in DECADES:
            return DECADES[ten]
        case [ten, one] if ten in DECADES and 0 < UNITS.get(one, 0) < 10:  # noqa: PLR2004
            return DECADES[ten] + UNITS[one]
        case _:
            return None


def _with_large(said: Sequence[str], at: int, size: int) -> int | None:
    """ "Two hundred and five": so many of them, and the rest."""
    times = value(said[:at]) if at else 1
    rest = value(said[at + 1 :]) if said[at + 1 :] else 0
    return None if times is None or rest is None else times * size + rest


def longest_number(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The longest number that begins there, and where it ends."""
    if not (is_number(words[start]) or words[start] in ("hundred", "thousand", *AMOUNTS)):
        return None
    found = None
    for end in range(start + 1, min(len(words), start + 6) + 1):
        number = value(words[start:end])
        if number is not None and words[end - 1] not in ("and", "a"):
            found = (number, end)
    return found


def digits(words: Sequence[str]) -> str:
    """Digits as they are dictated: "one eleven twenty two" -> "11122", "double one" -> "11"; "" if it
    is not that.
    """
    spoken, at, times = "", 0, 1
    while at < len(words):
        word = words[at]
        if word in REPEATS:
            times, at = REPEATS[word], at + 1
            continue
        if word == "and":
            at += 1
            continue
        number = longest_number(words, at)
        if number is None and word in HOMOPHONES:
            number = (HOMOPHONES[word], at + 1)
        if number is None:
            return ""
        written = word if word.isdecimal() else str(number[0])
        spoken, at, times = spoken + written * times, number[1], 1
    return spoken


def is_digit_word(word: str) -> bool:
    """Whether it may be part of a dictated number."""
    return is_number(word) or word in HOMOPHONES or word in REPEATS or word in ("hundred", "and")


def singular_words(words: Sequence[str]) -> list[str]:
    """Without the s of the plural."""
    return [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words]  # noqa: PLR2004
