"""The agent obeys the kitchen: it quotes the true time, and takes no orders while the kitchen takes none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pizzeria.agent.instructions import brief
from pizzeria.agent.repertoire import Repertoire
from pizzeria.call.arrivals import Dial
from pizzeria.clock import Clock
from pizzeria.menu_files import Files
from pizzeria.ordering.cart import Pickup
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.settings import Settings
from pizzeria.wiring import FrontDesk
from tests.agent.guests import ANNA, HOME, TUESDAY_EVENING, Guest, Room
from tests.ordering.menus import small_house, small_menu


async def behind(room: Room, minutes: int = 45) -> None:
    await room.store.set_kitchen(behind_minutes=minutes)


async def stops(room: Room) -> None:
    await room.store.set_kitchen(taking_orders=False)


async def read_back(guest: Guest) -> int:
    """One pizza for pickup, read back; answers the revision."""
    await guest.orders()
    await guest.uses("choose_pickup")
    return int((await guest.uses("review_order"))["revision"])


def told(kitchen: Kitchen, text: str = "$pickup_minutes|$delivery|$open_now") -> str:
    files = Files(menu=small_menu(), house=small_house(), instructions=text)
    return brief(files, language="sv", now=TUESDAY_EVENING, caller_orders=(), kitchen=kitchen)


async def test_pickup_takes_longer_while_the_kitchen_is_behind(anna: Guest, room: Room) -> None:
    await anna.orders()
    assert (await anna.uses("choose_pickup"))["cart"]["fulfilment"]["minutes"] == 20
    await behind(room)
    assert (await anna.uses("choose_pickup"))["cart"]["fulfilment"]["minutes"] == 65
    assert (await anna.uses("review_order"))["cart"]["fulfilment"]["minutes"] == 65


async def test_delivery_takes_longer_while_the_kitchen_is_behind(anna: Guest, room: Room) -> None:
    await anna.orders(quantity=2)
    await behind(room)
    assert (await anna.uses("confirm_address", **HOME, caller_said_yes=False))["minutes"] == 85
    anna.speaks()
    agreed = await anna.uses("confirm_address", **HOME, caller_said_yes=True)
    assert agreed["cart"]["fulfilment"]["minutes"] == 85


async def test_where_nothing_is_delivered_pickup_is_offered_with_its_true_time(
    anna: Guest, room: Room
) -> None:
    await behind(room)
    abroad = {**HOME, "postal_code": "99999"}
    assert (await anna.is_refused("confirm_address", **abroad, caller_said_yes=False))["pickup_minutes"] == 65


@pytest.mark.parametrize("lateness", [0, 45])
async def test_the_order_is_promised_for_the_time_it_will_be_ready(
    anna: Guest, room: Room, lateness: int
) -> None:
    await behind(room, lateness)
    await read_back(anna)
    placed = (await anna.places())["order"]
    order = await room.store.order(placed["number"])
    assert order is not None
    assert order.ready_at == TUESDAY_EVENING + timedelta(minutes=20 + lateness)
    assert placed["ready_text"] == ("today at 19:05" if lateness else "today at 18:20")
    assert order.fulfilment == Pickup(20)


async def test_the_cart_keeps_the_houses_own_minutes(anna: Guest, room: Room) -> None:
    await behind(room)
    await anna.orders()
    await anna.uses("choose_pickup")
    assert anna.desk.cart.fulfilment == Pickup(20)
    await behind(room, 0)
    assert (await anna.uses("review_order"))["cart"]["fulfilment"]["minutes"] == 20


async def test_who_agreed_to_another_time_is_told_first_how_much_longer_it_takes(
    anna: Guest, room: Room
) -> None:
    await behind(room, 10)
    revision = await read_back(anna)
    await behind(room, 40)
    anna.speaks()
    told = await anna.uses("place_order", name="Anna", revision=revision)
    assert told["order"]["ready_text"] == "today at 19:00"
    assert "30 minutes longer than you said" in told["next"]
    await behind(room, 120)
    assert (await anna.uses("place_order", name="Anna", revision=revision))["next"] == told["next"]


async def test_a_kitchen_that_catches_up_is_no_bad_news(anna: Guest, room: Room) -> None:
    await behind(room, 40)
    revision = await read_back(anna)
    await behind(room, 0)
    anna.speaks()
    told = await anna.uses("place_order", name="Anna", revision=revision)
    assert told["order"]["ready_text"] == "today at 18:20"
    assert "longer" not in told["next"]


@pytest.mark.parametrize("question", ["How long does it take?", "Hur lång tid tar det?", "wait"])
async def test_how_long_it_takes_is_answered_as_it_is_now(anna: Guest, room: Room, question: str) -> None:
    await behind(room, 5)
    (fact,) = (await anna.uses("look_up", about=question))["facts"]
    assert (fact["pickup_minutes"], fact["delivery_minutes"]) == (25, {"least": 45, "most": 60})


async def test_delivery_to_a_postal_code_is_told_with_its_true_time(anna: Guest, room: Room) -> None:
    await behind(room)
    (fact,) = (await anna.uses("look_up", about="do you deliver to 111 22"))["facts"]
    assert fact["minutes"] == 85
    (fact,) = (await anna.uses("look_up", about="do you deliver to 999 99"))["facts"]
    assert fact["pickup_minutes"] == 65


async def test_an_order_once_promised_stays_promised(anna: Guest, room: Room) -> None:
    await read_back(anna)
    number = (await anna.places())["order"]["number"]
    await behind(room)
    (order,) = (await anna.uses("order_status", number=number))["orders"]
    assert order["ready_text"] == "today at 18:20"


async def test_a_kitchen_that_stops_in_mid_call_takes_no_order_and_the_caller_is_offered_staff(
    anna: Guest, room: Room
) -> None:
    revision = await read_back(anna)
    await stops(room)
    anna.speaks()
    for told in (
        await anna.is_refused("place_order", name="Anna", revision=revision),
        await anna.is_refused("review_order"),
        await anna.is_refused("confirm_address", **HOME, caller_said_yes=False),
    ):
        assert told["code"] == "not_taking_orders"
        assert told["say"].endswith("May I connect you to our staff?")
        assert "transfer_to_staff" in told["hint"]
    assert await room.store.orders() == []
    assert len(anna.desk.cart.lines) == 1
    await anna.uses("transfer_to_staff", reason="the kitchen takes no orders")
    assert anna.then == "transfer"


async def test_what_is_done_to_the_cart_of_a_stopped_kitchen_leads_to_staff(anna: Guest, room: Room) -> None:
    await stops(room)
    for told in (await anna.orders(), await anna.uses("choose_pickup")):
        assert "takes no orders just now" in told["next"]
        assert "transfer_to_staff" in told["next"]


async def test_a_stopped_kitchen_answers_questions_and_cancels(anna: Guest, room: Room) -> None:
    revision = await read_back(anna)
    number = (await anna.places())["order"]["number"]
    await stops(room)
    assert (await anna.uses("look_up", about="opening hours"))["facts"][0]["takes_orders_now"] is False
    assert (await anna.uses("order_status"))["orders"][0]["number"] == number
    again = await anna.uses("place_order", name="Anna", revision=revision)
    assert again["order"]["number"] == number
    await anna.uses("cancel_order", number=number)


async def test_a_kitchen_that_goes_on_takes_the_order_that_waited(anna: Guest, room: Room) -> None:
    revision = await read_back(anna)
    await stops(room)
    anna.speaks()
    await anna.is_refused("place_order", name="Anna", revision=revision)
    await room.store.set_kitchen(taking_orders=True)
    await anna.uses("place_order", name="Anna", revision=revision)


async def test_a_closed_house_says_when_it_opens_whatever_the_kitchen_says(closed: Guest, room: Room) -> None:
    await stops(room)
    assert "when it opens" in (await closed.orders())["next"]
    await closed.uses("choose_pickup")
    assert (await closed.is_refused("review_order"))["code"] == "closed"


async def test_a_call_begins_with_what_the_kitchen_says_now(room: Room) -> None:
    files = replace(room.files(), instructions="$pickup_minutes, $open_now")
    desk = FrontDesk(Settings.model_construct(), Repertoire.of(files), room.store, Clock(TUESDAY_EVENING))
    assert await instructions(desk, "c1") == "20, open"
    await behind(room)
    assert (await instructions(desk, "c2")).startswith("65, open; 45 minutes behind")


async def instructions(desk: FrontDesk, call_id: str) -> str:
    received = await desk.receive(Dial(call_id, ANNA))
    assert isinstance(received, tuple)
    return received[1].instructions


def test_the_instructions_of_a_kitchen_on_time_say_nothing_of_it() -> None:
    assert told(Kitchen(), "$open_now") == "open"


def test_the_instructions_count_how_far_behind_the_kitchen_is() -> None:
    late = told(Kitchen(behind_minutes=45))
    assert late.startswith("65|- 11122: fee 49 kr, goods for at least 200 kr, about 85 minutes")
    assert late.endswith("|open; 45 minutes behind, which is counted in every time given here")


def test_the_instructions_of_a_stopped_kitchen_lead_to_staff() -> None:
    said = told(Kitchen(20, taking_orders=False), "$open_now")
    assert said.startswith("open; but the kitchen takes no orders just now")
    assert "offer staff" in said


def test_a_closed_house_is_closed_in_the_instructions_too() -> None:
    house = replace(small_house(), hours=replace(small_house().hours, weekly=((),) * 7))
    files = Files(menu=small_menu(), house=house, instructions="$open_now")
    stopped = Kitchen(taking_orders=False)
    said = brief(files, language="sv", now=TUESDAY_EVENING, caller_orders=(), kitchen=stopped)
    assert said == "closed; no order can be placed now"
