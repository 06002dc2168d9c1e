"""A live call's buttons on the board: nothing happens to a caller before staff say that they mean it."""

import asyncio

from playwright.async_api import expect

from pizzeria.replay.doubles.model_line import ModelLine
from tests.browser.kitchen import CALM, kitchen
from tests.browser.orders import CAPRICCIOSA, rings, says
from tests.browser.screens import Screens
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
