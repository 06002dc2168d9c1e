"""Text as a caller says it: figures the way people read them out, foreign words the way they say those."""

import re
import tomllib
from pathlib import Path

PRONUNCIATION: dict[str, tuple[str, str]] = tomllib.loads(
    (Path(__file__).parent / "pronunciation.toml").read_text(encoding="utf-8")
)
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_POSTAL_CODE = re.compile(r"\b(\d)(\d)(\d) (\d)(\d)\b")
_SPELLED = re.compile(r"\b[^\W\d_a-zåäö](?:-[^\W\d_a-zåäö])+\b")
_WORD = re.compile(r"Mm-hmm|[^\W\d_]+(?:'s)?")


def for_kokoro(text: str, british: bool) -> str:
    """With phonemes beside the words that misaki would not know."""

    def said(word: re.Match[str]) -> str:
        known = PRONUNCIATION.get(word[0].lower())
        if known is None:
            return word[0]
        return f"[{word[0]}](/{known[0].replace('O', 'Q') if british else known[0]}/)"

    return _WORD.sub(said, _read_out(text))


def for_flite(text: str) -> str:
    return _WORD.sub(lambda word: PRONUNCIATION.get(word[0].lower(), ("", word[0]))[1], _read_out(text))


def _read_out(text: str) -> str:
    """Postal codes digit by digit, spelled names letter by letter."""
    digits = _POSTAL_CODE.sub(lambda code: " ".join(_DIGITS[int(digit)] for digit in code.groups()), text)
    return _SPELLED.sub(lambda name: name[0].replace("-", ", "), digits)
