"""A live call's buttons on the board: nothing happens to a caller before staff say that they mean it."""

import asyncio
from math import inf

from playwright.async_api import expect

from pizzeria.replay.doubles.model_line import ModelLine
from tests.browser.kitchen import CALM, kitchen
from tests.browser.orders import CAPRICCIOSA, rings, says
from tests.browser.screens import Screens, barriers
from tests.calls.waiter import Waiter


async def patient_waiter(line: ModelLine) -> None:
    await Waiter(line).greets()


async def test_a_call_is_ended_only_when_it_is_meant(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens, patient_waiter) as house, house.phone() as phone:
        page = await screens.open(house.address, **CALM)
        ticket = page.locator("#live .ticket")
        await expect(ticket.get_by_role("button", name="Take this call")).to_have_count(0)
        await ticket.get_by_role("button", name="Hang up").click()
        await page.get_by_role("dialog").get_by_role("button", name="No").click()
        await expect(ticket).to_have_count(1)
        await ticket.get_by_role("button", name="Hang up").click()
        await page.get_by_role("dialog").get_by_role("button", name="Hang up").click()
        assert await asyncio.wait_for(phone.ended(), 20) == "done"
        await expect(ticket).to_have_count(0)


async def test_a_call_can_still_be_taken_when_its_order_has_grown(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens, phone_token="secret") as house:
        await rings(house, "c1")
        page = await screens.open(house.address, **CALM)
        await says(house, "c1", CAPRICCIOSA)
        ticket = page.locator("#live .ticket")
        await expect(ticket).to_contain_text("Capricciosa")
        await expect(ticket.locator(".on-the-line button")).to_have_text(["Take this call", "Hang up"])


async def test_while_a_call_has_no_model_its_ticket_says_so(sqlite_url: str, screens: Screens) -> None:
    back = asyncio.Event()

    async def is_lost_and_comes_back(line: ModelLine) -> None:
        if line.number == 0:
            await Waiter(line).greets()
            line.drop()
        else:
            await line.configured()
            await line.response()
            await back.wait()
            await line.say("Where were we?", 700, faster=inf)
            await line.done()

    async with kitchen(sqlite_url, screens, is_lost_and_comes_back) as house, house.phone(speed=1.0):
        page = await screens.open(house.address, **CALM)
        told = page.locator("#live .ticket .restoring")
        await expect(told).to_contain_text("The line to the model is being restored.")
        assert await barriers(page) == []
        back.set()
        await expect(told).to_have_count(0)
        await expect(page.locator("#live .ticket")).to_have_count(1)
