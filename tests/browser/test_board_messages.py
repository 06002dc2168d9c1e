"""What customers write stands on their ticket, on every screen, as soon as it has come."""

from math import inf
from pathlib import Path

import httpx2 as httpx
from playwright.async_api import expect
from pydantic import SecretStr

from pizzeria.connecting.wanted import hook_path
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.troubles import Trouble
from tests.browser.kitchen import CALM, kitchen
from tests.browser.orders import places
from tests.browser.screens import TABLET, Screens, barriers
from tests.elks.customers import credentials
from tests.house import CALLER
from tests.post.test_office import KEYS, TOKEN, menu_with


async def test_a_customers_answer_comes_to_the_board_by_itself(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens, phone_token=SecretStr(TOKEN)) as house:
        await places(house, "c1")
        page = await screens.open(house.address, TABLET, **CALM)
        form = {"id": "s1", "from": CALLER, "to": "+46766861001", "message": "<b>Utan lök!</b>"}
        async with httpx.AsyncClient(base_url=house.address) as company:
            await company.post(hook_path(TOKEN, "sms"), data=form)
        await expect(page.locator("#placed .ticket .reply q")).to_have_text("<b>Utan lök!</b>")
        assert await barriers(page) == []


async def test_what_could_not_be_sent_is_said_on_the_ticket(
    sqlite_url: str, tmp_path: Path, screens: Screens
) -> None:
    async with Company(speed=inf) as company:
        known = credentials(company)
        keys = {name: getattr(known, name) for name in KEYS}
        menu = menu_with(tmp_path, "receipt")
        text = (menu / "house.toml").read_text(encoding="utf-8")
        (menu / "house.toml").write_text(text.replace("most_a_day = 10000", "most_a_day = 0"), "utf-8")
        async with kitchen(sqlite_url, screens, menu_dir=menu, **keys) as house:
            await places(house, "c1")
            page = await screens.open(house.address, TABLET, **CALM)
            await expect(page.locator("#placed .letter.failed")).to_have_text("receipt failed")
            await expect(page.locator("#placed .letter.failed")).to_have_attribute(
                "title", "the day's ceiling for messages was reached"
            )
            assert await barriers(page) == []


async def test_a_message_that_may_be_lost_is_sent_again_when_staff_say_so(
    sqlite_url: str, tmp_path: Path, screens: Screens
) -> None:
    async with Company(speed=inf) as company:
        company.trouble(Trouble("torn", "/sms", "POST", done=True))
        known = credentials(company)
        keys = {name: getattr(known, name) for name in KEYS}
        async with kitchen(sqlite_url, screens, menu_dir=menu_with(tmp_path, "receipt"), **keys) as house:
            order = await places(house, "c1")
            page = await screens.open(house.address, TABLET, **CALM)
            await expect(page.locator("#placed .letter.uncertain")).to_have_text("receipt uncertain")
            await page.get_by_role("button", name=f"The customer of order {order.number}").click()
            panel = page.get_by_role("dialog", name="The customer")
            await expect(panel).to_contain_text("It may arrive twice")
            assert await barriers(page) == []
            assert len(company.texts.all) == 1
            await panel.get_by_role("button", name="Send again").click()
            await expect(panel).to_contain_text("receipt sent")
            await expect(panel.get_by_role("button", name="Send again")).to_have_count(0)
            assert len(company.texts.all) == 2
