"""`make pixels`: from the commit of an order's step to its pixels, with ten screens on a busy day.

    python -m tests.bench.pixels --screens 10 --here 1 --orders 500 --steps 60

House, browser and this program share the machine, and the clock: a page notes when it has painted something.
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import click
import httpx2 as httpx
from playwright.async_api import Browser, Page, async_playwright
from rich.console import Console

from pizzeria.ordering.order import Order, Status
from tests.bench.figures import percentile
from tests.bench.machine import machine
from tests.browser.screens import Screens
from tests.chromium import FLAGS, HOW, find_chromium
from tests.day import happened
from tests.house import House, open_house
from tests.replay.doubles.apps import quiet

OPEN_ORDERS = 24
"""of the day's orders, those still in the kitchen"""
BOUND_MS = 100
LOOKOUT = """() => {
  const painted = (window.painted = {});  // "lane order" -> when it was first on the screen there
  new MutationObserver((changes) => {
    const now = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.dataset?.key)
      .map((node) => `${node.closest(".lane")?.id} ${node.dataset.key}`);
    const note = () => now.forEach((what) => (painted[what] = Date.now()));
    if (now.length) requestAnimationFrame(() => setTimeout(note));
  }).observe(document.getElementById("board"), { childList: true, subtree: true });
}"""
"""A frame's callbacks run just before it is painted, the timer set in one just after."""
PAINTED_WITHIN = 1.0
"""seconds after which the pages are asked, so that asking takes nothing from painting"""
out = Console(highlight=False)


@click.command()
@click.option("--screens", default=10, show_default=True, help="that look at the board")
@click.option("--here", default=1, show_default=True, help="of them, painted by this machine's browser")
@click.option("--orders", default=500, show_default=True, help="on the day")
@click.option("--steps", default=60, show_default=True, help="measured")
def main(screens: int, here: int, orders: int, steps: int) -> None:
    """From the commit of an order's step to its pixels. Screens that are not painted here are connected all
    the same, and are sent what the others are.

    Example: python -m tests.bench.pixels --screens 3 --here 3 --steps 20
    """
    if find_chromium() is None:
        raise click.ClickException(HOW)
    here = min(here, screens)
    out.print(
        f"{machine()}\n{screens} screens, {here} painted here, {orders} orders on the day, {steps} steps"
    )
    delays = asyncio.run(_measured(screens, here, orders, steps))
    p50, p95 = percentile(delays, 50), percentile(delays, 95)
    out.print(
        f"commit to pixels, {len(delays)} times: p50 {p50:.0f} ms, p95 {p95:.0f} ms, max {max(delays):.0f} ms"
    )
    sys.exit(0 if p95 < BOUND_MS else 1)


async def _measured(screens: int, here: int, orders: int, steps: int) -> list[float]:
    """Milliseconds, one for each step and each screen painted here."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder)}/pizzeria.db"
        async with open_house(url, quiet) as house, _chromium() as browser:
            day = await happened(house.store, house.pizzeria.files, house.pizzeria.now(), _statuses(orders))
            async with _elsewhere(house, screens - here):
                pages = await _open(Screens(browser), house, here)
                gc.collect()
                gc.freeze()  # as `pizzeria serve` does, whose process holds no browser's driver
                return [at for order, to in _walk(day, steps) for at in await _one(house, pages, order, to)]


async def _one(house: House, pages: list[Page], order: Order, to: Status) -> list[float]:
    """One step of one order; how long after its commit each page has painted it."""
    await house.store.advance(order.number, to)
    committed = time.time() * 1000
    await asyncio.sleep(PAINTED_WITHIN)
    what = f"{to} order-{order.number}"
    painted = [await page.evaluate("(what) => window.painted[what]", what) for page in pages]
    return [at - committed for at in painted]


async def _open(screens: Screens, house: House, count: int) -> list[Page]:
    pages = []
    for _ in range(count):
        page = await screens.open(house.address)
        await page.evaluate(LOOKOUT)
        pages.append(page)
    return pages


@asynccontextmanager
async def _elsewhere(house: House, count: int) -> AsyncIterator[None]:
    """Screens whose painting is another machine's work: their streams alone, read as they come."""
    watching = [asyncio.create_task(_watch(house)) for _ in range(count)]
    try:
        yield
    finally:
        for each in watching:
            each.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


async def _watch(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.address, timeout=None) as screen:
        have = (await screen.get("/board")).headers["Picture"]
        async with screen.stream("GET", f"/board/stream?have={have}&beat=1") as line:
            async for _ in line.aiter_raw():
                pass


def _statuses(orders: int) -> list[Status]:
    done: list[Status] = ["collected"] * (orders - OPEN_ORDERS)
    still: tuple[Status, ...] = ("placed", "baking", "ready")
    return done + [still[place % 3] for place in range(OPEN_ORDERS)]


def _walk(day: list[Order], steps: int) -> list[tuple[Order, Status]]:
    """Orders to and fro between placed and baking: the kitchen stays as full as it is."""
    placed = [order for order in day if order.status == "placed"]
    chance = Random(1)
    where: dict[int, Status] = {order.number: "placed" for order in placed}
    walk = []
    for _ in range(steps):
        order = chance.choice(placed)
        to: Status = "baking" if where[order.number] == "placed" else "placed"
        where[order.number] = to
        walk.append((order, to))
    return walk


@asynccontextmanager
async def _chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        await browser.close()


if __name__ == "__main__":
    main()
