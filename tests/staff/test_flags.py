"""Words that staff want to hear about light up while the caller still talks."""

import asyncio

import httpx2 as httpx

from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.house import House, open_house
from tests.staff.lines import PATIENCE


async def hears_of_an_allergy(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("Min son är allergisk mot nötter, and the last pizza was terrible")
    await waiter.answers_with("I will look that up.")
    await waiter.hears("And a cola")
    await waiter.answers_with("Anything else?")


async def flagged(house: House) -> None:
    """Returns when the first flag is told."""
    async for entry in house.store.journal.listen(0):
        if entry.name == "call.flagged":
            return


async def test_an_allergy_lights_up_the_live_ticket_and_stays_in_the_log(sqlite_url: str) -> None:
    async with (
        open_house(sqlite_url, hears_of_an_allergy) as house,
        httpx.AsyncClient(base_url=house.address) as staff,
        asyncio.timeout(PATIENCE),
    ):
        async with house.phone() as phone:
            await phone.answered()
            await phone.speak(1000)
            await phone.silence(700)
            await flagged(house)
            shown = (await staff.get("/board")).text
            for words in ("allergy", "“allergisk”", "upset"):
                assert words in shown
            await phone.answered()
            await phone.speak(1000)
            await phone.silence(700)
            await phone.answered()
            await phone.hang_up()
        await house.hung_up()
        for page in ("/calls", "/calls/c1"):
            assert "“allergisk”" in (await staff.get(page)).text
        [logged] = (await staff.get("/api/calls")).json()
        assert (logged["flags"], logged["mood"]) == ([{"kind": "allergy", "word": "allergisk"}], "upset")
        told = [entry.data for entry in await house.store.journal.after(0) if entry.name == "call.flagged"]
        assert [data["because"] for data in told] == [["terrible"]], "told once: nothing new came after it"
