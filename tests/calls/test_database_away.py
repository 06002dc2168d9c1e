"""The database is gone for ten seconds in mid-call: the talk goes on, and the order comes when it is back."""

import asyncio

from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.house import open_house
from tests.postgres import Postgres
from tests.staff.lines import begins_with_two, speaks

AWAY = 10
"""seconds"""
PATIENCE = 60


async def test_the_caller_is_asked_for_a_moment_and_the_order_is_placed_when_it_is_back(
    postgres_url: str, postgres_server: Postgres
) -> None:
    refused = asyncio.Event()

    async def insists(line: ModelLine) -> None:
        waiter = Waiter(line)
        await begins_with_two(waiter)
        await waiter.hears("I pick it up")
        await waiter.uses("choose_pickup")
        revision = (await waiter.uses("review_order"))["revision"]
        await waiter.answers_with("Two Vesuvio, is that right?")
        await waiter.hears("Yes")
        while not (told := await waiter.uses("place_order", name="Astrid", revision=revision))["ok"]:
            assert (told["code"], "never placed twice" in told["hint"]) == ("trouble", True)
            await line.say("One moment, please.", 800)
            refused.set()
        await waiter.answers_with(f"That is order {told['order']['number']}.")
        await waiter.hears("Bye")
        await waiter.uses("end_call")
        await waiter.answers_with("Goodbye!")

    async with open_house(postgres_url, insists) as house, house.phone() as phone, asyncio.timeout(PATIENCE):
        await speaks(phone, 2)
        await phone.answered()
        back = asyncio.get_running_loop().time() + AWAY
        async with postgres_server.away():
            heard = phone.heard_ms
            await phone.speak(1000)
            await phone.silence(700)
            await refused.wait()
            await phone.hears(heard + 800)
            assert house.model.lines[0].faults == []
            await asyncio.sleep(back - asyncio.get_running_loop().time())
        await phone.answered()
        await speaks(phone, 1)
        assert await phone.ended() == "done"
        await house.hung_up()
        [order] = await house.store.orders()
        told = [entry.name for entry in await house.store.journal.after(0)]
        assert told.count("order.placed") == 1
        detail = await house.store.call("c1")
        assert detail is not None
        assert (detail.call.end_reason, detail.call.order_number) == ("goodbye", order.number)
        said = [message.content for message in detail.messages]
        assert said.index("Yes") < said.index("One moment, please."), "what was said meanwhile is not lost"
