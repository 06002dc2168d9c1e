"""The call log while somebody is on the phone, seen in a real browser."""

import asyncio
import re

from playwright.async_api import Page, expect

from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.browser.kitchen import CALM, kitchen
from tests.browser.screens import PHONE as POCKET
from tests.browser.screens import Screens, barriers
from tests.calls.waiter import Waiter
from tests.staff.test_call_back import AnHour

DESK = (1440, 900)
LONG = "We have Vesuvio, Capricciosa, Hawaii, Funghi, Margherita, Diavola and many others on the menu"


async def a_cut_off_waiter(line: ModelLine) -> None:
    """Greets, takes an item, and is interrupted in a long list."""
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("A Vesuvio, family, and what else is there?")
    await waiter.uses("add_item", item="vesuvio", size="family", quantity=1)
    await waiter.answers_with(LONG, 30_000)
    await waiter.hears("That is all, thank you")
    await waiter.answers_with("One Vesuvio, family.")


async def test_a_call_comes_grows_is_interrupted_and_ends_before_the_owners_eyes(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens, a_cut_off_waiter) as house:
        page = await screens.open(f"{house.address}/calls", DESK, **CALM)
        await expect(page.get_by_text("No calls yet.")).to_be_visible()
        async with house.phone() as phone:
            row = page.locator("tr.active")
            await expect(row.locator(".dot")).to_be_visible()
            await expect(row).to_contain_text("••• 605")
            await row.get_by_role("button").click()
            await expect(row).to_contain_text("+46701740605")
            course = page.locator("tr.opened .course")
            await expect(course).to_contain_text("Pizzeria Lilla Lyktan, what would you like?")
            await phone.answered()
            await phone.speak(1500)
            await phone.silence(700)
            await expect(course).to_contain_text("A Vesuvio, family")
            await expect(course).to_contain_text("add_item")
            await phone.hears(1200 + 9000)
            await phone.speak(900)
            await phone.silence(700)
            await expect(course).to_contain_text("interrupted")
            await expect(course).to_contain_text("One Vesuvio, family.")
            assert await barriers(page) == []
        await expect(page.locator("tr[data-row]")).to_contain_text("completed hangup")
        await expect(page.locator(".dot")).to_have_count(0)
        await expect(course).to_be_visible()
        await page.get_by_role("link", name="The whole call").click()
        await the_whole_call(page)


async def the_whole_call(page: Page) -> None:
    await expect(page.get_by_role("heading", name="+46701740605")).to_be_visible()
    cut = page.locator(".said.cut")
    await expect(cut.locator(".broken")).to_contain_text(
        re.compile(r"interrupted; \d+\.\d\d s of it was heard")
    )
    await expect(cut.locator("del")).to_contain_text("menu")
    await expect(cut.locator("p").first).to_contain_text("We have Vesuvio")
    await expect(page.locator(".strip .cut")).to_have_count(1)
    await expect(page.locator(".strip .caller")).not_to_have_count(0)
    tool = page.locator("details.used")
    await expect(tool.locator("pre").first).to_be_hidden()
    await tool.locator("summary").click()
    await expect(tool.locator("pre").first).to_contain_text('"item": "vesuvio"')
    await expect(tool.locator("pre").last).to_contain_text('"ok": true')
    assert await barriers(page) == []


async def test_rows_are_opened_and_closed_by_keyboard_and_keep_the_focus(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens, a_cut_off_waiter) as house:
        page = await screens.open(f"{house.address}/calls", DESK, **CALM)
        async with house.phone() as phone:
            opener = page.locator(".opener")
            await expect(opener).to_have_attribute("aria-expanded", "false")
            await page.get_by_role("button", name="Search").focus()
            for _ in range(10):
                await page.keyboard.press("Tab")
                if await opener.evaluate("button => button === document.activeElement"):
                    break
            await page.keyboard.press("Enter")
            await expect(opener).to_have_attribute("aria-expanded", "true")
            await expect(opener).to_be_focused()
            await phone.answered()
            await expect(page.locator("tr.opened")).to_contain_text("what would you like?")
            await page.reload()
            await expect(page.locator("tr.opened")).to_contain_text("what would you like?")
            await opener.focus()
            await page.keyboard.press("Space")
            await expect(opener).to_have_attribute("aria-expanded", "false")
            await expect(page.locator("tr.opened")).to_have_count(0)
            await expect(opener).to_be_focused()


async def test_calls_are_found_on_a_phone_without_anything_sticking_out(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens, a_cut_off_waiter) as house:
        for number in ("+46701740605", "+46701740699"):
            async with house.phone(number[-3:], number) as phone:
                await phone.answered()
        await house.hung_up()
        page = await screens.open(f"{house.address}/calls", POCKET, **CALM)
        await expect(page.locator("tr[data-row]")).to_have_count(2)
        await page.get_by_role("searchbox").fill("0699")
        await page.get_by_role("searchbox").press("Enter")
        await expect(page.locator("tr[data-row]")).to_have_count(1)
        await page.locator(".opener").click()
        await expect(page.locator("tr.opened")).to_contain_text("what would you like?")
        assert await barriers(page) == []
        assert await sticks_out(page) == 0
        await page.get_by_role("link", name="The whole call").click()
        await expect(page.locator(".strip")).to_be_visible()
        assert await barriers(page) == []
        assert await sticks_out(page) == 0


async def test_the_figures_of_the_day_move_when_a_call_ends(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens, a_cut_off_waiter) as house:
        page = await screens.open(f"{house.address}/calls", DESK, **CALM)
        cost = page.locator(".tile.cost b")
        await expect(cost).to_have_text("$0.0000")
        await asyncio.gather(*(one_call(house.phone(f"c{n}")) for n in range(3)))
        await expect(page.locator(".tile.calls b")).to_have_text("3")
        await expect(cost).not_to_have_text("$0.0000")
        await page.get_by_text("The hours in numbers").click()
        await expect(page.locator(".glance tbody tr")).not_to_have_count(0)


async def one_call(phone: Phone) -> None:
    async with phone:
        await phone.answered()


async def sticks_out(page: Page) -> int:
    """Pixels that the page is wider than the window."""
    wider: int = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider


async def test_every_page_goes_by_the_clock_of_the_house_wherever_the_screen_is(
    sqlite_url: str, screens: Screens
) -> None:
    """The house stands at 14:00 in Stockholm in July; the screen is in Tokyo, on the machine's day."""
    july = kitchen(sqlite_url, screens, a_cut_off_waiter, clock=AnHour(12))
    async with july as house, house.phone() as phone:
        await phone.answered()
        page = await screens.open(f"{house.address}/calls", DESK, timezone_id="Asia/Tokyo", **CALM)
        await expect(page.locator(".now")).to_have_text("14:00")
        await expect(page.locator("tr.active .time")).to_contain_text("1 Jul 14:00:00")
        await expect(page.locator("tr.active .duration time")).to_have_text(re.compile(r"0:\d\d"))
        await expect(page.locator("#day")).to_contain_text("Wednesday 1 July")
        hours = page.locator("details.numbers")
        await hours.locator("summary").click()
        await expect(hours.locator("tbody th")).to_have_text(["14:00"])
        await page.goto(f"{house.address}/calls/c1")
        await expect(page.locator(".now")).to_have_text("14:00")
        await expect(page.locator(".facts .state time")).to_have_text(re.compile(r"0:\d\d"))
        await expect(page.locator(".facts")).to_contain_text("since 1 Jul 14:00:00")
        for path in ("", "setup"):
            await page.goto(f"{house.address}/{path}")
            await expect(page.locator(".now")).to_have_text("14:00")
