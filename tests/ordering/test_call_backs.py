"""When nobody is called."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pizzeria.ordering.call_backs import CallBackRules, is_quiet

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
