"""Opening hours as a sentence: "Monday to Friday 11 am to 10 pm; Saturday and Sunday closed"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from babel.dates import format_date

from pizzeria.ordering.house import Hours, Span

ALL_DAY: Span = (time.min, time.min)
NOON = time(12)


@dataclass(frozen=True, slots=True)
class _Words:
    language: str
    heading: str
    days: tuple[str, ...]
    every_day: str
    to: str
    together: str
    closed: str
    all_day: str
    on: str
    """before a date"""
    last_orders: str
    midnight: str


WORDS: Mapping[str, _Words] = {
    "en": _Words(
        language="en",
        heading="Opening hours: ",
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        every_day="every day",
        to=" to ",
        together=" and ",
        closed="closed",
        all_day="around the clock",
        on="on ",
        last_orders="Last orders {} minutes before closing.",
        midnight="midnight",
    ),
    "sv": _Words(
        language="sv",
        heading="Öppettider: ",
        days=("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
        every_day="alla dagar",
        to=" till ",
        together=" och ",
        closed="stängt",
        all_day="dygnet runt",
        on="den ",
        last_orders="Sista beställning {} minuter före stängning.",
        midnight="midnatt",
    ),
}


def spoken_hours(hours: Hours, language: str) -> str:
    """The week, then every exception, then last orders; in English for languages other than Swedish."""
    words = WORDS.get(language, WORDS["en"])
    parts = [*_week(hours, words), *_exceptions(hours, words)]
    sentences = [words.heading + "; ".join(parts) + "."]
    if hours.last_order_minutes:
        sentences.append(words.last_orders.format(hours.last_order_minutes))
    return " ".join(sentences)


def _week(hours: Hours, words: _Words) -> list[str]:
    """Neighbouring days with the same hours are said together."""
    runs = groupby(range(len(hours.weekly)), key=lambda day: hours.weekly[day])
    return [f"{_days(list(days), words)} {_spans(spans, words)}" for spans, days in runs]


def _days(days: Sequence[int], words: _Words) -> str:
    if len(days) == len(words.days):
        return words.every_day
    return _from_to([words.days[day] for day in days], words)


def _exceptions(hours: Hours, words: _Words) -> list[str]:
    """Dates in a row with the same hours are said together: the first to the last."""
    dates = sorted(hours.exceptions)
    runs = groupby(dates, key=lambda day: (day.toordinal() - dates.index(day), hours.exceptions[day]))
    return [f"{_dates(list(days), words)} {_spans(spans, words)}" for (_, spans), days in runs]


def _dates(dates: Sequence[date], words: _Words) -> str:
    said = [format_date(day, "d MMMM", locale=words.language) for day in dates]
    return words.on + _from_to(said, words)


def _from_to(said: Sequence[str], words: _Words) -> str:
    """One alone, two together, more from the first to the last."""
    match said:
        case [one]:
            return one
        case [one, other]:
            return one + words.together + other
        case _:
            return said[0] + words.to + said[-1]


def _spans(spans: Sequence[Span], words: _Words) -> str:
    if not spans:
        return words.closed
    return words.together.join(_span(span, words) for span in spans)


def _span(span: Span, words: _Words) -> str:
    if span == ALL_DAY:
        return words.all_day
    return words.to.join(_clock(at, words) for at in span)


def _clock(at: time, words: _Words) -> str:
    """Half past eleven at night: "11:30 pm" or "23.30"."""
    if at == time.min:
        return words.midnight
    if words.language == "sv":
        return f"{at.hour}.{at:%M}".removesuffix(".00")
    if at == NOON:
        return "noon"
    return f"{at.hour % 12 or 12}:{at:%M}".removesuffix(":00") + (" am" if at < NOON else " pm")
