"""A board never lies: a lost line is said at once, and nothing is missed or doubled when it is back."""

import re
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from random import Random

import httpx2 as httpx
from playwright.async_api import expect

from pizzeria.menu_files import read_menu_files
from pizzeria.store.store import Store
from tests.browser.kitchen import CALM
from tests.browser.screens import Screens
from tests.browser.serving import free_port, serve
from tests.day import draft_of, happened
from tests.house import MENU


async def test_a_house_killed_under_the_page_is_said_to_be_gone_and_nothing_is_missed_or_doubled(
    sqlite_url: str, screens: Screens
) -> None:
    screens.forgiven.append("net::ERR_")  # whatever was under way when the house was killed
    port = free_port()
    await _orders(sqlite_url)
    process = await serve(port, sqlite_url)
    try:
        page = await screens.open(f"http://127.0.0.1:{port}", **CALM)
        placed, baking = page.locator("#placed .ticket"), page.locator("#baking .ticket")
        await expect(placed).to_have_count(3)
        await _kill(process)
        banner = page.get_by_role("alert").filter(has_text="No contact with the house")
        await expect(banner).to_contain_text(re.compile(r"[1-9] s old, from \d\d:\d\d:\d\d"))
        await page.get_by_role("button", name="Into the oven").first.click()
        await expect(page.get_by_text("The house does not answer. Nothing was changed.")).to_be_visible()
        await _meanwhile(sqlite_url)
        process = await serve(port, sqlite_url)
        await expect(banner).to_be_hidden(timeout=10_000)
        await expect(baking.locator(".number")).to_have_text(["1"])
        await expect(placed).to_have_count(3)
        assert sorted(await placed.locator(".number").all_inner_texts()) == ["2", "3", "4"]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            await client.post("/api/orders/2/status", json={"status": "baking"})
        await expect(baking).to_have_count(2)
        await page.context.close()
    finally:
        await _kill(process)


async def _orders(url: str) -> None:
    async with _store(url) as store:
        await happened(store, read_menu_files(MENU), datetime.now(UTC), ["placed"] * 3)


async def _meanwhile(url: str) -> None:
    """While the house is down, another process takes one order on and places a new one."""
    async with _store(url) as store:
        await store.advance(1, "baking")
        files, now = read_menu_files(MENU), datetime.now(UTC)
        await store.place_order(draft_of(files, Random(1), "meanwhile", now))


@asynccontextmanager
async def _store(url: str) -> AsyncIterator[Store]:
    store = await Store.open(url, lambda: datetime.now(UTC))
    yield store
    await store.close()


async def _kill(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()
