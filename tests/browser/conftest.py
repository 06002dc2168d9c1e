"""A real browser before real pages: Debian's chromium, driven by Playwright, on loopback alone."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.screens import Screens

PATIENCE_MS = 20_000
"""until what is not seen on a page fails the test; only ever used up by one that fails"""
HOW = "the pages are tested in a real browser: apt-get install chromium"
FLAGS = [
    "--disable-gpu",  # there is none: imitating one takes most of a core
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where it is. In CI there must be one; elsewhere these tests say how to get it."""
    if path := find_chromium():
        return path
    if os.environ.get("CI"):
        pytest.fail(HOW)
    pytest.skip(HOW)


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
