"""The setup guide in a real browser: its marks turn green when what they stand for has happened."""

import pytest
from playwright.async_api import Page, expect
from pydantic import SecretStr

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.browser.kitchen import CALM, kitchen
from tests.browser.screens import PHONE as POCKET
from tests.browser.screens import Screens, barriers
from tests.browser.tunnel import tunnel
from tests.calls.waiter import Waiter

DESK = (1440, 900)
CUSTOMER = "+46701234567"


async def a_waiter(line: ModelLine) -> None:
    await Waiter(line).greets()


async def done(page: Page, *names: str) -> None:
    for name in ("account", "model", "address", "call"):
        mark = page.locator(f"li#{name}")
        await expect(mark).to_have_class("done" if name in names else ("waiting", "wrong")[name == "address"])


async def test_the_marks_turn_green_with_the_first_real_call_and_with_no_other(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens, a_waiter) as house, tunnel(house.address) as line:
        page = await screens.open(f"{house.address}/setup", DESK, **CALM)
        await done(page, "model")
        async with house.phone("from-here", CUSTOMER) as phone:
            await phone.answered()
        async with Phone(line, callid="fiction", from_number="+46701740605", speed=20) as phone:
            await phone.answered()
        await house.hung_up()
        await page.reload()
        await done(page, "model")
        async with Phone(line, callid="real", from_number=CUSTOMER, speed=20) as phone:
            await expect(page.locator("li#address")).to_have_class("done")
            await expect(page.locator("li#account")).to_have_class("done")
            await phone.answered()
            await expect(page.locator("li#call")).to_have_class("done")
            await expect(page.get_by_text("All four are done")).to_be_visible()
            assert await barriers(page) == []
        await page.locator("li#call a[href^='/calls/']").click()
        await expect(page.get_by_role("heading", name=CUSTOMER)).to_be_visible()


async def test_a_phone_with_the_wrong_token_is_told_of(sqlite_url: str, screens: Screens) -> None:
    token = SecretStr("ring")
    async with (
        kitchen(sqlite_url, screens, a_waiter, phone_token=token) as house,
        tunnel(house.address) as line,
    ):
        page = await screens.open(f"{house.address}/setup", DESK, **CALM)
        with pytest.raises(Unreachable):
            async with Phone(f"{line}?token=wrong", from_number=CUSTOMER):
                pass
        told = page.locator("li#address .state")
        await expect(told).to_contain_text("without the right token", timeout=10_000)
        async with Phone(f"{line}?token=ring", from_number=CUSTOMER, speed=20):
            await expect(page.locator("li#address")).to_have_class("done")


async def test_the_address_is_copied_by_keyboard_on_a_phone_by_day_and_by_night(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens, a_waiter) as house:
        for scheme in ("light", "dark"):
            allowed = {"permissions": ["clipboard-read", "clipboard-write"], "color_scheme": scheme}
            page = await screens.open(f"{house.address}/setup", POCKET, **CALM, **allowed)
            copy = page.get_by_role("button", name="Copy the address")
            await copy.focus()
            await page.keyboard.press("Enter")
            await expect(copy).to_have_text("Copied")
            assert await page.evaluate("navigator.clipboard.readText()") == house.line
            assert await barriers(page) == []
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert await page.evaluate(wider) == 0
