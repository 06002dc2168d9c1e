"""The telephone in the browser, in the middle of a call that a real browser makes."""

from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import expect

from pizzeria.replay.doubles.model_line import ModelLine
from tests.browser.kitchen import kitchen
from tests.browser.telephone import Telephone, screens_with_microphone
from tests.calls.waiter import Waiter
from tests.chromium import find_chromium

ANSWER = "A family Capricciosa with extra cheese, and a regular, half Hawaii and half Diavola. To drink?"


async def a_call(line: ModelLine) -> None:
    waiter = Waiter(line)
    await line.configured()
    await waiter.says("Hello and welcome to Pizzeria Lilla Lyktan, this is our digital voice speaking!", 1500)
    await waiter.hears("Hi! One large Capricciosa with extra cheese, and one half Hawaii, half Diavola.")
    first = await waiter.uses("add_item", item="capricciosa", size="family")
    await waiter.uses("choose_toppings", line=first["line"], add=[{"topping": "cheese", "amount": "extra"}])
    await waiter.uses("add_item", item="hawaii", size="normal", second_half="diavola")
    await waiter.answers_with(ANSWER, 6000)
    await waiter.hears("No ham on the Capricciosa, please!")
    await waiter.uses("choose_toppings", line=first["line"], remove=["ham"])
    await line.say("No ham. Will you pick it up, or shall we deliver?", 20_000, faster=inf)


async def nothing(_: str) -> bytes:
    """Nobody types, but it could be said, as where the built-in voice is installed."""
    return b""


async def take(to: Path, size: tuple[int, int], **wanted: str) -> None:
    with TemporaryDirectory() as folder:
        chromium = find_chromium() or ""
        async with (
            screens_with_microphone(chromium, Path(folder)) as screens,
            kitchen(f"sqlite+aiosqlite:///{folder}/pizzeria.db", screens, a_call, speak=nothing) as house,
        ):
            phone = await Telephone.at(screens, house.address, size=size, **wanted)
            await phone.page.get_by_label("You call from").fill("+46701740605")
            await phone.call()
            await phone.hears(1.5)
            await phone.speak(1.5)
            await phone.hears(3.5)
            await phone.speak(0.8)
            await expect(phone.page.locator(".change.off")).to_be_visible()
            await expect(phone.page.locator(".said")).to_have_count(5)
            await phone.page.evaluate("() => document.fonts.ready.then(() => undefined)")
            await phone.page.screenshot(path=to)
