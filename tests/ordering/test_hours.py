"""When the house is open, in Stockholm's time, asked in UTC."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pizzeria.ordering.hours import closes_at, is_open, opens_at, spoken_hours, takes_orders
from pizzeria.ordering.house import Hours, Span
from tests.ordering.menus import around_the_clock

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)
CLOSED: tuple[Span, ...] = ()
LUNCH = (time(11), time(14))
EVENING = (time(17), time(22))
LATE = (time(17), time(2))
DAY = (time(11), time(22))
WEEK = ((LUNCH, EVENING),) * 4 + ((LATE,), (LATE,), CLOSED)
CHRISTMAS = date(2026, 12, 24)


def hours(
    weekly: tuple[tuple[Span, ...], ...] = WEEK,
    exceptions: Mapping[date, tuple[Span, ...]] | None = None,
    last_order_minutes: int = 0,
) -> Hours:
    return Hours(weekly, exceptions or {}, STOCKHOLM, last_order_minutes)


def local(text: str, fold: int = 0) -> datetime:
    """A clock on the wall in Stockholm: "2026-03-02 11:00" (a Monday)."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "is_it"),
    [
        ("2026-03-02 10:59", False),
        ("2026-03-02 11:00", True),
        ("2026-03-02 13:59", True),
        ("2026-03-02 14:00", False),
        ("2026-03-02 16:59", False),
        ("2026-03-02 17:00", True),
        ("2026-03-06 23:59", True),
        ("2026-03-07 01:59", True),
        ("2026-03-07 02:00", False),
        ("2026-03-08 01:00", True),
        ("2026-03-08 18:00", False),
    ],
)
def test_the_door_is_open_by_the_clock_on_the_wall(at: str, is_it: bool) -> None:
    assert is_open(hours(), local(at)) is is_it


def test_a_late_evening_closes_the_day_after() -> None:
    assert closes_at(hours(), local("2026-03-06 18:00")) == local("2026-03-07 02:00")
    assert closes_at(hours(), local("2026-03-07 01:00")) == local("2026-03-07 02:00")


def test_a_closed_house_does_not_close() -> None:
    assert closes_at(hours(), local("2026-03-02 15:00")) is None


def test_the_next_opening_is_found_over_closed_days() -> None:
    assert opens_at(hours(), local("2026-03-02 12:00")) == local("2026-03-02 17:00")
    assert opens_at(hours(), local("2026-03-07 18:00")) == local("2026-03-09 11:00")


def test_around_the_clock_neither_opens_nor_closes() -> None:
    at = local("2026-03-02 03:00")
    assert is_open(around_the_clock(), at)
    assert takes_orders(around_the_clock(), at)
    assert closes_at(around_the_clock(), at) is None
    assert opens_at(around_the_clock(), at) is None


def test_a_house_that_never_opens_has_no_next_opening() -> None:
    assert opens_at(hours((CLOSED,) * 7), local("2026-03-02 12:00")) is None


def test_an_exception_replaces_the_weekday() -> None:
    odd = hours(exceptions={CHRISTMAS: (LUNCH,)})
    assert closes_at(odd, local("2026-12-24 12:00")) == local("2026-12-24 14:00")
    assert not is_open(odd, local("2026-12-24 18:00"))


def test_a_closed_saturday_does_not_cut_friday_night_short() -> None:
    odd = hours(exceptions={date(2026, 3, 7): CLOSED})
    assert is_open(odd, local("2026-03-07 01:00"))
    assert not is_open(odd, local("2026-03-07 18:00"))


def test_a_day_off_closes_even_a_house_that_is_open_around_the_clock() -> None:
    odd = Hours(around_the_clock().weekly, {CHRISTMAS: CLOSED}, STOCKHOLM)
    assert closes_at(odd, local("2026-12-01 12:00")) == local("2026-12-24 00:00")
    assert opens_at(odd, local("2026-12-01 12:00")) == local("2026-12-25 00:00")


def test_a_long_holiday_ends() -> None:
    away = hours(exceptions={date(2026, 7, 1) + timedelta(days=n): CLOSED for n in range(31)})
    assert opens_at(away, local("2026-07-02 12:00")) == local("2026-08-01 17:00")


def test_the_night_to_summer_time_is_an_hour_shorter() -> None:
    nights = hours((((time(22), time(4)),),) * 7)
    closes = closes_at(nights, local("2026-03-28 22:00"))
    assert closes == datetime(2026, 3, 29, 2, tzinfo=UTC)
    assert closes - local("2026-03-28 22:00") == timedelta(hours=5)


def test_the_night_to_winter_time_is_an_hour_longer() -> None:
    nights = hours((((time(22), time(4)),),) * 7)
    closes = closes_at(nights, local("2026-10-24 22:00"))
    assert closes == datetime(2026, 10, 25, 3, tzinfo=UTC)
    assert closes - local("2026-10-24 22:00") == timedelta(hours=7)


def test_a_closing_time_that_comes_twice_is_the_first_of_the_two() -> None:
    nights = hours((((time(22), time(2, 30)),),) * 7)
    assert is_open(nights, local("2026-10-25 02:15"))
    assert not is_open(nights, local("2026-10-25 02:15", fold=1))


def test_a_span_that_summer_time_swallows_is_no_opening() -> None:
    early = hours((((time(2, 15), time(3)),),) * 7)
    assert opens_at(early, local("2026-03-28 12:00")) == local("2026-03-30 02:15")


def test_a_span_within_a_longer_one_does_not_close_the_house() -> None:
    doubled = hours(((DAY, (time(12), time(14))),) * 7)
    assert closes_at(doubled, local("2026-03-02 13:00")) == local("2026-03-02 22:00")


def test_orders_stop_before_the_door_closes() -> None:
    early = hours(last_order_minutes=30)
    assert takes_orders(early, local("2026-03-02 21:29"))
    assert not takes_orders(early, local("2026-03-02 21:30"))
    assert is_open(early, local("2026-03-02 21:30"))
    assert not takes_orders(early, local("2026-03-02 15:00"))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_what_is_open_closes_and_what_is_closed_opens_when_it_says(data: st.DataObject) -> None:
    clock = st.times().map(lambda t: t.replace(second=0, microsecond=0))
    week = data.draw(
        st.lists(st.lists(st.tuples(clock, clock), max_size=2).map(tuple), min_size=7, max_size=7)
    )
    at = local("2026-01-01 00:00") + MINUTE * data.draw(st.integers(0, 365 * 24 * 60))
    some = hours(tuple(week))
    if closes := closes_at(some, at):
        assert is_open(some, at)
        assert is_open(some, closes - MINUTE)
        assert not is_open(some, closes)
    if opens := opens_at(some, at):
        assert opens > at
        assert is_open(some, opens)
        assert not is_open(some, opens - MINUTE)


def test_the_week_is_said_with_equal_days_together() -> None:
    assert spoken_hours(hours(), "en") == (
        "Opening hours: Monday to Thursday 11 am to 2 pm and 5 pm to 10 pm; "
        "Friday and Saturday 5 pm to 2 am; Sunday closed."
    )
    assert spoken_hours(hours(), "sv") == (
        "Öppettider: måndag till torsdag 11 till 14 och 17 till 22; "
        "fredag och lördag 17 till 2; söndag stängt."
    )


def test_around_the_clock_is_said_in_a_few_words() -> None:
    assert spoken_hours(around_the_clock(), "en") == "Opening hours: every day around the clock."
    assert spoken_hours(around_the_clock(), "sv") == "Öppettider: alla dagar dygnet runt."


def test_noon_midnight_and_half_hours_are_said_as_people_say_them() -> None:
    day = hours((((time(12), time(0)), (time(0, 30), time(11, 30))),) * 7)
    assert spoken_hours(day, "en") == ("Opening hours: every day noon to midnight and 12:30 am to 11:30 am.")
    assert spoken_hours(day, "sv") == "Öppettider: alla dagar 12 till midnatt och 0.30 till 11.30."


def test_exceptions_and_last_orders_are_said_too() -> None:
    days = {date(2026, 12, d): CLOSED for d in (24, 25, 26)} | {date(2026, 12, 31): (LUNCH,)}
    odd = hours(((DAY,),) * 7, days, last_order_minutes=30)
    assert spoken_hours(odd, "sv") == (
        "Öppettider: alla dagar 11 till 22; den 24 december till 26 december stängt; "
        "den 31 december 11 till 14. Sista beställning 30 minuter före stängning."
    )
    assert spoken_hours(odd, "fi") == (
        "Opening hours: every day 11 am to 10 pm; on 24 December to 26 December closed; "
        "on 31 December 11 am to 2 pm. Last orders 30 minutes before closing."
    )
