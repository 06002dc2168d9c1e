"""Which messages an order's way gives rise to."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pizzeria.ordering.call_backs import CallBackRules
from pizzeria.ordering.events import Event, MenuChanged, OrderAdvanced, OrderCancelled, OrderPlaced
from pizzeria.ordering.house import House
from pizzeria.ordering.order import Status
from pizzeria.outbox.announcements import Announcements
from pizzeria.outbox.letters import Post
from tests.clock import FRIDAY_EVENING as NOW
from tests.outbox.orders import HOUSE, PUBLIC, order, talkative

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ALL = Announcements(talkative(), PUBLIC)


def told(event: Event, announcements: Announcements = ALL) -> Post:
    return announcements(event, NOW, 7)


def moved(before: Status, to: Status) -> Post:
    return told(OrderAdvanced(order(status=to), before))


def test_a_receipt_goes_out_at_once() -> None:
    (letter,) = told(OrderPlaced(order())).letters
    assert (letter.key, letter.subject, letter.due_at) == ("order:1042:receipt", "receipt", NOW)
    assert (letter.address, letter.order_number, letter.call_id) == ("+46701740605", 1042, "c1")
    assert letter.words.endswith(f"{PUBLIC}/t/{'A' * 22}")


@pytest.mark.parametrize(
    ("before", "to", "kind"),
    [
        ("placed", "baking", "oven"),
        ("baking", "ready", "ready"),
        ("ready", "collected", "feedback"),
        ("ready", "delivered", "feedback"),
    ],
)
def test_each_step_ahead_has_its_message(before: Status, to: Status, kind: str) -> None:
    assert [letter.subject for letter in moved(before, to).letters] == [kind]


def test_what_one_tap_can_take_back_waits_until_that_is_over() -> None:
    (letter,) = moved("placed", "baking").letters
    assert letter.due_at == NOW + timedelta(seconds=HOUSE.board.undo_seconds + 5)


def test_how_it_was_is_asked_an_hour_after() -> None:
    (letter,) = moved("ready", "collected").letters
    assert letter.due_at == NOW + timedelta(minutes=60)


def asked_how_it_was(house: House, handed_over: str) -> list[str]:
    """When it is sent at the earliest, and at the latest, by the clock on the wall."""
    at = datetime.fromisoformat(handed_over).replace(tzinfo=STOCKHOLM)
    post = Announcements(house, PUBLIC)(OrderAdvanced(order(status="collected"), "ready"), at, 7)
    moments = [moment for letter in post.letters for moment in (letter.due_at, letter.expires_at)]
    return [f"{moment.astimezone(STOCKHOLM):%a %H:%M}" for moment in moments]


@pytest.mark.parametrize(
    ("handed_over", "sent"),
    [
        ("2026-03-06 12:00", ["Fri 13:00", "Fri 21:00"]),
        ("2026-03-06 19:59", ["Fri 20:59", "Fri 21:00"]),
        ("2026-03-06 20:00", ["Sat 09:00", "Sat 21:00"]),
        ("2026-03-07 01:30", ["Sat 09:00", "Sat 21:00"]),
        ("2026-03-28 22:30", ["Sun 09:00", "Sun 21:00"]),
    ],
)
def test_nobody_is_asked_at_night_how_it_was(handed_over: str, sent: list[str]) -> None:
    """Also in the night that the clocks are put forward."""
    assert asked_how_it_was(talkative(), handed_over) == sent


def test_a_question_that_would_come_a_day_late_is_not_asked() -> None:
    def quiet(hours: str) -> House:
        begins, ends = (time.fromisoformat(clock) for clock in hours.split("-"))
        return replace(talkative(), call_backs=CallBackRules((begins, ends)))

    assert asked_how_it_was(quiet("19:00-12:00"), "2026-03-06 18:30") == []
    assert asked_how_it_was(quiet("00:00-00:00"), "2026-03-06 12:00") == [], "it is never not quiet"
    never = replace(talkative(), call_backs=CallBackRules(None))
    assert asked_how_it_was(never, "2026-03-06 23:30") == ["Sat 00:30", "Sun 00:30"]


def test_what_a_customer_waits_for_comes_at_any_hour() -> None:
    at = datetime(2026, 3, 6, 23, 30, tzinfo=STOCKHOLM)
    (letter,) = ALL(OrderPlaced(order()), at, 7).letters
    assert letter.due_at == at


@pytest.mark.parametrize(
    ("before", "to", "kind"),
    [("baking", "placed", "oven"), ("ready", "baking", "ready"), ("collected", "ready", "feedback")],
)
def test_a_wrong_tap_withdraws_its_message_and_sends_none(before: Status, to: Status, kind: str) -> None:
    assert moved(before, to) == Post(withdrawn=(f"order:1042:{kind}",))


def test_an_order_that_is_ready_is_not_said_to_be_in_the_oven() -> None:
    assert moved("baking", "ready").withdrawn == ("order:1042:oven",)
    assert moved("placed", "baking").withdrawn == (), "a receipt is a receipt"


def test_a_cancelled_order_is_spoken_of_once_more_and_only_when_the_house_cancelled_it() -> None:
    by_house = told(OrderCancelled(order(status="cancelled"), "placed", "house"))
    by_customer = told(OrderCancelled(order(status="cancelled"), "placed", "customer"))
    assert [letter.subject for letter in by_house.letters] == ["cancelled"]
    assert by_customer.letters == ()
    assert by_house.withdrawn == by_customer.withdrawn
    assert len(by_house.withdrawn) == 5


def test_nobody_is_written_to_who_could_not_read_it() -> None:
    for number in ("", "+4686554321"):
        assert told(OrderPlaced(order(customer_phone=number))) == Post()


def test_each_kind_has_a_switch_and_all_are_off_in_the_menu_folder() -> None:
    assert told(OrderPlaced(order()), Announcements(HOUSE, PUBLIC)) == Post()
    only = Announcements(talkative("oven"), PUBLIC)
    assert told(OrderPlaced(order()), only) == Post()
    assert told(OrderAdvanced(order(status="baking"), "placed"), only).letters != ()


def test_nothing_else_is_anybodys_business() -> None:
    assert told(MenuChanged("item", "vesuvio", False)) == Post()


def test_without_a_public_address_or_a_token_there_is_no_link() -> None:
    (bare,) = told(OrderPlaced(order()), Announcements(talkative())).letters
    (old,) = told(OrderPlaced(replace(order(), token=""))).letters
    assert "/t/" not in bare.words + old.words
