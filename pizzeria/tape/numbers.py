"""Telephone numbers as people and machines write them, and the same way of writing for another. Pure."""

import re

_SWEDISH = "46"
"""stand-ins are Swedish"""


def pattern(e164: str, country: str) -> str:
    """This number however it is written: with its country, without it, with spaces, dots and hyphens."""
    digits = e164.removeprefix("+")
    national = digits.removeprefix(country)
    spelled = r"[ .-]{0,2}".join(national)
    if national == digits:
        return rf"(?<!\d)(?:\+|00)?{spelled}(?!\d)"
    return rf"(?<!\d)(?:(?:\+|00)?{country}[ .-]?(?:\(0\))?[ .-]?|0[ .-]?)?{spelled}(?!\d)"


def written_like(written: str, stand_in: str) -> str:
    """The stand-in (E.164, Swedish) in the form of `written`: its prefix, and its gaps where they fit."""
    form = _form(written, stand_in)
    digits = re.sub(r"\D", "", written)
    if len(digits) != len(form) or "(0)" in written:
        return f"+{form}" if written.startswith("+") else form
    following = iter(form)
    return "".join(next(following) if c.isdigit() else c for c in written)


def _form(written: str, stand_in: str) -> str:
    international = stand_in.removeprefix("+")
    national = international.removeprefix(_SWEDISH)
    if written.startswith("00"):
        return f"00{international}"
    if written.startswith("0"):
        return f"0{national}"
    if written.startswith(("+", _SWEDISH)):
        return international
    return national
