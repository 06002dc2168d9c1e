"""Money as people write it and as they say it. Amounts are int minor units (öre).

Crowns are always written "145 kr", in any language; other currencies as the language writes them. Decimals
only when there are any.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_name,
    get_currency_precision,
)
from num2words import num2words

CROWNS = ("SEK", "NOK", "DKK")
CROWN_WORDS: Mapping[str, tuple[str, str]] = {"sv": ("krona", "kronor"), "en": ("krona", "kronor")}


@lru_cache(maxsize=4096)
def format_money(minor: int, currency: str, language: str) -> str:
    """14500 SEK -> "145 kr", 14550 SEK -> "145,50 kr" in Swedish; spaces are plain ones."""
    digits = get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-digits)
    shown = 0 if amount == amount.to_integral_value() else digits
    decimals = "." + "0" * shown if shown else ""
    if currency in CROWNS:
        text = format_decimal(amount, format=f"#,##0{decimals}", locale=language) + " kr"
    else:
        pattern = Locale.parse(language).currency_formats["standard"].pattern.replace(".00", decimals)
        text = format_currency(amount, currency, format=pattern, locale=language, currency_digits=False)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def spoken_money(minor: int, currency: str, language: str) -> str:
    """14500 SEK -> "one hundred and forty-five kronor"; in figures where the language has no number words."""
    whole, part = divmod(minor, 10 ** get_currency_precision(currency))
    try:
        words, small = _number_words(whole, language), _number_words(part, language)
    except NotImplementedError:
        return format_money(minor, currency, language)
    if currency == "SEK" and language in CROWN_WORDS:
        return _spoken_crowns(whole, words, small if part else "", language)
    name = get_currency_name(currency, count=whole, locale=language)
    return f"{words} {name} {small}" if part else f"{words} {name}"


def _spoken_crowns(whole: int, words: str, small: str, language: str) -> str:
    one, many = CROWN_WORDS[language]
    if language == "sv" and words.endswith("ett"):
        words = words.removesuffix("ett") + "en"  # en krona, tjugoen kronor, but ett öre
    crowns = f"{words} {one if whole == 1 else many}"
    joined = "och" if language == "sv" else "and"
    return f"{crowns} {joined} {small} öre" if small else crowns


def _number_words(number: int, language: str) -> str:
    words = str(num2words(number, lang=language))
    return words.replace("förtio", "fyrtio")  # num2words spells the Swedish forty as it sounds
