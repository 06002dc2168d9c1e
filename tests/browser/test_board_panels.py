"""What a kitchen asks of its board besides tickets: sold out, pace, all day, words behind a line, sounds."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from pizzeria.ordering.events import CallMessage, ToolUsed
from tests.browser.kitchen import CALM, kitchen
from tests.browser.orders import HALVES, VESUVIO, friday, goes, places, rings, says
from tests.browser.screens import PHONE, TABLET, WALL, Screens, barriers
from tests.web.evening import SIX

SPY = """
  window.tones = 0;
  window.OscillatorNode = class extends OscillatorNode {
    start(...at) { window.tones++; super.start(...at); }
  };
"""
MOST_BYTES = 100_000
"""of the first load, without the typeface"""


async def test_what_has_run_out_is_found_by_name_and_told_to_every_screen(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        mine, theirs = [await screens.open(house.address, **CALM) for _ in range(2)]
        for screen in (mine, theirs):
            await screen.get_by_role("button", name="Sold out").click()
        await mine.get_by_role("searchbox").fill("Ananás")
        switch = mine.get_by_role("switch", name=re.compile("^ananas"))
        await expect(mine.get_by_role("switch")).to_have_count(1)
        await switch.click()
        for screen in (mine, theirs):
            await expect(screen.get_by_role("switch", name=re.compile("^ananas"))).not_to_be_checked()
            await expect(screen.locator(".gone")).to_contain_text("ananas")
        await switch.click()
        await expect(theirs.get_by_role("switch", name=re.compile("^ananas"))).to_be_checked()


async def test_a_kitchen_that_is_behind_says_so_on_every_screen(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        mine, theirs = [await screens.open(house.address, **CALM) for _ in range(2)]
        await mine.get_by_role("button", name="On time").click()
        await mine.get_by_role("button", name="45 minutes behind").click()
        for screen in (mine, theirs):
            await expect(screen.get_by_text("We are 45 minutes behind")).to_be_visible()
        await theirs.get_by_role("button", name="45 min behind").click()
        await theirs.get_by_role("button", name="Stop no new orders").click()
        await expect(mine.get_by_text("No new orders.")).to_be_visible()
        assert not (await house.store.kitchen()).taking_orders


async def test_all_day_counts_while_it_is_looked_at(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await places(house, "c1", VESUVIO)
        page = await screens.open(house.address, **CALM)
        await page.get_by_role("button", name="All day").click()
        row = page.get_by_role("row").filter(has_text="Vesuvio")
        await expect(row.get_by_role("cell")).to_have_text(["2", "2"])
        order = await places(house, "c2", VESUVIO)
        await expect(row.get_by_role("cell")).to_have_text(["4", "4"])
        await goes(house, order, "baking", "ready")
        await expect(row.get_by_role("cell")).to_have_text(["2", "4"])


async def test_a_line_shows_the_words_it_came_from(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await rings(house, "c1")
        await says(house, "c1", VESUVIO)
        await house.store.record(CallMessage("c1", "i1", "user", "Two Vesuvio without ham", SIX, 0))
        used = ToolUsed(
            "c1", "t1", "add_item", '{"item": "vesuvio"}', '{"ok": true, "line": 1}', True, None, SIX, 5
        )
        await house.store.record(used)
        page = await screens.open(house.address, **CALM)
        await page.locator("#live .line").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Two Vesuvio without ham")
        await page.get_by_role("button", name="Close").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_sound_is_asked_for_rings_for_what_is_new_and_stays_muted(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        page = await screens.open(house.address, **CALM)
        await page.add_init_script(SPY)
        await page.reload()
        sound = page.locator("#sound")
        await expect(sound).to_have_text("Tap for sound")
        await sound.click()
        await expect(sound).to_have_text("Sound on")
        asked = await _tones(page)
        order = await places(house, "c1")
        await expect(page.locator("#placed .ticket")).to_be_visible()
        placed = await _tones(page)
        await goes(house, order, "cancelled")
        await expect(page.locator(".ticket.cancelled")).to_be_visible()
        assert (asked, placed, await _tones(page)) == (3, 6, 10), (
            "three notes for a new one, four for a change"
        )
        await sound.click()
        await page.reload()
        await expect(sound).to_have_text("Sound off")
        await page.locator("#ready h2").click()  # sounds would be allowed now
        await places(house, "c2")
        await expect(page.locator("#placed .ticket.placed")).to_be_visible()
        assert await _tones(page) == 0


async def _tones(page: Page) -> int:
    return int(await page.evaluate("window.tones"))


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_no_state_of_the_board_has_barriers(sqlite_url: str, screens: Screens, scheme: str) -> None:
    async with kitchen(sqlite_url, screens) as house:
        orders = await friday(house)
        await goes(house, orders[2], "cancelled")
        await house.store.set_kitchen(behind_minutes=30)
        page = await screens.open(house.address, color_scheme=scheme, **CALM)
        assert await barriers(page) == []
        for panel in ("all-day", "stock", "pace", "recall", "keys"):
            await page.locator(f"[data-opens={panel}]").click()
            await expect(page.get_by_role("dialog").locator(":is(td, button, dd)").last).to_be_visible()
            assert (panel, await barriers(page)) == (panel, [])
            await page.keyboard.press("Escape")
        await page.locator(".placed .cancel").first.click()
        assert await barriers(page) == []
        await page.get_by_role("button", name="Keep it").click()
        await page.keyboard.press("1")
        await page.locator(".baking [data-bump]").first.click()
        await expect(page.locator(".toast")).to_be_visible()
        assert await barriers(page) == []


@pytest.mark.parametrize("size", [WALL, TABLET, PHONE], ids=["wall", "tablet", "phone"])
async def test_it_fits_the_screen_and_every_finger(
    sqlite_url: str, screens: Screens, size: tuple[int, int]
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await friday(house)
        page = await screens.open(house.address, size, **CALM)
        await expect(page.locator("#placed .ticket").first).to_be_visible()
        wide, high = await page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        assert wide <= size[0]
        assert size == PHONE or high <= size[1], "only a phone scrolls the page"
        assert await page.evaluate(SMALL) == []
        if size != PHONE:
            await expect(page.locator("#placed .below")).to_have_attribute("data-more", re.compile("[2-4]"))


async def test_a_column_that_was_full_is_set_larger_again_in_a_calm_moment(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await friday(house)
        page = await screens.open(house.address, TABLET, **CALM)
        await expect(page.locator("#placed")).to_have_attribute("data-fit", "2")
        for order in await house.store.orders("placed"):
            await house.store.advance(order.number, "baking")
        await expect(page.locator("#placed .ticket")).to_have_count(0)
        await expect(page.locator("#placed")).to_have_attribute("data-fit", "0")


EXTENT = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
SMALL = """[...document.querySelectorAll("main button, main a, header button, header nav a")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 0)
  .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < 47.5)
  .map((each) => each.outerHTML)"""


async def test_the_first_load_is_light(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        await friday(house)
        page = await screens.open("about:blank")
        await page.goto(house.address)
        await expect(page.locator("#placed .ticket").first).to_be_visible()
        sizes = await page.evaluate(WEIGHT)
        assert sum(sizes.values()) < MOST_BYTES, sizes


WEIGHT = """Object.fromEntries(
  [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((each) => !each.name.includes("/fonts/"))
    .map((each) => [new URL(each.name).pathname, each.decodedBodySize]))"""


async def test_a_ticket_prints_on_a_narrow_roll(sqlite_url: str, screens: Screens, tmp_path: Path) -> None:
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1", VESUVIO, HALVES, note="Ring twice")
        address = f"{house.address}/orders/{order.number}/ticket"
        assert await barriers(await screens.open(address)) == []
        page = await screens.open(address, java_script_enabled=False)
        paper = await page.pdf(path=tmp_path / "ticket.pdf", prefer_css_page_size=True)
        assert b"/Count 1" in paper, "one page"
        assert _millimetres(paper) == 80


def _millimetres(pdf: bytes) -> int:
    """How wide the first page is."""
    box = pdf.split(b"/MediaBox [", 1)[1].split(b"]", 1)[0].split()
    return round(float(box[2]) / 72 * 25.4)


async def test_a_screen_keeps_the_light_it_was_given(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        page = await screens.open(house.address, color_scheme="dark", **CALM)
        await page.get_by_role("button", name="Light or dark").click()
        await expect(page.locator("html")).to_have_attribute("data-theme", "light")
        await page.reload()
        await expect(page.locator("html")).to_have_css("color-scheme", "light")
