"""What the model's tokens cost. Pure.

Source: the model pages at developers.openai.com, US dollars per million tokens, which is millionths of a
dollar a token. An unknown model (another vendor's, one of our own) is counted as free rather than guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pizzeria.ordering.events import Usage


@dataclass(frozen=True, slots=True)
class Price:
    """Microdollars a token."""

    audio_in: float
    audio_cached: float
    audio_out: float
    text_in: float
    text_cached: float
    text_out: float


_FULL = Price(32, 0.40, 64, 4, 0.40, 24)
_FULL_OLDER = Price(32, 0.40, 64, 4, 0.40, 16)
_MINI = Price(10, 0.30, 20, 0.60, 0.06, 2.40)

PRICES: Mapping[str, Price] = {
    "gpt-realtime-2.1": _FULL,
    "gpt-realtime-2.1-mini": _MINI,
    "gpt-realtime-2": _FULL,
    "gpt-realtime-1.5": _FULL_OLDER,
    "gpt-realtime": _FULL_OLDER,
    "gpt-realtime-mini": _MINI,
}


def cost_microdollars(model: str, usage: Usage) -> int:
    """What this usage costs with this model, in millionths of a US dollar; 0 for a model without a known
    price.
    """
    price = PRICES.get(model)
    if price is None:
        return 0
    fresh_audio = usage.input_audio - usage.cached_audio
    fresh_text = usage.input_text - usage.cached_text
    return round(
        fresh_audio * price.audio_in
        + usage.cached_audio * price.audio_cached
        + usage.output_audio * price.audio_out
        + fresh_text * price.text_in
        + usage.cached_text * price.text_cached
        + usage.output_text * price.text_out
    )
