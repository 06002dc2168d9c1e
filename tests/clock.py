"""A clock that stands still until it is told to go on, and can be broken."""

from datetime import UTC, datetime, timedelta

FRIDAY_EVENING = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)


class BrokenClock(Exception):
    pass


class StoppedClock:
    def __init__(self, at: datetime = FRIDAY_EVENING) -> None:
        self.at = at
        self.broken = False

    def __call__(self) -> datetime:
        if self.broken:
            raise BrokenClock
        return self.at

    def forward(self, seconds: float) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at
