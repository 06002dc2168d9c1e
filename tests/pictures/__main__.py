"""`make pictures`: takes the pictures of the README while a scenario plays on a busy evening."""

import asyncio
from contextlib import suppress
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from pizzeria.ordering.order import Status
from pizzeria.replay.stage.performance import Limits, perform
from pizzeria.replay.stage.stage import Stage
from pizzeria.replay.written.scenario import read_scenario
from tests.browser.screens import TABLET, WALL, Screens
from tests.chromium import FLAGS, HOW, find_chromium
from tests.day import happened
from tests.house import MENU
from tests.pictures import phone

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "docs" / "pictures"
FINISHED: tuple[Status, ...] = ("collected",) * 12
STATUSES: tuple[Status, ...] = (
    *FINISHED,
    "ready",
    "baking",
    "ready",
    "baking",
    "baking",
    "placed",
    "placed",
)
GROWN = ".ticket.live .lines li:nth-child(2)"
"""the ticket of a call that has two pizzas on it"""


async def take() -> None:
    scenario = read_scenario(HERE / "scenario.toml")
    async with Stage(scenario, MENU) as stage, async_playwright() as playwright:
        house = stage.pizzeria
        await happened(house.store, house.files, house.now(), STATUSES)
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        call = asyncio.create_task(perform(stage, Limits()))
        try:
            await _pictures(browser, _address(stage), scenario.calls[0].call_id, call)
        finally:
            call.cancel()
            with suppress(asyncio.CancelledError):
                await call
            await browser.close()


async def _pictures(browser: Browser, address: str, call_id: str, call: asyncio.Task[object]) -> None:
    screens = Screens(browser)
    boards = {
        "board-dark": await screens.open(address, WALL, color_scheme="dark"),
        "board-light": await screens.open(address, WALL, color_scheme="light"),
        "board-tablet": await screens.open(address, TABLET, color_scheme="dark"),
    }
    for name, board in boards.items():
        await board.wait_for_selector(GROWN)
        await _take(board, name)
    await call
    await _take(await screens.open(f"{address}/calls/{call_id}", (1440, 900)), "call", whole=True)
    log = await screens.open(f"{address}/calls", (1440, 900))
    await _take(log, "calls")


async def _take(page: Page, name: str, whole: bool = False) -> None:
    """Once its typeface is there."""
    await page.evaluate("() => document.fonts.ready.then(() => undefined)")
    await page.screenshot(path=PICTURES / f"{name}.png", full_page=whole, animations="disabled")


def _address(stage: Stage) -> str:
    return stage.line.replace("ws", "http", 1).removesuffix("/voice-stream")


if __name__ == "__main__":
    if find_chromium() is None:
        raise SystemExit(HOW)
    PICTURES.mkdir(parents=True, exist_ok=True)
    asyncio.run(take())
    asyncio.run(phone.take(PICTURES / "phone.png", (1440, 780), color_scheme="light"))
