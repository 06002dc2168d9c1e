"""A real browser before real pages: Debian's chromium, driven by Playwright, on loopback alone."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.screens import Screens
from tests.chromium import FLAGS

PATIENCE_MS = 20_000
"""until what is not seen on a page fails the test; only ever used up by one that fails"""
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def screens(browser: Browser) -> AsyncIterator[Screens]:
    """Opens screens, and afterwards looks at what they complained of."""
    screens = Screens(browser)
    yield screens
    assert await screens.complaints() == []
