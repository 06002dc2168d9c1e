"""When the house is open: spans past midnight, exceptions by date, summer time, around the clock.

Asked with aware UTC datetimes and answered in them. A span belongs to the date it opens on, so an exception
for Saturday does not cut short the Friday night before it. Spans that touch are one opening. At the moment of
closing the house is closed. A clock time that the change to winter time shows twice is the first of the two.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from pizzeria.ordering.hours_aloud import spoken_hours
from pizzeria.ordering.house import Hours, Span

__all__ = ["closes_at", "is_open", "opens_at", "spans_of", "spoken_hours", "takes_orders"]

Opening = tuple[datetime, datetime]


def is_open(hours: Hours, at: datetime) -> bool:
    return _opening(hours, at) is not None


def closes_at(hours: Hours, at: datetime) -> datetime | None:
    """When the present opening ends; None when closed now, and when it does not end at all."""
    opening = _opening(hours, at)
    if opening is None or opening[1] > _horizon(hours, at):
        return None
    return opening[1]


def opens_at(hours: Hours, at: datetime) -> datetime | None:
    """The next time the house goes from closed to open, after `at`; None when it never does."""
    return next((opens for opens, _ in _openings(hours, at) if opens > at), None)


def takes_orders(hours: Hours, at: datetime) -> bool:
    """Open, and not yet within last_order_minutes of closing."""
    closes = closes_at(hours, at)
    last = timedelta(minutes=hours.last_order_minutes)
    return is_open(hours, at) and (closes is None or at < closes - last)


def spans_of(hours: Hours, day: date) -> tuple[Span, ...]:
    """What is on the door for that date: the exception's spans, or else the weekday's."""
    return hours.exceptions.get(day, hours.weekly[day.weekday()])


def _opening(hours: Hours, at: datetime) -> Opening | None:
    return next((found for found in _openings(hours, at) if found[0] <= at < found[1]), None)


def _openings(hours: Hours, at: datetime) -> Iterator[Opening]:
    """Openings in order of time, those that touch joined: from the day before `at` past the horizon."""
    day, last = at.astimezone(hours.timezone).date() - timedelta(days=1), _horizon(hours, at).date()
    windows: list[Opening] = []
    while day <= last + timedelta(days=1):
        windows += [_window(hours, day, span) for span in spans_of(hours, day)]
        day += timedelta(days=1)
    real = (window for window in windows if window[0] < window[1])  # summer time may swallow a span whole
    return _joined(sorted(real))


def _joined(windows: list[Opening]) -> Iterator[Opening]:
    current: Opening | None = None
    for opens, closes in windows:
        if current is not None and opens <= current[1]:
            current = (current[0], max(current[1], closes))
            continue
        if current is not None:
            yield current
        current = (opens, closes)
    if current is not None:
        yield current


def _window(hours: Hours, day: date, span: Span) -> Opening:
    opens, closes = span
    end = day + timedelta(days=1) if closes <= opens else day
    return _utc(hours, day, opens), _utc(hours, end, closes)


def _utc(hours: Hours, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=hours.timezone).astimezone(UTC)


def _horizon(hours: Hours, at: datetime) -> datetime:
    """Eight days on, counted from the last exception if that is still to come: after it the weeks repeat."""
    last_exception = max(hours.exceptions, default=date.min)
    today = at.astimezone(hours.timezone).date()
    end = max(today, last_exception) + timedelta(days=8)
    return _utc(hours, end, time.min)
