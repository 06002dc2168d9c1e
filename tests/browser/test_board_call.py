"""A call as the kitchen sees it: a grey ticket that grows while somebody speaks, and becomes paper."""

import asyncio

from playwright.async_api import Page, expect

from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.browser.kitchen import CALM, kitchen
from tests.browser.screens import Screens
from tests.calls.waiter import Waiter


async def test_the_ticket_grows_while_the_caller_talks_and_turns_solid_when_it_is_placed(
    sqlite_url: str, screens: Screens
) -> None:
    goes_on = [asyncio.Event() for _ in range(3)]

    async def slow_waiter(line: ModelLine) -> None:
        """Waits before each step until the kitchen has seen the one before."""
        waiter = Waiter(line)
        await waiter.greets()
        await waiter.hears("A Vesuvio without ham")
        one = await waiter.uses("add_item", item="vesuvio", size="normal", quantity=2)
        await goes_on[0].wait()
        await waiter.uses("choose_toppings", line=one["line"], add=[{"topping": "onion"}], remove=["ham"])
        await goes_on[1].wait()
        await waiter.uses("choose_pickup")
        review = await waiter.uses("review_order")
        await waiter.answers_with("Two Vesuvio, is that right?")
        await waiter.hears("Yes")
        await waiter.uses("place_order", name="Astrid", revision=review["revision"])
        await goes_on[2].wait()
        await waiter.uses("cancel_order", number=1)
        await waiter.answers_with("Cancelled.")

    async with kitchen(sqlite_url, screens, slow_waiter) as house, house.phone() as phone:
        page = await screens.open(house.address, **CALM)
        call = asyncio.create_task(_talks(phone))
        grey = page.locator("#live .ticket")
        await expect(grey).to_contain_text("Vesuvio")
        await expect(grey.locator(".count")).to_contain_text("2")
        await _marks(page, "#live .ticket")
        goes_on[0].set()
        await expect(grey).to_contain_text("- skinka")
        await expect(grey).to_contain_text("+ lök")
        goes_on[1].set()
        paper = page.locator("#placed .ticket")
        await expect(paper).to_contain_text("Astrid")
        await expect(page.locator("#live .ticket")).to_have_count(0)
        assert await _is_marked(page, "#placed .ticket"), "the grey ticket itself became the paper one"
        goes_on[2].set()
        await expect(paper).to_contain_text("cancelled", ignore_case=True)
        await expect(paper.locator(".line")).to_have_css("text-decoration-line", "line-through")
        await paper.get_by_role("button", name="Seen").click()
        await expect(page.locator("#placed")).to_contain_text("Nothing to start.")
        await phone.hang_up()
        await call


async def _talks(phone: Phone) -> None:
    for _ in range(2):
        await phone.answered()
        await phone.speak(800)
        await phone.silence(500)


async def _marks(page: Page, selector: str) -> None:
    await page.locator(selector).evaluate("ticket => { ticket.isTheOne = true }")


async def _is_marked(page: Page, selector: str) -> bool:
    return bool(await page.locator(selector).evaluate("ticket => ticket.isTheOne === true"))
