"""`make pixels`: from the commit of an order's step to its pixels, on ten screens of a busy day.

    python -m tests.bench.pixels --screens 10 --orders 500 --steps 60

House, browser and this program share the machine, and the clock: a page notes when it has painted what it
was told to look for.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import click
from playwright.async_api import Browser, Page, async_playwright
from rich.console import Console

from pizzeria.ordering.order import Order, Status
from tests.bench.figures import percentile
from tests.bench.machine import machine
from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.screens import Screens
from tests.day import happened
from tests.house import House, open_house
from tests.replay.doubles.apps import quiet

OPEN_ORDERS = 24
"""of the day's orders, those still in the kitchen"""
BOUND_MS = 100
LOOKOUT = """() => {
  window.lookFor = (selector) => new Promise((seen) => {
    const look = () => {
      if (!document.querySelector(selector)) return false;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => seen(Date.now())));
      return true;
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true, attributes: true });
    look();
  });
}"""
"""A frame's callbacks run just before it is painted, the timer set in one just after."""
out = Console(highlight=False)


@click.command()
@click.option("--screens", default=10, show_default=True)
@click.option("--orders", default=500, show_default=True, help="on the day")
@click.option("--steps", default=60, show_default=True, help="measured")
@click.option("--pause", default=0.5, show_default=True, help="seconds between two of them")
def main(screens: int, orders: int, steps: int, pause: float) -> None:
    """From the commit of an order's step to its pixels, on every screen.

    Example: python -m tests.bench.pixels --screens 3 --steps 20
    """
    out.print(f"{machine()}\n{screens} screens, {orders} orders on the day, {steps} steps")
    delays = asyncio.run(_measured(screens, orders, steps, pause))
    p50, p95 = percentile(delays, 50), percentile(delays, 95)
    out.print(
        f"commit to pixels, {len(delays)} times: p50 {p50:.0f} ms, p95 {p95:.0f} ms, max {max(delays):.0f} ms"
    )
    sys.exit(0 if p95 < BOUND_MS else 1)


async def _measured(screens: int, orders: int, steps: int, pause: float) -> list[float]:
    """Milliseconds, one for each step and screen."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder)}/pizzeria.db"
        async with open_house(url, quiet) as house, _chromium() as browser:
            day = await happened(house.store, house.pizzeria.files, house.pizzeria.now(), _statuses(orders))
            pages = await _open(Screens(browser), house, screens)
            delays = []
            for order, to in _walk(day, steps):
                delays += await _one(house, pages, order, to)
                await asyncio.sleep(pause)
            return delays


async def _one(house: House, pages: list[Page], order: Order, to: Status) -> list[float]:
    """One step of one order; how long after its commit each page has painted it."""
    shown = f'.lane.{to} [data-key="order-{order.number}"]'
    waiting = [asyncio.create_task(page.evaluate("(s) => window.lookFor(s)", shown)) for page in pages]
    await asyncio.sleep(0.1)  # until every page is on the look-out
    await house.store.advance(order.number, to)
    committed = time.time() * 1000
    async with asyncio.timeout(10):
        return [await each - committed for each in waiting]


async def _open(screens: Screens, house: House, count: int) -> list[Page]:
    pages = []
    for _ in range(count):
        page = await screens.open(house.address)
        await page.evaluate(LOOKOUT)
        pages.append(page)
    return pages


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
