"""Orders already placed: the caller's own only, by number or by call, and cancelled only in time."""

import pytest

from tests.agent.guests import ANNA, BO, HIDDEN, Guest, Room


async def one_order(room: Room, caller: str) -> tuple[Guest, int]:
    guest = await room.answers(caller)
    await guest.orders()
    await guest.uses("choose_pickup")
    number = (await guest.places())["order"]["number"]
    assert isinstance(number, int)
    return guest, number


async def test_a_caller_hears_how_far_the_order_is(room: Room) -> None:
    _, number = await one_order(room, ANNA)
    await room.store.advance(number, "baking")
    later = await room.answers(ANNA)
    told = (await later.uses("order_status"))["orders"]
    assert [(order["number"], order["status"]) for order in told] == [(number, "baking")]
    assert told[0]["lines"] == ["1 Capricciosa, vanlig"]
    assert (await later.uses("order_status", number=number))["orders"] == told


async def test_a_caller_without_orders_is_told_so(room: Room) -> None:
    await one_order(room, ANNA)
    bo = await room.answers(BO)
    assert (await bo.uses("order_status"))["orders"] == []


@pytest.mark.parametrize("caller", [BO, HIDDEN])
async def test_a_strangers_order_is_as_unknown_as_one_that_never_was(room: Room, caller: str) -> None:
    _, number = await one_order(room, ANNA)
    stranger = await room.answers(caller)
    for tool in ("order_status", "cancel_order"):
        theirs = await stranger.is_refused(tool, number=number)
        never = await stranger.is_refused(tool, number=number + 1000)
        assert theirs["code"] == never["code"] == "unknown_order"
        assert theirs["say"] == never["say"]
    order = await room.store.order(number)
    assert order is not None
    assert order.status == "placed"


async def test_two_who_hide_their_numbers_are_strangers(room: Room) -> None:
    first, number = await one_order(room, HIDDEN)
    second = await room.answers(HIDDEN)
    assert (await second.is_refused("order_status", number=number))["code"] == "unknown_order"
    assert (await second.uses("order_status"))["orders"] == []
    assert (await first.uses("order_status"))["orders"][0]["number"] == number


async def test_an_order_is_cancelled_while_it_is_placed(room: Room) -> None:
    _, number = await one_order(room, ANNA)
    later = await room.answers(ANNA)
    told = await later.uses("cancel_order", number=number)
    assert told["order"]["status"] == "cancelled"
    order = await room.store.order(number)
    assert order is not None
    assert order.status == "cancelled"


@pytest.mark.parametrize("caller", [ANNA, HIDDEN])
async def test_what_is_in_the_oven_is_not_cancelled(room: Room, caller: str) -> None:
    guest, number = await one_order(room, caller)
    await room.store.advance(number, "baking")
    assert (await guest.is_refused("cancel_order", number=number))["code"] == "too_late"
    order = await room.store.order(number)
    assert order is not None
    assert order.status == "baking"


async def test_who_hides_the_number_may_cancel_in_the_same_call(room: Room) -> None:
    guest, number = await one_order(room, HIDDEN)
    assert (await guest.uses("cancel_order", number=number))["order"]["status"] == "cancelled"


async def test_staff_is_a_sentence_away(anna: Guest) -> None:
    told = await anna.uses("transfer_to_staff", reason="nut allergy")
    assert (anna.then, anna.desk.ending) == ("transfer", "transfer")
    assert "connecting" in told["next"]


async def test_the_call_ends_after_a_goodbye(anna: Guest) -> None:
    await anna.uses("end_call")
    assert (anna.then, anna.desk.ending) == ("say_goodbye", "say_goodbye")
