"""Customers whom the house calls: why, by which rules, and what came of it. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Purpose = Literal["draft_rescued", "item_ran_out", "courier_cannot_find_the_door"]
"""the only reasons to ring somebody"""

CallBackState = Literal[
    "waiting",  # for its time
    "ringing",  # 46elks was asked to
    "answered",
    "unanswered",
    "declined",  # 46elks would not, and did not
    "uncertain",  # it was asked for, and whether it was done nobody knows; it is not asked again by itself
    "dropped",  # its time came, and there was no need any more, or it was too often
]


@dataclass(frozen=True, slots=True)
class CallBackRules:
    quiet: tuple[time, time] | None = (time(21), time(9))
    """local times between which nobody is called; it may go over midnight"""
    most_a_day: int = 2
    """times that one number is called in 24 hours, answered or not"""
    tries: int = 1
    """of one wish, the first among them, until somebody answers"""
    minutes_between: int = 10


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
    """when 46elks was asked; of one that was not, when it was wished for"""
    attempt: int = 1
    due_at: datetime | None = None
    """of one that waits"""


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


def decent(rules: CallBackRules, at: datetime, timezone: ZoneInfo) -> datetime:
    """This moment, or the end of the quiet hours that it lies in."""
    if rules.quiet is None or not is_quiet(rules, at, timezone):
        return at
    return next_at(rules.quiet[1], at, timezone)


def next_try(rules: CallBackRules, timezone: ZoneInfo, now: datetime, attempt: int) -> datetime | None:
    """When to try again after this attempt; None when that was the last."""
    if attempt >= rules.tries:
        return None
    return decent(rules, now + timedelta(minutes=rules.minutes_between), timezone)
