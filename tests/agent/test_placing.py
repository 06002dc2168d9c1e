"""From the cart to the kitchen: read back, agreed to, placed once, and refused for every good reason."""

from datetime import UTC, datetime, timedelta

import pytest

from pizzeria.ordering.cart import Choice
from tests.agent.guests import ANNA, TUESDAY_EVENING, Guest, Room, Watch


async def ready(guest: Guest) -> int:
    """One pizza for pickup, read back; answers the revision."""
    await guest.orders()
    await guest.uses("choose_pickup")
    revision = (await guest.uses("review_order"))["revision"]
    assert isinstance(revision, int)
    return revision


async def test_an_order_that_was_read_back_and_agreed_to_reaches_the_kitchen(anna: Guest, room: Room) -> None:
    await anna.orders(quantity=2)
    await anna.uses("choose_toppings", line=1, add=[{"topping": "olives"}], remove=["ham"])
    await anna.confirms_address()
    told = (await anna.places("Anna Åberg"))["order"]
    assert (told["status"], told["total"], told["total_text"]) == ("placed", 24000 + 4900, "289 kr")
    assert told["ready_text"] == "today at 18:40"
    order = await room.store.order(told["number"])
    assert order is not None
    assert (order.customer_name, order.customer_phone) == ("Anna Åberg", ANNA)
    assert order.ready_at == TUESDAY_EVENING + timedelta(minutes=40)
    assert (order.bill.lines[0].choices, order.bill.lines[0].removed) == ((Choice("olives"),), ("ham",))


async def test_the_review_says_everything_that_must_be_read_back(anna: Guest) -> None:
    await anna.orders(size="family", quantity=2, base="gluten_free")
    await anna.uses("choose_pickup")
    told = await anna.uses("review_order")
    assert told["read_back"] == ["2 Capricciosa, familj, Glutenfri botten"]
    assert (told["total"], told["total_text"]) == (48000, "480 kr")
    assert told["total_spoken"] == "fyrahundraåttio kronor"
    assert told["revision"] == anna.desk.cart.revision


async def test_nothing_is_placed_that_was_not_read_back(anna: Guest, room: Room) -> None:
    await anna.orders()
    await anna.uses("choose_pickup")
    anna.speaks()
    told = await anna.is_refused("place_order", name="Anna", revision=anna.desk.cart.revision)
    assert told["code"] == "not_reviewed"
    assert await room.store.orders() == []


async def test_nothing_is_placed_before_the_caller_has_answered(anna: Guest, room: Room) -> None:
    revision = await ready(anna)
    assert (await anna.is_refused("place_order", name="Anna", revision=revision))["code"] == "not_confirmed"
    assert await room.store.orders() == []
    anna.speaks()
    await anna.uses("place_order", name="Anna", revision=revision)
    assert len(await room.store.orders()) == 1


async def test_reading_back_again_needs_a_new_yes(anna: Guest) -> None:
    revision = await ready(anna)
    anna.speaks()
    await anna.uses("review_order")
    assert (await anna.is_refused("place_order", name="Anna", revision=revision))["code"] == "not_confirmed"


async def test_a_change_after_the_review_is_read_back_again(anna: Guest) -> None:
    revision = await ready(anna)
    anna.speaks()
    await anna.uses("add_item", item="pizza_salad")
    told = await anna.is_refused("place_order", name="Anna", revision=revision)
    assert told["code"] == "changed_since_review"
    told = await anna.is_refused("place_order", name="Anna", revision=anna.desk.cart.revision)
    assert told["code"] == "not_reviewed"


async def test_an_order_goes_nowhere_before_pickup_or_delivery_is_chosen(anna: Guest) -> None:
    await anna.orders()
    told = await anna.uses("review_order")
    assert "pickup or delivery" in told["next"]
    anna.speaks()
    told = await anna.is_refused("place_order", name="Anna", revision=told["revision"])
    assert told["code"] == "no_fulfilment"


async def test_too_little_for_delivery_is_refused(anna: Guest, room: Room) -> None:
    await anna.orders()
    await anna.confirms_address()
    told = await anna.uses("review_order")
    assert "90 kr more" in told["next"]
    anna.speaks()
    told = await anna.is_refused("place_order", name="Anna", revision=told["revision"])
    assert (told["code"], told["missing"], told["minimum"]) == ("below_minimum", 9000, 20000)
    assert await room.store.orders() == []


async def test_taking_something_out_after_the_address_may_go_below_the_minimum(anna: Guest) -> None:
    await anna.orders(quantity=2)
    await anna.confirms_address()
    told = await anna.uses("change_item", line=1, quantity=1)
    assert "90 kr more" in told["next"]


async def test_an_empty_order_is_no_order(anna: Guest) -> None:
    assert (await anna.is_refused("review_order"))["code"] == "empty_cart"
    assert (await anna.is_refused("place_order", name="Anna", revision=0))["code"] == "empty_cart"


@pytest.mark.parametrize("name", ["", "  ", "\u0000"])
async def test_an_order_needs_a_name(anna: Guest, name: str) -> None:
    revision = await ready(anna)
    anna.speaks()
    assert (await anna.is_refused("place_order", name=name, revision=revision))["code"] == "name_needed"


async def test_the_same_revision_twice_is_one_order(anna: Guest, room: Room) -> None:
    revision = await ready(anna)
    anna.speaks()
    first = await anna.uses("place_order", name="Anna", revision=revision)
    again = await anna.uses("place_order", name="Anna", revision=revision)
    assert again["order"] == first["order"]
    assert len(await room.store.orders()) == 1
    placed = [entry for entry in await room.store.journal.after(0) if entry.name == "order.placed"]
    assert len(placed) == 1


async def test_what_is_ordered_after_an_order_does_not_repeat_it(anna: Guest, room: Room) -> None:
    await ready(anna)
    anna.speaks()
    first = await anna.places()
    assert anna.desk.cart.lines == ()
    await anna.uses("add_item", item="pizza_salad")
    await anna.uses("choose_pickup")
    second = await anna.places()
    assert second["order"]["number"] != first["order"]["number"]
    assert [order.bill.total for order in await room.store.orders()] == [1500, 11000]


async def test_a_pizza_that_sells_out_in_mid_call_is_refused_at_once(anna: Guest, room: Room) -> None:
    await room.store.set_available("item", "capricciosa", False)
    told = await anna.is_refused("add_item", item="capricciosa", size="normal")
    assert told["code"] == "sold_out"
    assert [item["id"] for item in told["instead"]] == ["margherita", "vesuvio", "hawaii"]
    await room.store.set_available("item", "capricciosa", True)
    await anna.orders()


async def test_a_topping_that_sells_out_takes_its_pizzas_along(anna: Guest, room: Room) -> None:
    await anna.orders("margherita")
    await room.store.set_available("topping", "mushrooms", False)
    told = await anna.is_refused("add_item", item="capricciosa", size="normal")
    assert told["code"] == "sold_out"
    assert "vegetariana" not in [item["id"] for item in told["instead"]]
    told = await anna.is_refused("choose_toppings", line=1, add=[{"topping": "mushrooms"}])
    assert told["code"] == "sold_out"


async def test_what_sold_out_after_the_review_is_not_placed(anna: Guest, room: Room) -> None:
    revision = await ready(anna)
    await room.store.set_available("topping", "ham", False)
    anna.speaks()
    told = await anna.is_refused("place_order", name="Anna", revision=revision)
    assert (told["code"], told["lines"]) == ("sold_out", [{"id": 1, "sold_out": ["ham"]}])
    assert (await anna.is_refused("review_order"))["code"] == "sold_out"
    assert await room.store.orders() == []


async def test_an_added_topping_that_sold_out_is_not_placed(anna: Guest, room: Room) -> None:
    await anna.orders("margherita")
    await anna.uses("choose_toppings", line=1, add=[{"topping": "olives"}])
    await room.store.set_available("topping", "olives", False)
    told = await anna.is_refused("review_order")
    assert told["lines"] == [{"id": 1, "sold_out": ["olives"]}]


async def test_the_second_half_that_sold_out_is_not_placed(anna: Guest, room: Room) -> None:
    await anna.orders("margherita", second_half="hawaii")
    await room.store.set_available("item", "hawaii", False)
    assert (await anna.is_refused("review_order"))["lines"] == [{"id": 1, "sold_out": ["hawaii"]}]


async def test_a_sold_out_topping_that_was_left_out_anyway_is_no_hindrance(anna: Guest, room: Room) -> None:
    await anna.orders()
    await anna.uses("choose_toppings", line=1, remove=["mushrooms"])
    await anna.uses("choose_pickup")
    await room.store.set_available("topping", "mushrooms", False)
    assert (await anna.places())["order"]["status"] == "placed"


async def test_a_closed_kitchen_takes_no_orders_and_says_when_it_opens(closed: Guest, room: Room) -> None:
    told = await closed.orders()
    assert "no orders now" in told["next"]
    await closed.uses("choose_pickup")
    told = await closed.is_refused("review_order")
    assert (told["code"], told["opens_at"]) == ("closed", "2026-10-07T09:00:00.000Z")
    assert told["say"] == "We are closed now. We open again tomorrow at 11:00."
    told = await closed.is_refused("place_order", name="Anna", revision=2)
    assert told["code"] == "closed"
    assert await room.store.orders() == []


async def test_a_kitchen_that_closes_between_review_and_yes_is_closed(evening: Guest, watch: Watch) -> None:
    watch.at = datetime(2026, 10, 6, 18, 29, tzinfo=UTC)
    revision = await ready(evening)
    evening.speaks()
    watch.at = datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
    told = await evening.is_refused("place_order", name="Anna", revision=revision)
    assert told["say"].startswith("The kitchen has taken its last orders. We open again tomorrow")


async def test_a_read_back_that_was_broken_off_is_not_agreed_to_later(anna: Guest, room: Room) -> None:
    """Something else was heard out and answered since; the total was not."""
    revision = await ready(anna)
    anna.breaks_in()
    await anna.uses("look_up", about="lactose")
    anna.speaks()
    told = await anna.is_refused("place_order", name="Anna", revision=revision)
    assert (told["code"], await room.store.orders()) == ("not_confirmed", [])
    anna.speaks()
    await anna.uses("place_order", name="Anna", revision=revision)


async def test_a_broken_off_read_back_that_is_reviewed_again_needs_one_yes(anna: Guest) -> None:
    revision = await ready(anna)
    anna.breaks_in()
    await anna.uses("review_order")
    anna.speaks()
    anna.breaks_in()
    await anna.uses("place_order", name="Anna", revision=revision)


async def test_an_order_is_in_the_language_that_the_caller_speaks_by_then(anna: Guest, room: Room) -> None:
    """Text messages follow it; one that the house does not speak is none."""
    await anna.orders()
    await anna.uses("choose_pickup")
    revision = (await anna.uses("review_order"))["revision"]
    anna.speaks()
    wish = {"name": "Anna", "revision": revision}
    await anna.is_refused("place_order", **wish, language="tlh")
    await anna.uses("place_order", **wish, language="en")
    assert [order.language for order in await room.store.orders()] == ["en"]
