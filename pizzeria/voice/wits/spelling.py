"""A name letter by letter: "H-E-D-D-A", "Tess, double S", "bee, ee, are, gee". Pure."""

import re

_SAID = """
    ay:a bee:b be:b see:c sea:c cee:c dee:d ee:e he:e eff:f gee:g aitch:h haitch:h eye:i jay:j kay:k okay:k
    el:l ell:l elle:l em:m en:n oh:o owe:o pea:p pee:p cue:q queue:q are:r ar:r ess:s as:s tea:t tee:t
    you:u vee:v ex:x why:y zed:z zee:z 8:h
"""
LETTERS = dict(pair.split(":") for pair in _SAID.split())
"""what a transcript makes of a letter's name"""
_PARTS = re.compile(r"8|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
SHOUTED = 2
"""letters at least of a word in capitals that is a spelling: "HEDDA" """
LEAST = 2
"""letters of a name"""
UNHEARD = re.compile(r"^\W*the\b", re.IGNORECASE)
"""what a transcript makes of a first letter that it has not heard"""


def spelt(text: str) -> tuple[str, list[str]]:
    """The name whose letters are said one by one, "" when none are; and the words after them."""
    name = ""
    words: list[str] = []
    times = 1
    for part in _PARTS.findall(text):
        letters = _letters(part)
        if part.lower() == "double":
            times = 2
        elif letters and not words:
            name, times = name + letters * times, 1
        elif len(name) >= LEAST:
            words.append(part)
        else:
            name = ""  # "I spell it": no letter of the name's
    return (name.capitalize(), words) if len(name) >= LEAST else ("", [])


def _letters(part: str) -> str:
    if part.lower() in LETTERS:
        return LETTERS[part.lower()]
    if len(part) == 1 or (len(part) >= SHOUTED and part.isupper()):
        return part.lower()
    return ""
