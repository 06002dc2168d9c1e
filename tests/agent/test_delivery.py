"""Pickup or delivery: the zone, the fee, the minimum, and an address that was heard and agreed to."""

from datetime import UTC, datetime

import pytest

from pizzeria.ordering.cart import Address, Delivery, Pickup
from tests.agent.guests import HOME, Guest, Watch

pytestmark = pytest.mark.usefixtures("room")


async def test_pickup_is_ready_when_the_house_says(anna: Guest) -> None:
    await anna.orders()
    told = await anna.uses("choose_pickup")
    assert told["cart"]["fulfilment"] == {"kind": "pickup", "minutes": 20}
    assert anna.desk.cart.fulfilment == Pickup(20)


async def test_an_address_is_read_back_with_fee_minimum_and_time(anna: Guest) -> None:
    await anna.orders(quantity=2)
    told = await anna.uses("confirm_address", **HOME, caller_said_yes=False)
    assert told["confirmed"] is False
    assert told["read_back"] == "Drottninggatan 5, 11122, Stockholm"
    assert (told["fee"], told["fee_text"], told["minutes"]) == (4900, "49 kr", 40)
    assert "below_minimum" not in told
    assert anna.desk.cart.fulfilment is None


async def test_a_yes_to_the_address_that_was_read_back_makes_it_a_delivery(anna: Guest) -> None:
    await anna.orders(quantity=2)
    told = await anna.confirms_address(note="portkod 1234")
    assert told["confirmed"] is True
    assert told["cart"]["total"] == 2 * 11000 + 4900
    address = Address("Drottninggatan 5", "11122", "Stockholm", "portkod 1234")
    assert anna.desk.cart.fulfilment == Delivery(address, 4900, 20000, 40)


async def test_a_yes_before_anything_was_read_back_only_begins(anna: Guest) -> None:
    told = await anna.uses("confirm_address", **HOME, caller_said_yes=True)
    assert told["confirmed"] is False
    assert anna.desk.cart.fulfilment is None


async def test_a_yes_that_the_caller_never_spoke_is_refused(anna: Guest) -> None:
    await anna.uses("confirm_address", **HOME, caller_said_yes=False)
    told = await anna.is_refused("confirm_address", **HOME, caller_said_yes=True)
    assert told["code"] == "not_confirmed"
    assert anna.desk.cart.fulfilment is None


async def test_saying_nothing_about_a_yes_is_no_yes(anna: Guest) -> None:
    await anna.uses("confirm_address", **HOME)
    anna.speaks()
    assert (await anna.uses("confirm_address", **HOME))["confirmed"] is False


@pytest.mark.parametrize(
    "change", [{"street": "Drottninggatan 7"}, {"city": "Solna"}, {"note": "3 tr"}, {"postal_code": "11350"}]
)
async def test_any_change_of_the_address_asks_again(anna: Guest, change: dict[str, str]) -> None:
    await anna.uses("confirm_address", **HOME, caller_said_yes=False)
    anna.speaks()
    told = await anna.uses("confirm_address", **{**HOME, **change}, caller_said_yes=True)
    assert told["confirmed"] is False
    anna.speaks()
    told = await anna.uses("confirm_address", **{**HOME, **change}, caller_said_yes=True)
    assert told["confirmed"] is True


async def test_the_same_address_written_otherwise_is_the_same(anna: Guest) -> None:
    await anna.uses("confirm_address", **HOME, note="Portkod 1234", caller_said_yes=False)
    anna.speaks()
    again = {"street": " drottninggatan  5 ", "postal_code": "11122"}
    assert (await anna.uses("confirm_address", **again, caller_said_yes=True))["confirmed"] is True
    assert (await anna.uses("confirm_address", **HOME))["confirmed"] is True


async def test_a_new_address_takes_the_old_ones_yes_back(anna: Guest) -> None:
    await anna.orders(quantity=2)
    await anna.confirms_address()
    revision = (await anna.uses("review_order"))["revision"]
    told = await anna.uses(
        "confirm_address", street="Odengatan 1", postal_code="11350", caller_said_yes=False
    )
    assert told["confirmed"] is False
    assert anna.desk.cart.fulfilment is None
    anna.speaks()
    told = await anna.is_refused("place_order", name="Anna", revision=revision)
    assert told["code"] == "changed_since_review"


async def test_outside_the_zone_pickup_is_offered_and_no_other_zone_is_told(anna: Guest) -> None:
    told = await anna.is_refused("confirm_address", street="Storgatan 1", postal_code="98140")
    assert told["code"] == "out_of_zone"
    assert "pick it up" in told["say"]
    assert "11350" not in str(told)


@pytest.mark.parametrize("postal_code", ["111", "1112233", "one one one", ""])
async def test_a_postal_code_of_the_wrong_length_is_asked_for_again(anna: Guest, postal_code: str) -> None:
    told = await anna.is_refused("confirm_address", street="Storgatan 1", postal_code=postal_code)
    assert told["code"] == "postal_code_unclear"


async def test_an_address_without_a_street_is_asked_for_again(anna: Guest) -> None:
    told = await anna.is_refused("confirm_address", street="\u0000 ", postal_code="11122")
    assert told["code"] == "address_unclear"


async def test_a_missing_house_number_is_asked_for(anna: Guest) -> None:
    told = await anna.uses("confirm_address", street="Drottninggatan", postal_code="11122")
    assert "house number" in told["next"]


async def test_a_small_order_is_told_what_it_lacks_for_delivery(anna: Guest) -> None:
    await anna.orders()
    told = await anna.uses("confirm_address", **HOME)
    assert (told["below_minimum"], told["below_minimum_text"]) == (9000, "90 kr")
    assert "90 kr more" in told["next"]
    anna.speaks()
    told = await anna.uses("confirm_address", **HOME, caller_said_yes=True)
    assert "90 kr more" in told["next"]


async def test_nothing_is_delivered_while_the_house_is_closed(closed: Guest, watch: Watch) -> None:
    watch.at = datetime(2026, 10, 6, 3, 0, tzinfo=UTC)
    assert (await closed.is_refused("confirm_address", **HOME))["code"] == "closed"


async def test_an_address_whose_read_back_was_broken_off_is_read_again(anna: Guest) -> None:
    await anna.uses("confirm_address", **HOME, caller_said_yes=False)
    anna.breaks_in()
    anna.speaks()
    told = await anna.is_refused("confirm_address", **HOME, caller_said_yes=True)
    assert told["code"] == "not_confirmed"
    anna.speaks()
    assert (await anna.uses("confirm_address", **HOME, caller_said_yes=True))["confirmed"] is True
