"""Customers whom the house calls: why, by which rules, and what came of it. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Purpose = Literal["draft_rescued", "item_ran_out", "courier_cannot_find_the_door"]
"""the only reasons to ring somebody"""

CallBackState = Literal[
    "ringing",  # 46elks was asked to
    "answered",
    "unanswered",
    "declined",  # 46elks would not, and did not
    "uncertain",  # it was asked for, and whether it was done nobody knows; it is not asked again by itself
]


@dataclass(frozen=True, slots=True)
class CallBackRules:
    quiet: tuple[time, time] | None = (time(21), time(9))
    """local times between which nobody is called; it may go over midnight"""
    most_a_day: int = 2
    """times that one number is called in 24 hours, answered or not"""


@dataclass(frozen=True, slots=True)
class CallBack:
    id: int
    call_id: str
    """of the call that is made; "" until 46elks has said it"""
    to_number: str
    """E.164"""
    purpose: Purpose
    about_call: str
    """the call that it is about; "" of an order without one"""
    order_number: int | None
    state: CallBackState
    why: str
    asked_at: datetime


def is_quiet(rules: CallBackRules, now: datetime, timezone: ZoneInfo) -> bool:
    if rules.quiet is None:
        return False
    begins, ends = rules.quiet
    local = now.astimezone(timezone).time()
    return begins <= local < ends if begins < ends else local >= begins or local < ends


def next_at(clock: time, at: datetime, timezone: ZoneInfo) -> datetime:
    """The first moment from `at` on when local clocks show this time, in UTC."""
    local = at.astimezone(timezone)
    day = local.date() if local.time() <= clock else local.date() + timedelta(days=1)
    return datetime.combine(day, clock, timezone).astimezone(UTC)
