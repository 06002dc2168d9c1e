"""What customers write stands on their ticket, on every screen, as soon as it has come."""

import httpx2 as httpx
from playwright.async_api import expect

from tests.browser.kitchen import CALM, kitchen
from tests.browser.orders import places
from tests.browser.screens import TABLET, Screens, barriers
from tests.house import CALLER


async def test_a_customers_answer_comes_to_the_board_by_itself(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await places(house, "c1")
        page = await screens.open(house.address, TABLET, **CALM)
        form = {"id": "s1", "from": CALLER, "to": "+46766861001", "message": "<b>Utan lök!</b>"}
        async with httpx.AsyncClient(base_url=house.address) as company:
            await company.post(f"/elks/{await house.store.secrets.word('elks')}/sms", data=form)
        await expect(page.locator("#placed .ticket .reply q")).to_have_text("<b>Utan lök!</b>")
        assert await barriers(page) == []
