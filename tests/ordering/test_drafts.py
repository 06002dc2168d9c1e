"""An order that was cut off is to be had for an hour, by nobody but the caller, and once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pizzeria.ordering.drafts import Left, is_open
from tests.clock import FRIDAY_EVENING as NOW

CUT_OFF = Left(
    number="+46701740605",
    ended_at=NOW - timedelta(minutes=59),
    end_reason="dropped",
    hand_over=None,
    lines=2,
    revision=4,
    placed=3,
    ordered_since=False,
    gone=False,
)


@pytest.mark.parametrize(
    "end_reason", ["hangup", "dropped", "lost", "error", "shutdown", "model_lost", "silence"]
)
def test_whoever_was_cut_off_has_it_for_an_hour(end_reason: Any) -> None:
    assert is_open(replace(CUT_OFF, end_reason=end_reason), NOW)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"number": ""},
        {"ended_at": NOW - timedelta(hours=1)},
        {"end_reason": "goodbye"},
        {"end_reason": "ended_by_staff"},
        {"hand_over": "over"},
        {"hand_over": "ringing"},
        {"lines": 0},
        {"placed": 4},
        {"ordered_since": True},
        {"gone": True},
    ],
    ids=str,
)
def test_what_was_meant_done_or_is_old_is_nobodys(otherwise: dict[str, Any]) -> None:
    assert not is_open(replace(CUT_OFF, **otherwise), NOW)
