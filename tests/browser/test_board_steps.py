"""A cook's taps: on to the next step, back again, and what happens when the house says no."""

import re

from playwright.async_api import Route, expect

from tests.browser.kitchen import CALM, kitchen
from tests.browser.orders import friday, goes, places
from tests.browser.screens import Screens


async def test_one_tap_takes_an_order_on_and_undo_puts_it_back_on_every_screen(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await places(house, "c1")
        mine, theirs = [await screens.open(house.address, **CALM) for _ in range(2)]
        await mine.get_by_role("button", name="Into the oven").click()
        for screen in (mine, theirs):
            await expect(screen.locator("#baking .ticket")).to_contain_text("Astrid")
        await mine.get_by_role("button", name=re.compile("Undo [1-5]")).click()
        for screen in (mine, theirs):
            await expect(screen.locator("#placed .ticket")).to_contain_text("Astrid")
            await expect(screen.locator("#baking .ticket")).to_have_count(0)


MOVED = """() => {
  const moved = (window.moved = []);
  const note = (change) => moved.push(...[...change.removedNodes].map((node) => node.dataset?.key ?? ""));
  const lanes = document.querySelector(".lanes");
  new MutationObserver((changes) => changes.forEach(note)).observe(lanes, { childList: true, subtree: true });
}"""


async def test_a_ticket_that_goes_on_leaves_its_neighbours_where_they_are(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        orders = await friday(house)
        first = next(order for order in orders if order.status == "placed")
        page = await screens.open(house.address, **CALM)
        await page.evaluate(MOVED)
        await goes(house, first, "baking")
        await expect(page.locator(f"#baking [data-order='{first.number}']")).to_have_count(1)
        moved = await page.evaluate("window.moved")
        assert [what for what in moved if what.startswith("order-")] == [f"order-{first.number}"]


async def test_a_step_that_another_screen_made_impossible_is_said_and_the_ticket_is_where_it_is(
    sqlite_url: str, screens: Screens
) -> None:
    screens.forgiven.append("status of 409")
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1")
        page = await screens.open(house.address, **CALM)

        async def overtake(tap: Route) -> None:
            """Another screen is a moment quicker."""
            await goes(house, order, "cancelled")
            await tap.continue_()

        await page.route("**/status", overtake)
        await page.get_by_role("button", name="Into the oven").click()
        await expect(page.get_by_role("alert").filter(has_text="cannot become baking")).to_be_visible()
        await expect(page.locator("#placed .ticket.cancelled")).to_be_visible()
        await expect(page.locator("[aria-busy]")).to_have_count(0)


async def test_cancelling_asks_first(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1")
        page = await screens.open(house.address, **CALM)
        cancel = page.get_by_role("button", name=f"Cancel order {order.number}")
        await cancel.click()
        await expect(page.get_by_role("dialog")).to_contain_text(f"Cancel order {order.number}?")
        await page.get_by_role("button", name="Keep it").click()
        await expect(page.locator("#placed .ticket.placed")).to_be_visible()
        await cancel.click()
        await page.get_by_role("button", name="Cancel the order").click()
        await expect(page.locator("#placed .ticket.cancelled")).to_be_visible()


async def test_what_is_cancelled_in_the_oven_is_struck_through_where_the_cook_looks_for_it(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        orders = [await places(house, f"c{n}", due=10 + n) for n in range(3)]
        for order in orders:
            await goes(house, order, "baking")
        page = await screens.open(house.address, **CALM)
        await goes(house, orders[1], "cancelled")
        struck = page.locator("#baking .ticket").nth(1)
        await expect(struck.locator(".line").first).to_have_css("text-decoration-line", "line-through")
        await expect(page.locator("#baking .tally")).to_have_text("2")
        await struck.get_by_role("button", name="Seen").click()
        await expect(page.locator("#baking .ticket")).to_have_count(2)
        await expect(page.locator("#placed .ticket")).to_have_count(0)


async def test_what_was_finished_last_can_be_recalled(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1")
        await goes(house, order, "baking", "ready", "collected")
        page = await screens.open(house.address, **CALM)
        await page.get_by_role("button", name="Recall").click()
        await page.get_by_role("button", name="Back to ready").click()
        await expect(page.locator("#ready .ticket")).to_contain_text("Astrid")


async def test_a_whole_evening_is_worked_through_with_a_bump_bar(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await friday(house)
        page = await screens.open(house.address, **CALM)
        press = page.keyboard.press
        picked = page.locator(".ticket:focus")
        await press("2")
        await expect(picked.locator(".name")).to_have_text("Muhammed")
        await expect(page.locator(".ticket[data-nth='2']")).to_contain_text("Muhammed")
        await press("Enter")
        await expect(page.locator("#baking")).to_contain_text("Muhammed")
        await expect(picked.locator(".name")).to_have_text("Li")
        await press("u")
        await expect(page.locator("#placed")).to_contain_text("Muhammed")
        await press("ArrowRight")
        await expect(page.locator("#baking .ticket:focus")).to_be_visible()
        await press("ArrowDown")
        await press("ArrowUp")
        await press("ArrowLeft")
        await expect(page.locator("#placed .ticket:focus")).to_be_visible()
        await press("Escape")
        await expect(picked).to_have_count(0)
        await press("r")
        await expect(page.locator("#ready")).to_contain_text("Pia")
        await press("?")
        await expect(page.get_by_role("dialog")).to_contain_text("Keys and bump bar")
        await press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
