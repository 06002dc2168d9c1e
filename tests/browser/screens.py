"""Screens that look at the house: each a browser window of its own, which tells what went wrong on it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page, Request

HERE = "127.0.0.1"
WALL, TABLET, PHONE = (1920, 1080), (1024, 768), (390, 844)
"""sizes in CSS pixels: a screen on the kitchen's wall, a tablet, a phone"""
SERIOUS = ("serious", "critical")


@dataclass
class Screens:
    browser: Browser
    forgiven: list[str] = field(default_factory=list)
    """parts of console messages that a test brings about itself: a server that is killed, say"""
    _said: list[str] = field(default_factory=list)

    async def open(self, address: str, size: tuple[int, int] = WALL, **wanted: Any) -> Page:
        """A new window of this size on that page; `wanted` is what Browser.new_context takes."""
        width, height = size
        context = await self.browser.new_context(viewport={"width": width, "height": height}, **wanted)
        page = await context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._said.append(f"page error: {error}"))
        page.on("request", self._request)
        await page.goto(address)
        return page

    async def complaints(self) -> list[str]:
        """Errors on the console, exceptions, and requests that left this machine."""
        return [said for said in self._said if not any(part in said for part in self.forgiven)]

    async def close(self) -> None:
        """Every window."""
        for context in self.browser.contexts:
            await context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._said.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme in ("http", "https", "ws", "wss") and where.hostname != HERE:
            self._said.append(f"left the machine: {request.url}")


async def barriers(page: Page) -> list[str]:
    """What axe-core's accessibility rules find serious on the page as it is now."""
    found = await Axe().run(page)
    return [
        f"{rule['id']}: {rule['help']} ({', '.join(str(node['target']) for node in rule['nodes'])})"
        for rule in found.response["violations"]
        if rule["impact"] in SERIOUS
    ]
