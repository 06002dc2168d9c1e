"""What a day of calls came to, by the hour and in all. Pure: rows and a time zone in, figures out."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import orjson

from pizzeria.store.records import DayCall, DayOrder

HOURS = 24


@dataclass(slots=True)
class Figures:
    """Of an hour, or of the whole day."""

    calls: int = 0
    converted: int = 0
    """calls in which something was ordered and not cancelled"""
    orders: int = 0
    """placed in a call and not cancelled"""
    cancelled: int = 0
    revenue: int = 0
    """of the orders, in minor units"""
    cost: int = 0
    """of the model, in millionths of a US dollar"""
    turns_ms: list[int] = field(default_factory=list)
    """voice to voice, ascending"""

    @property
    def conversion(self) -> int | None:
        """Per cent of the calls; None without calls."""
        return round(100 * self.converted / self.calls) if self.calls else None

    @property
    def p50(self) -> int | None:
        return percentile(self.turns_ms, 50)

    @property
    def p95(self) -> int | None:
        return percentile(self.turns_ms, 95)


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    whole: Figures
    hours: tuple[Figures, ...]
    """24, by the clock on the wall: a day that has an hour twice has both in one"""


def percentile(ascending: Sequence[int], percent: int) -> int | None:
    """The smallest that so many per cent do not exceed (nearest rank); None of none."""
    if not ascending:
        return None
    return ascending[max(0, math.ceil(len(ascending) * percent / 100) - 1)]


def bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When the day begins and when the next one does, in UTC."""
    midnights = (datetime.combine(day + timedelta(days=more), time.min, zone) for more in (0, 1))
    begins, ends = (midnight.astimezone(UTC) for midnight in midnights)
    return begins, ends


def figures(day: date, calls: Iterable[DayCall], orders: Iterable[DayOrder], zone: tzinfo) -> Day:
    hours = tuple(Figures() for _ in range(HOURS))
    for call in calls:
        _count_call(hours[_hour(call.started_at, zone)], call)
    for order in orders:
        _count_order(hours[_hour(order.placed_at, zone)], order)
    for hour in hours:
        hour.turns_ms.sort()
    return Day(day, _sum(hours), hours)


def _hour(at: datetime, zone: tzinfo) -> int:
    return at.replace(tzinfo=UTC).astimezone(zone).hour if at.tzinfo is None else at.astimezone(zone).hour


def _count_call(hour: Figures, call: DayCall) -> None:
    hour.calls += 1
    hour.converted += call.ordered
    hour.cost += call.cost_microdollars
    hour.turns_ms += orjson.loads(call.turns_ms)


def _count_order(hour: Figures, order: DayOrder) -> None:
    if order.status == "cancelled":
        hour.cancelled += 1
        return
    hour.orders += 1
    hour.revenue += order.total


def _sum(hours: Sequence[Figures]) -> Figures:
    names = ("calls", "converted", "orders", "cancelled", "revenue", "cost")
    added = {name: sum(getattr(hour, name) for hour in hours) for name in names}
    turns = sorted(turn for hour in hours for turn in hour.turns_ms)
    return Figures(**added, turns_ms=turns)
