"""A call over real sockets becomes an order on the board: rows, event, page and log."""

import asyncio

import httpx2 as httpx

from pizzeria.ordering.cart import Choice, Delivery
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.calls.waiter import Waiter
from tests.house import CALLER, House, open_house

STREET = "Drottninggatan 5"


async def a_good_waiter(line: ModelLine) -> None:
    """Two changed pizzas and one of two halves, delivered."""
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("A Vesuvio with mushrooms, no ham, and a three, family, extra cheese", late=True)
    one = await waiter.uses("add_item", item="vesuvio", size="normal", quantity=1)
    await waiter.uses("choose_toppings", line=one["line"], add=[{"topping": "mushrooms"}], remove=["ham"])
    three = await waiter.uses("add_item", item="capricciosa", size="family", quantity=1)
    extra = [{"topping": "cheese", "amount": "extra"}]
    await waiter.uses("choose_toppings", line=three["line"], add=extra)
    await waiter.answers_with("Anything else?")
    await waiter.hears("And one half Hawaii, half Funghi")
    await waiter.uses("add_item", item="hawaii", size="normal", second_half="funghi")
    await waiter.answers_with("Where to?")
    await waiter.hears("Storgatan 1, 984 99 Pajala")
    far = await waiter.uses(
        "confirm_address", street="Storgatan 1", postal_code="98499", caller_said_yes=False
    )
    await waiter.answers_with(far["say"])
    await waiter.hears("Then to my office, Drottninggatan 5, 111 22")
    asked = await waiter.uses(
        "confirm_address", street=STREET, postal_code="111 22", note="code 1234", caller_said_yes=False
    )
    await waiter.answers_with(f"{asked['next']}")
    await waiter.hears("Yes")
    await waiter.uses(
        "confirm_address", street=STREET, postal_code="111 22", note="code 1234", caller_said_yes=True
    )
    await waiter.answers_with("And your name?")
    await waiter.hears("Astrid")
    review = await waiter.uses("review_order")
    await waiter.answers_with("A Vesuvio … is that right?", 3000)
    await waiter.hears("Yes please")
    placed = await waiter.uses("place_order", name="Astrid", revision=review["revision"])
    await waiter.answers_with(f"That is order {placed['order']['number']}.")
    await waiter.hears("Thank you, bye")
    await waiter.uses("end_call")
    await waiter.answers_with("Goodbye!")


TURNS = 7
"""of the caller, before the goodbye"""


async def call(house: House) -> Phone:
    async with house.phone() as phone:
        for _ in range(TURNS + 1):
            await phone.answered()
            await phone.speak(1500)
            await phone.silence(700)
        assert await phone.ended() == "done"
    await house.hung_up()
    return phone


async def test_a_call_becomes_an_order_on_the_board(database_url: str) -> None:
    async with open_house(database_url, a_good_waiter) as house:
        before = await house.store.journal.last_id()
        phone = await asyncio.wait_for(call(house), 30)
        assert phone.faults == []
        assert phone.muted_frames == 0
        assert house.model.faults == []
        await the_rows_are_right(house)
        await the_events_are_right(house, before)
        await the_board_shows_it(house)
        await the_call_log_shows_it(house)


async def the_rows_are_right(house: House) -> None:
    [order] = await house.store.orders()
    assert (order.number, order.status, order.call_id) == (1, "placed", "c1")
    assert (order.customer_name, order.customer_phone) == ("Astrid", CALLER)
    assert isinstance(order.fulfilment, Delivery)
    assert (order.fulfilment.address.street, order.fulfilment.address.postal_code) == (STREET, "11122")
    vesuvio, capricciosa, halves = order.bill.lines
    assert (vesuvio.item, vesuvio.removed, vesuvio.choices) == ("vesuvio", ("ham",), (Choice("mushrooms"),))
    assert (capricciosa.size, capricciosa.choices) == ("family", (Choice("cheese", "whole", "extra"),))
    assert (halves.item, halves.second_half, halves.unit_price) == ("hawaii", "funghi", 11_500)
    menu = house.pizzeria.files.menu
    prices = [menu.topping_by_id["mushrooms"].prices["normal"], menu.topping_by_id["cheese"].prices["family"]]
    goods = 11_200 + prices[0] + 23_500 + prices[1] + 11_500
    assert (order.bill.total, order.bill.delivery_fee) == (goods + 2_900, 2_900)


async def the_events_are_right(house: House, before: int) -> None:
    entries = await house.store.journal.after(before)
    names = [entry.name for entry in entries]
    assert names.count("order.placed") == 1
    assert (names[0], names[-1]) == ("call.started", "call.ended")
    assert names.count("cart.changed") == 7, "five edits, the confirmed address, and the cart emptied"
    refused = [e.data for e in entries if e.name == "tool.used" and not e.data["ok"]]
    assert [(data["tool"], data["code"]) for data in refused] == [("confirm_address", "out_of_zone")]


async def the_board_shows_it(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.address) as visitor:
        board = (await visitor.get("/")).text
        for words in ("Astrid", "Vesuvio", "Capricciosa", "Hawaii / Funghi", STREET, "code 1234"):
            assert words in board
        order = (await visitor.get("/api/orders/1")).json()
    assert order["lines"][0]["removed"] == ["ham"]
    assert order["fulfilment"]["address"]["postal_code"] == "11122"


async def the_call_log_shows_it(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.address) as visitor:
        logged = (await visitor.get("/api/calls/c1")).json()
        page = (await visitor.get("/calls/c1")).text
    said = [message["content"] for message in logged["messages"]]
    assert said[:3] == [
        "Pizzeria Lilla Lyktan, what would you like?",
        "A Vesuvio with mushrooms, no ham, and a three, family, extra cheese",
        "Anything else?",
    ], "in spoken order, although the caller's words came late"
    assert [message["role"] for message in logged["messages"]] == ["assistant", "user"] * 8 + ["assistant"]
    assert (logged["status"], logged["end_reason"], logged["order_number"]) == ("completed", "goodbye", 1)
    assert logged["answer_ms"] >= 0
    assert len(logged["turns_ms"]) == TURNS + 1
    assert logged["usage"]["output_audio"] > 0
    assert logged["cost_microdollars"] > 0
    assert "Yes please" in page


async def test_the_older_dialect_takes_an_order_just_as_well(sqlite_url: str) -> None:
    async with open_house(sqlite_url, a_good_waiter, dialect="beta") as house:
        await asyncio.wait_for(call(house), 30)
        await the_rows_are_right(house)
        assert house.model.faults == []
