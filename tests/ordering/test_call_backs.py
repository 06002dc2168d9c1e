"""When nobody is called."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pizzeria.ordering.call_backs import CallBackRules, decent, is_quiet, next_try

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("local", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("08:59", True), ("09:00", False)],
)
def test_the_night_is_quiet_by_the_clock_of_the_house(local: str, quiet: bool) -> None:
    at = datetime.combine(datetime(2026, 7, 1, tzinfo=UTC), time.fromisoformat(local), STOCKHOLM)
    assert is_quiet(CallBackRules(), at.astimezone(UTC), STOCKHOLM) is quiet


def test_a_quiet_hour_at_noon_is_one_too_and_a_house_may_have_none() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=STOCKHOLM)
    assert is_quiet(CallBackRules((time(11), time(13))), noon, STOCKHOLM)
    assert not is_quiet(CallBackRules((time(13), time(14))), noon, STOCKHOLM)
    assert not is_quiet(CallBackRules(None), noon, STOCKHOLM)


@pytest.mark.parametrize(
    ("local", "decently"),
    [
        ("2026-03-06 20:59", "2026-03-06 20:59"),
        ("2026-03-06 21:00", "2026-03-07 09:00"),
        ("2026-03-07 08:59", "2026-03-07 09:00"),
        ("2026-03-28 23:00", "2026-03-29 09:00"),
    ],
)
def test_what_falls_into_the_night_is_done_when_it_ends(local: str, decently: str) -> None:
    """The last of these nights is an hour short."""
    then, until = (datetime.fromisoformat(each).replace(tzinfo=STOCKHOLM) for each in (local, decently))
    assert decent(CallBackRules(), then, STOCKHOLM) == until


def test_tries_come_to_an_end() -> None:
    noon = datetime(2026, 3, 6, 12, tzinfo=UTC)
    rules = CallBackRules(tries=2, minutes_between=10)
    assert next_try(rules, STOCKHOLM, noon, 1) == noon + timedelta(minutes=10)
    assert next_try(rules, STOCKHOLM, noon, 2) is None
    assert next_try(CallBackRules(), STOCKHOLM, noon, 1) is None
