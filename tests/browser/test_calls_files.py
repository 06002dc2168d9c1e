"""What can be taken home of a call: its recording, in a real player, and a scenario that plays it again."""

import asyncio
import wave
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx2 as httpx
from playwright.async_api import expect

from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.playing import Played, Way, play_file
from tests.browser.kitchen import CALM, kitchen
from tests.browser.screens import Screens, barriers
from tests.calls.waiter import Waiter
from tests.house import MENU, House

DESK = (1440, 900)


async def a_short_waiter(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("A Vesuvio, family")
    await waiter.uses("add_item", item="vesuvio", size="family", quantity=1)
    await waiter.answers_with("One Vesuvio, family.")


async def a_call(house: House) -> None:
    async with house.phone() as phone:
        await phone.answered()
        await phone.speak(1500)
        await phone.silence(700)
        await phone.answered()
    await house.hung_up()


async def test_a_recording_appears_when_the_call_is_over_and_plays_from_anywhere(
    sqlite_url: str, tmp_path: Path, screens: Screens
) -> None:
    kept: dict[str, Any] = {"tapes": "full", "tapes_dir": tmp_path, "greeting_delay_ms": 500}
    async with kitchen(sqlite_url, screens, a_short_waiter, **kept) as house:
        page = await screens.open(f"{house.address}/calls", DESK, **CALM)
        calling = asyncio.create_task(a_call(house))
        await page.locator(".opener").click()
        await page.get_by_role("link", name="The whole call").click()
        await expect(page.locator("#recording")).to_be_hidden()
        await calling
        sound = page.locator("#recording audio")
        await expect(sound).to_be_visible()
        await sound.evaluate(
            "a => new Promise(done => { a.onseeked = done; a.preload = 'auto'; a.currentTime = 0.2; })"
        )
        assert await sound.evaluate("a => a.error === null && a.duration > 0.2 && a.currentTime >= 0.2")
        assert await barriers(page) == []
        await in_parts(house)
        await as_a_scenario(house, tmp_path)


async def in_parts(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.address) as visitor:
        whole = await visitor.get("/calls/c1/recording.wav")
        part = await visitor.get("/calls/c1/recording.wav", headers={"Range": "bytes=1000-1999"})
        beyond = await visitor.get("/calls/c1/recording.wav", headers={"Range": "bytes=999999999-"})
    with wave.open(BytesIO(whole.content)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 24_000, 2)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert (part.status_code, part.content) == (206, whole.content[1000:2000])
    assert part.headers["Content-Range"] == f"bytes 1000-1999/{len(whole.content)}"
    assert beyond.status_code == 416


async def as_a_scenario(house: House, folder: Path) -> None:
    async with httpx.AsyncClient(base_url=house.address) as visitor:
        answer = await visitor.get("/calls/c1/scenario.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["recorded-c1/scenario.toml", "recorded-c1/tape.jsonl"]
        archive.extractall(folder)
    result = await asyncio.to_thread(play_file, folder / "recorded-c1" / "scenario.toml", Way(MENU))
    assert isinstance(result, Played)
    assert not result.verdict.differences


async def test_without_a_full_tape_there_is_nothing_to_play_and_nothing_is_promised(
    sqlite_url: str, tmp_path: Path, screens: Screens
) -> None:
    async with kitchen(sqlite_url, screens, a_short_waiter, tapes="frames", tapes_dir=tmp_path) as house:
        await a_call(house)
        page = await screens.open(f"{house.address}/calls/c1", DESK, **CALM)
        await expect(page.get_by_role("link", name="Download as a scenario")).to_be_visible()
        await expect(page.locator("#recording")).to_be_hidden()
        async with httpx.AsyncClient(base_url=house.address) as visitor:
            assert (await visitor.get("/calls/c1/recording.wav")).status_code == 404
            assert (await visitor.get("/calls/c404/scenario.zip")).status_code == 404


async def test_a_recording_that_was_full_before_the_call_was_over_says_where_it_ends(
    sqlite_url: str, tmp_path: Path, screens: Screens
) -> None:
    kept: dict[str, Any] = {"tapes": "full", "tapes_dir": tmp_path, "tapes_max_mb": 1}
    async with kitchen(sqlite_url, screens, a_short_waiter, **kept) as house:
        await a_call(house)
        page = await screens.open(f"{house.address}/calls/c1", DESK, **CALM)
        end = page.locator(".course .tape-end")
        await expect(end).to_contain_text("The recording ends here, 0:0")
        await expect(end).to_contain_text("the tape is full. One recording takes at most a quarter of")
        await expect(page.locator(".facts .tape-end")).to_contain_text("The recording has the first 0:0")
        await expect(page.locator("#recording audio")).to_be_visible()
        assert await barriers(page) == []
