"""A customer follows an order on a telephone: on a good line, on a bad one, and without scripts."""

from playwright.async_api import Page, Response, expect

from tests.browser.kitchen import CALM, kitchen
from tests.browser.orders import HOME, goes, places
from tests.browser.screens import PHONE, Screens, barriers

MOST_BYTES = 20_000


async def test_the_steps_move_by_themselves_and_all_of_it_is_small(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1", to=HOME, due=40)
        page = await screens.open("about:blank", PHONE, locale="sv-SE", **CALM)
        loaded: list[Response] = []
        page.on("response", lambda response: loaded.append(response))  # noqa: PLW0108
        await page.goto(f"{house.address}/t/{order.token}", wait_until="load")
        now = page.locator("[aria-current=step]")
        await expect(now).to_contain_text("Mottagen")
        assert await barriers(page) == []
        await goes(house, order, "baking")
        await expect(now).to_contain_text("I ugnen")
        await goes(house, order, "ready")
        await expect(now).to_contain_text("På väg till dig")
        assert await barriers(page) == []
        await goes(house, order, "delivered")
        await expect(now).to_have_count(0)
        await expect(page.locator("li.done")).to_have_count(4)
        await everything_is_small(loaded)
        assert await sticks_out(page) == 0


async def everything_is_small(loaded: list[Response]) -> None:
    """The first page with all it needs; what the steps say later is some hundred bytes each."""
    assert not [each.url for each in loaded if "/fonts/" in each.url]
    first = [each for each in loaded if not each.url.partition("?")[0].endswith("/steps")]
    sizes = [len(await each.body()) + len(str(await each.all_headers())) for each in first]
    assert sum(sizes) < MOST_BYTES
    later = [await each.body() for each in loaded if each not in first]
    assert max(map(len, later)) < 1_500


async def test_without_scripts_it_is_read_and_cancelled_and_the_kitchen_sees_it(
    sqlite_url: str, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1")
        board = await screens.open(house.address, **CALM)
        page = await screens.open(
            f"{house.address}/t/{order.token}", PHONE, java_script_enabled=False, **CALM
        )
        assert await page.locator("noscript meta[http-equiv=refresh]").count() == 1
        await expect(page.locator("[aria-current=step]")).to_contain_text("Mottagen")
        await page.get_by_text("Avbeställ", exact=True).click()
        await page.get_by_role("button", name="Ja, avbeställ").click()
        await expect(page.get_by_text("Ordern är avbeställd.")).to_be_visible()
        await expect(board.locator("#placed .ticket.cancelled.unseen-yet")).to_contain_text("Astrid")


async def test_who_cancels_too_late_is_told_to_ring(sqlite_url: str, screens: Screens) -> None:
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1")
        page = await screens.open(
            f"{house.address}/t/{order.token}", PHONE, java_script_enabled=False, **CALM
        )
        await page.get_by_text("Avbeställ", exact=True).click()
        await goes(house, order, "baking")
        await page.get_by_role("button", name="Ja, avbeställ").click()
        await expect(page.get_by_role("alert")).to_contain_text("köket har börjat")
        await expect(page.locator("[aria-current=step]")).to_contain_text("I ugnen")


async def test_a_line_that_breaks_is_said_and_what_happened_meanwhile_is_shown(
    sqlite_url: str, screens: Screens
) -> None:
    screens.forgiven += ["net::ERR_INTERNET_DISCONNECTED", "net::ERR_NETWORK_CHANGED"]
    async with kitchen(sqlite_url, screens) as house:
        order = await places(house, "c1")
        page = await screens.open(f"{house.address}/t/{order.token}", PHONE, **CALM)
        await expect(page.locator("[aria-current=step]")).to_contain_text("Mottagen")
        await page.context.set_offline(True)
        await expect(page.locator("#lost")).to_be_visible(timeout=15_000)
        await goes(house, order, "baking", "ready")
        await page.context.set_offline(False)
        await expect(page.locator("[aria-current=step]")).to_contain_text("Klar att hämta", timeout=25_000)
        await expect(page.locator("#lost")).to_be_hidden()


async def sticks_out(page: Page) -> int:
    """Pixels that the page is wider than the window."""
    wider: int = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider
