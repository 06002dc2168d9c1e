"""What becomes of a letter, decided without waiting."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import get_args

import pytest

from pizzeria.outbox.decisions import (
    LEASE,
    PAUSES,
    Move,
    NotTaken,
    Refusal,
    Standing,
    Taken,
    Unknown,
    after,
    begin,
    pause,
    reported,
)
from pizzeria.outbox.letters import Carrier, State
from tests.clock import FRIDAY_EVENING as NOW

HOUR = timedelta(hours=1)
MESSAGE = Standing("sms", "queued", 0, NOW + HOUR)
SENDING = replace(MESSAGE, state="sending", attempts=1)
HOOK = Standing("hook", "sending", 1, NOW + 24 * HOUR)


def test_a_message_that_is_due_is_taken_and_sent() -> None:
    assert begin(MESSAGE, NOW, affordable=True) == Move("sending", NOW + LEASE, task="send")


def test_a_message_nobody_came_back_with_is_never_simply_sent_again() -> None:
    lost = replace(MESSAGE, state="sending", attempts=1)
    for now, money in product((NOW, NOW + 2 * HOUR), (True, False)):
        move = begin(lost, now, money)
        assert (move.state, move.task) == ("uncertain", "ask")


def test_a_webhook_nobody_came_back_with_is_sent_again() -> None:
    assert begin(HOOK, NOW, affordable=True).task == "send"


def test_what_comes_too_late_is_not_sent() -> None:
    assert begin(MESSAGE, NOW + HOUR, affordable=True).state == "failed"


def test_beyond_the_days_ceiling_nothing_is_sent_and_that_is_said() -> None:
    move = begin(MESSAGE, NOW, affordable=False)
    assert (move.state, move.task) == ("failed", None)
    assert "ceiling" in move.why


def test_what_was_surely_not_taken_is_tried_again_with_growing_pauses_until_it_is_given_up() -> None:
    for carrier in get_args(Carrier):
        letter = Standing(carrier, "sending", 0, NOW + 1000 * HOUR)
        waits = list[float]()
        while (move := after(replace(letter, attempts=len(waits) + 1), NotTaken("no"), NOW)).due_at:
            assert move.state == "queued"
            waits.append((move.due_at - NOW).total_seconds())
        assert waits == sorted(set(waits)) == list(PAUSES[carrier])
        assert move == Move("failed", None, "no")


def test_a_new_try_that_would_come_too_late_is_not_waited_for() -> None:
    dying = replace(SENDING, expires_at=NOW + timedelta(seconds=9))
    assert after(dying, NotTaken("no"), NOW) == Move("failed", None, "no")


def test_what_was_refused_for_good_is_not_tried_again() -> None:
    assert after(SENDING, Refusal("no such number"), NOW) == Move("failed", None, "no such number")


def test_a_message_that_may_have_been_sent_is_asked_about_and_not_sent() -> None:
    move = after(SENDING, Unknown("no answer"), NOW)
    assert move == Move("uncertain", NOW + LEASE, "no answer")
    asked = begin(replace(SENDING, state="uncertain"), NOW + LEASE, affordable=False)
    assert (asked.state, asked.task) == ("uncertain", "ask")


def test_what_46elks_cannot_tell_stays_uncertain_for_ever() -> None:
    asked = replace(SENDING, state="uncertain")
    assert after(asked, Unknown("no answer"), NOW).state == "uncertain"
    assert after(asked, Unknown("no answer"), NOW + HOUR) == Move("uncertain", None, "no answer")


def test_what_46elks_does_not_have_is_sent_again_while_it_is_of_use() -> None:
    asked = replace(SENDING, state="uncertain")
    assert after(asked, NotTaken("46elks has no such message"), NOW).state == "queued"
    assert after(asked, NotTaken("46elks has no such message"), NOW + HOUR).state == "failed"


def test_a_webhook_of_which_nobody_knows_is_sent_again() -> None:
    assert after(HOOK, Unknown("no answer"), NOW).state == "queued"


def test_what_was_taken_is_done() -> None:
    for letter in (SENDING, HOOK, replace(SENDING, state="uncertain")):
        assert after(letter, Taken(), NOW) == Move("sent", None)


@pytest.mark.parametrize("state", get_args(State))
def test_a_report_takes_nothing_back(state: State) -> None:
    final = state in ("delivered", "failed")
    for told in ("sent", "delivered", "failed"):
        assert reported(state, told) == (state if final else told)
    assert reported(state, "created") == state


def test_there_is_a_pause_before_each_try_but_the_first() -> None:
    assert pause("sms", 1) == timedelta(seconds=10)
    assert pause("sms", 9) is None
