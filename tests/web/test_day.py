"""A day's figures: which hour a call belongs to, and what half of the callers waited."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from pizzeria.store.records import DayCall, DayOrder
from pizzeria.web.day import bounds, figures, percentile

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = date(2026, 5, 14)


def call(hour: int, ordered: bool = False, turns: str = "[]", cost: int = 0) -> DayCall:
    return DayCall(datetime(2026, 5, 14, hour, 30, tzinfo=UTC), ordered, turns, cost)


def test_a_call_counts_in_its_hour_on_the_wall() -> None:
    day = figures(DAY, [call(16), call(16, ordered=True), call(9)], [], STOCKHOLM)
    assert {hour: f.calls for hour, f in enumerate(day.hours) if f.calls} == {18: 2, 11: 1}
    assert (day.whole.calls, day.whole.converted, day.whole.conversion) == (3, 1, 33)


def test_a_time_without_a_zone_is_utc_as_sqlite_gives_it() -> None:
    naive = DayCall(datetime(2026, 5, 14, 16, 30), False, "[]", 0)  # noqa: DTZ001
    assert figures(DAY, [naive], [], STOCKHOLM).hours[18].calls == 1


def test_a_cancelled_order_brings_nothing() -> None:
    at = datetime(2026, 5, 14, 16, tzinfo=UTC)
    day = figures(DAY, [], [DayOrder(at, 10_000, "ready"), DayOrder(at, 900, "cancelled")], STOCKHOLM)
    assert (day.whole.orders, day.whole.revenue, day.whole.cancelled) == (1, 10_000, 1)
    assert day.whole.conversion is None


def test_the_waits_of_all_hours_are_one_heap() -> None:
    day = figures(DAY, [call(10, turns="[900, 100]"), call(12, turns="[300, 200, 400]")], [], STOCKHOLM)
    assert (day.hours[12].p50, day.hours[14].p50) == (100, 300)
    assert (day.whole.p50, day.whole.p95) == (300, 900)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile(range(1, 101), 95) == 95
    assert percentile([7], 95) == percentile([7], 50) == 7
    assert percentile([], 50) is None


def test_the_day_the_clocks_change_has_23_or_25_hours() -> None:
    spring, autumn = bounds(date(2026, 3, 29), STOCKHOLM), bounds(date(2026, 10, 25), STOCKHOLM)
    assert [(ends - begins).total_seconds() / 3600 for begins, ends in (spring, autumn)] == [23, 25]
