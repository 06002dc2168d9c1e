"""A browser beside a loop whose time skips: it has a thread and a loop of its own, where time is real.

While something is asked of it time stands in the town, for a thread is out.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TypeVar

from playwright.async_api import Page, async_playwright, expect

from tests.browser.screens import PHONE, Screens
from tests.chromium import FLAGS

T = TypeVar("T")


@dataclass
class Beside:
    loop: asyncio.AbstractEventLoop

    async def do(self, work: Coroutine[object, object, T]) -> T:
        """In the other loop."""
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        return await asyncio.get_running_loop().run_in_executor(None, future.result)


@dataclass
class Window:
    """One page on a customer's phone."""

    beside: Beside
    page: Page

    async def shows(self, selector: str, words: str) -> None:
        await self.beside.do(expect(self.page.locator(selector)).to_contain_text(words))

    async def count(self, selector: str, number: int) -> None:
        await self.beside.do(expect(self.page.locator(selector)).to_have_count(number))


@dataclass
class Browsing:
    beside: Beside
    screens: Screens

    async def open(self, address: str) -> Window:
        page = await self.beside.do(
            self.screens.open(address, PHONE, locale="sv-SE", reduced_motion="reduce")
        )
        return Window(self.beside, page)

    async def complaints(self) -> list[str]:
        return await self.beside.do(self.screens.complaints())


@asynccontextmanager
async def browsing(chromium: str) -> AsyncIterator[Browsing]:
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    beside = Beside(loop)
    playwright = async_playwright()
    try:
        driver = await beside.do(playwright.__aenter__())
        browser = await beside.do(driver.chromium.launch(executable_path=chromium, args=FLAGS))
        yield Browsing(beside, Screens(browser))
        await beside.do(browser.close())
    finally:
        await beside.do(playwright.__aexit__())
        loop.call_soon_threadsafe(loop.stop)
        await asyncio.get_running_loop().run_in_executor(None, thread.join)
        loop.close()
