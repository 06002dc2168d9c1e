"""Numbers that are said, not written: "noll sju noll, åtta tolv …", "zero seven zero, double eight …". Pure.

Digit by digit, in pairs ("trettiofyra", "thirty-four") and in hundreds, in Swedish and English, with figures
between the words where a transcript has some. What has six digits or more is taken for a number that somebody
can be rung at.
"""

import re
from collections.abc import Iterator
from functools import cache

from num2words import num2words

LEAST = 6
"""digits"""

_GAP = r"[\s,.;\u2013-]+"
_TIMES = {"double": 2, "dubbel": 2, "dubbla": 2, "triple": 3, "treble": 3}
_HUNDRED = frozenset({"hundred", "hundra"})
_OTHERWISE = {"oh": "0", "o": "0", "nought": "0", "nolla": "0", "en": "1", "ett": "1"}
"""digits that have several names"""


@cache
def run() -> re.Pattern[str]:
    """An expression for three such words or more, one after the other, however many digits they are.

    It looks at the first letter first: three hundred words are not tried where none begins like that.
    """
    longest_first = sorted((*_words("sv"), *_words("en"), *_TIMES, *_HUNDRED), key=len, reverse=True)
    letters = "".join(sorted({word[0] for word in longest_first}))
    word = rf"(?:{'|'.join(longest_first)})"
    return re.compile(rf"(?i:(?<!\w)(?=[{letters}]){word}(?:{_GAP}(?:{word}|\d+)){{2,}}(?!\w))")


def in_digits(said: str) -> str:
    """The digits of such a run."""
    return "".join(_groups(re.split(_GAP, said.casefold())))


def aloud(digits: str, like: str) -> str:
    """Digit by digit, in the language of another run."""
    words = set(re.split(_GAP, like.casefold()))
    language = "sv" if len(words & _words("sv").keys()) >= len(words & _words("en").keys()) else "en"
    return " ".join(num2words(int(digit), lang=language) for digit in digits)


@cache
def _words(language: str) -> dict[str, str]:
    """What is said for 0 to 99, and its digits."""
    words = {num2words(number, lang=language): str(number) for number in range(100)}
    if language == "sv":
        words |= {word.replace("tio", "ti"): digits for word, digits in words.items() if word != "tio"}
        words |= {f"{word[:-3]}en": digits for word, digits in words.items() if word.endswith("ett")}
    return words | _OTHERWISE


def _groups(words: list[str]) -> Iterator[str]:
    """Digits that were said as one: "trettio fyra" is 34, "åtta hundra tolv" is 812, "double seven" is 77."""
    held, times = "", 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        elif word in _HUNDRED:
            held = f"{held or 1}00" if len(held) < len("10") else held
        else:
            digits = _digits(word) * times
            times = 1
            if joined := _joined(held, digits):
                held = joined
                continue
            yield held
            held = digits
    yield held


def _joined(held: str, digits: str) -> str:
    """Round tens take a unit, round hundreds what is less than a hundred; "" when these are two."""
    if re.fullmatch(r"[2-9]0|[1-9][2-9]0", held) and re.fullmatch(r"[1-9]", digits):
        return held[:-1] + digits
    if re.fullmatch(r"[1-9]00", held) and len(digits) <= len("99") and digits != "0":
        return held[0] + digits.zfill(2)
    return ""


def _digits(word: str) -> str:
    return word if word.isdigit() else _words("sv").get(word) or _words("en").get(word, "")
