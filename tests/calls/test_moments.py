"""Two orders in one call, over real sockets: each line leads to the words that it came from."""

import asyncio

import httpx2 as httpx

from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.house import House, open_house

WORDS = ("A Vesuvio to pick up, Kim", "Yes", "And a Hawaii for my neighbour", "Without ham", "Yes", "Bye")


async def two_orders(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears(WORDS[0])
    await waiter.uses("add_item", item="vesuvio", size="normal")
    await reads_back(waiter)
    await waiter.hears(WORDS[1])
    await places(waiter)
    await waiter.hears(WORDS[2])
    hawaii = await waiter.uses("add_item", item="hawaii", size="normal")
    await waiter.answers_with("A Hawaii. Anything else?")
    await waiter.hears(WORDS[3])
    await waiter.uses("choose_toppings", line=hawaii["line"], remove=["ham"])
    await reads_back(waiter)
    await waiter.hears(WORDS[4])
    await places(waiter)
    await waiter.hears(WORDS[5])
    await waiter.uses("end_call")
    await waiter.answers_with("Goodbye!")


async def reads_back(waiter: Waiter) -> None:
    await waiter.uses("choose_pickup")
    await waiter.uses("review_order")
    await waiter.answers_with("Is that right?")


async def places(waiter: Waiter) -> None:
    review = next(told for tool, told in reversed(waiter.answers) if tool == "review_order")
    await waiter.uses("place_order", name="Kim", revision=review["revision"])
    await waiter.answers_with("It is placed. Anything else?")


async def call(house: House) -> None:
    async with house.phone() as phone:
        for _ in WORDS:
            await phone.answered()
            await phone.speak(1500)
            await phone.silence(700)
        assert await phone.ended() == "done"
    await house.hung_up()


async def test_each_line_of_two_orders_leads_to_its_own_words(sqlite_url: str) -> None:
    async with open_house(sqlite_url, two_orders) as house:
        await asyncio.wait_for(call(house), 30)
        second, first = await house.store.orders()
        (vesuvio,), (hawaii,) = first.bill.lines, second.bill.lines
        async with httpx.AsyncClient(base_url=house.address) as visitor:
            of_vesuvio = (await visitor.get(f"/fragments/moments/c1/{vesuvio.id}")).text
            of_hawaii = (await visitor.get(f"/fragments/moments/c1/{hawaii.id}")).text
    for words in (WORDS[0], "Put in: 1 Vesuvio", "Is that right?"):
        assert words in of_vesuvio
    for words in (WORDS[2], "Put in: 1 Hawaii", WORDS[3], "Toppings chosen: 1 Hawaii", "- skinka"):
        assert words in of_hawaii
    assert "Hawaii" not in of_vesuvio
    assert "Vesuvio" not in of_hawaii
