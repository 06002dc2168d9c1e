"""From the board a customer is called: one who was cut off, one whose pizza ran out; or why not is said."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import expect

from pizzeria.ordering.events import CallEnded
from pizzeria.replay.doubles.company.world import Person
from tests.browser.kitchen import CALM
from tests.browser.orders import VESUVIO, places, rings, says
from tests.browser.screens import Screens, barriers
from tests.staff.lines import CUSTOMER, PATIENCE, Exchange, connected, speaks
from tests.staff.test_call_back import AnHour, a_lost_call, either

LOGGED_IN = f"Basic {b64encode(b'staff:staff').decode()}"
STAFF: Any = {**CALM, "extra_http_headers": {"Authorization": LOGGED_IN}}


@asynccontextmanager
async def board(url: str, screens: Screens, hour: int = 12, **wished: Any) -> AsyncIterator[Exchange]:
    async with connected(url, either, clock=AnHour(hour), **wished) as exchange:
        yield exchange
        for context in screens.browser.contexts:
            await context.close()


async def test_a_caller_who_was_cut_off_is_called_back_from_the_board(
    sqlite_url: str, screens: Screens
) -> None:
    async with board(sqlite_url, screens) as exchange:
        await a_lost_call(exchange)
        exchange.company.world.people[CUSTOMER] = Person()
        page = await screens.open(exchange.house.address, **STAFF)
        draft = page.locator("#live .ticket.lost")
        await expect(draft).to_contain_text("cut off")
        await expect(draft).to_contain_text("Vesuvio")
        await expect(page.locator("#live .tally")).to_have_text("")
        assert await barriers(page) == []
        await draft.get_by_role("button", name="Call back").click()
        await page.get_by_role("dialog").get_by_role("button", name="No").click()
        assert exchange.company.asked("POST", "/calls") == []
        await draft.get_by_role("button", name="Call back").click()
        await page.get_by_role("dialog").get_by_role("button", name="Call back").click()
        await expect(page.get_by_role("status").filter(has_text="telephone rings")).to_be_visible()
        [_, out] = exchange.company.calls
        async with asyncio.timeout(PATIENCE):
            phone = await out.phone()
            await expect(page.locator("#live .ticket.lost")).to_have_count(0)
            await speaks(phone, 3)
            assert await phone.ended() == "done"
        await expect(page.locator("#placed .ticket")).to_contain_text("Astrid")
        await exchange.settled()


async def test_a_refusal_is_said_in_its_own_sentence_and_the_draft_stays(
    sqlite_url: str, screens: Screens
) -> None:
    screens.forgiven.append("status of 409")
    async with board(sqlite_url, screens, hour=22) as exchange:
        lost = await a_lost_call(exchange)
        page = await screens.open(exchange.house.address, **STAFF)
        await page.get_by_role("button", name="Call back").click()
        await page.get_by_role("dialog").get_by_role("button", name="Call back").click()
        said = page.get_by_role("alert").filter(has_text="Nobody is called at this hour.")
        await expect(said).to_be_visible()
        await expect(page.locator("#live .ticket.lost")).to_be_visible()
        await page.goto(f"{exchange.house.address}/calls/{lost}")
        await page.get_by_role("button", name="Rescue the order").click()
        await expect(said).to_be_visible()
        assert await barriers(page) == []
        assert exchange.company.asked("POST", "/calls") == []


async def test_the_customer_of_an_order_is_called_because_something_ran_out(
    sqlite_url: str, screens: Screens
) -> None:
    async with board(sqlite_url, screens) as exchange:
        order = await places(exchange.house, "counter-1")
        exchange.company.world.people[order.customer_phone] = Person("busy")
        page = await screens.open(exchange.house.address, **STAFF)
        await page.get_by_role("button", name=f"The customer of order {order.number}").click()
        panel = page.get_by_role("dialog", name="The customer")
        await expect(panel).to_contain_text(order.customer_phone)
        assert await barriers(page) == []
        await panel.get_by_role("button", name="Something ran out").click()
        await expect(panel).to_contain_text("item ran out, unanswered")
        [asked] = exchange.company.asked("POST", "/calls")
        assert asked.form["to"] == order.customer_phone


async def test_where_nobody_can_be_called_staff_find_the_number_and_may_let_the_order_go(
    sqlite_url: str, screens: Screens
) -> None:
    async with board(sqlite_url, screens, elks_api_username=None) as exchange:
        await places(exchange.house, "counter-1")
        await rings(exchange.house, "c1", CUSTOMER)
        await says(exchange.house, "c1", VESUVIO)
        page = await screens.open(exchange.house.address, **STAFF)
        await expect(page.locator("#placed .ticket")).to_be_visible()
        await exchange.house.store.record(CallEnded("c1", "dropped", exchange.house.pizzeria.now()))
        draft = page.locator("#live .ticket.lost")
        await expect(draft).to_contain_text("Vesuvio")
        await expect(draft.get_by_role("link", name="Number to call back")).to_have_attribute(
            "href", "/calls/c1"
        )
        await expect(page.get_by_role("button", name="Call back")).to_have_count(0)
        await expect(page.locator("[data-order-panel]")).to_have_count(0)
        assert await barriers(page) == []
        await draft.get_by_role("button", name="Not wanted any more").click()
        await page.get_by_role("dialog").get_by_role("button", name="Take it off").click()
        await expect(draft).to_have_count(0)
        assert await exchange.house.store.drafts.take_up("c2", CUSTOMER) is None
