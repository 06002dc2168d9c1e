"""How many parts a text message takes, which is how many times it is paid. Pure.

Source: 3GPP TS 23.038 (GSM 03.38), 6.2.1: the default alphabet of 7 bits, 160 letters in one part or 153 in
each of several; å ä ö are in it. Letters of its extension table take two places, and are never split. One
letter outside both, and all is UCS-2: 70 alone, 67 among several, counted in 16 bits, so that an emoji is two
and is never split either.
"""

from collections.abc import Iterable

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")
GSM_ALONE, GSM_AMONG = 160, 153
UCS2_ALONE, UCS2_AMONG = 70, 67
_ONE_UNIT = 0xFFFF

_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


def parts(words: str) -> int:
    """At least one."""
    if is_gsm(words):
        return _count((1 + (letter in GSM_EXTENSION) for letter in words), GSM_ALONE, GSM_AMONG)
    return _count((1 + (ord(letter) > _ONE_UNIT) for letter in words), UCS2_ALONE, UCS2_AMONG)


def is_gsm(words: str) -> bool:
    return all(letter in GSM or letter in GSM_EXTENSION for letter in words)


def plain(words: str) -> str:
    """Typographers' quotes, dashes and spaces as the alphabet has them: one of theirs makes it all UCS-2."""
    return words.translate(_PLAIN)


def _count(lengths: Iterable[int], alone: int, among: int) -> int:
    """A letter that does not fit into what is left of a part goes into the next."""
    each = list(lengths)
    if sum(each) <= alone:
        return 1
    count, room = 1, among
    for length in each:
        if length > room:
            count, room = count + 1, among
        room -= length
    return count
