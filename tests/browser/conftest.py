"""A real browser before real pages: Debian's chromium, driven by Playwright, on loopback alone.

To start one takes longer than most of these tests, so there is one for all that need no flags of their own,
and one event loop for all of them. Every window is in a context of its own, which shares nothing.
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.screens import Screens
from tests.chromium import FLAGS

PATIENCE_MS = 20_000
"""until what is not seen on a page fails the test; only ever used up by one that fails"""
expect.set_options(timeout=PATIENCE_MS)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Of all tests, not only of these."""
    for item in items:
        if item.path.parent == HERE and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def screens(browser: Browser) -> AsyncIterator[Screens]:
    """Opens screens, and afterwards looks at what they complained of."""
    screens = Screens(browser)
    yield screens
    try:
        assert await screens.complaints() == []
    finally:
        await screens.close()
