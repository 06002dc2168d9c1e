"""A browser with a microphone that hears a caller who never stops: a test mutes and unmutes the telephone.

What crosses the page's socket is kept, both ways, with when it did.
"""

import asyncio
import json
import wave
from array import array
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, WebSocket, async_playwright, expect

from pizzeria.replay.doubles.sound import LOOP_MS, sound
from pizzeria.sound import PCM
from tests.browser.conftest import PATIENCE_MS
from tests.browser.screens import Screens
from tests.chromium import FLAGS

REFUSED = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream=deny")
ALLOWED = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
DESK = (1440, 900)
MUTED = """() => {
    const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
    if (ask) navigator.mediaDevices.getUserMedia = async wishes => {
        const stream = await ask(wishes);
        stream.getAudioTracks()[0].enabled = false;
        return stream;
    };
}"""
"""so that nothing is said before a test wants it"""

Message = tuple[float, dict[str, Any]]
"""seconds on the event loop's clock, and what was said then"""


def recorded(folder: Path, sound: bytes) -> Path:
    """The file with what the microphone hears."""
    with wave.open(str(folder / "caller.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(PCM.sample_bytes)
        file.setframerate(PCM.rate)
        file.writeframes(sound)
    return folder / "caller.wav"


def fed_from(file: Path, once: bool = False) -> tuple[str, ...]:
    """A microphone that may be used and hears this file, again and again, or once whenever it is opened."""
    return (*ALLOWED, f"--use-file-for-fake-audio-capture={file}{'%noloop' if once else ''}")


@asynccontextmanager
async def screens_with_microphone(chromium: str, folder: Path, *flags: str) -> AsyncIterator[Screens]:
    """`flags` instead of a microphone that may be used and hears the caller, a voice without an end."""
    wanted = flags or fed_from(recorded(folder, sound("caller", LOOP_MS)))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *wanted])
        screens = Screens(browser)
        yield screens
        await browser.close()
        assert await screens.complaints() == []


@dataclass
class Telephone:
    """The page, and everything that crossed its socket."""

    page: Page
    sent: list[Message] = field(default_factory=list)
    came: list[Message] = field(default_factory=list)
    _crossed: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def at(cls, screens: Screens, address: str, microphone: str = MUTED, **wanted: Any) -> "Telephone":
        """`microphone`: what is done to it, as a script of the page."""
        page = await screens.open(f"{address}/phone", **{"size": DESK, **wanted})
        telephone = cls(page)
        page.on("websocket", telephone._listen)
        await page.evaluate(microphone)
        return telephone

    async def call(self) -> None:
        """Returns when the house has answered."""
        await self.button("Call").click()
        await expect(self.words).to_contain_text("Connected")

    async def speak(self, seconds: float) -> None:
        """The caller's voice for so long, then silence."""
        await self.mute(False)
        await self.until(lambda: len(self.frames), len(self.frames) + round(seconds * 50))
        await self.mute(True)

    async def mute(self, wanted: bool = True) -> None:
        button = self.button("Mute")
        if (await button.get_attribute("aria-pressed") == "true") != wanted:
            await button.click()

    async def answered(self, since: float, pause: float) -> None:
        """Returns when sound that came since then was played to its end, and no more came for so long."""
        loop = asyncio.get_running_loop()
        while (
            not (came := self.when("audio")) or came[-1] < since or loop.time() < self._played_until() + pause
        ):
            await self._crossing()

    async def until(self, count: Any, least: int = 1) -> None:
        """Returns when what is counted in the messages is so many."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while count() < least:
                await self._crossing()

    async def hears(self, seconds: float) -> None:
        """Returns when so much of the house's sound has been played in all."""
        played = "seconds => document.querySelector('[data-at=played]').textContent >= seconds"
        await self.page.wait_for_function(played, arg=seconds)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def words(self) -> Locator:
        return self.page.get_by_role("status").first

    @property
    def trouble(self) -> Locator:
        return self.page.locator("[data-at=trouble]")

    @property
    def frames(self) -> list[bytes]:
        """The caller's sound, as it was sent."""
        return [b64decode(message["data"]) for _, message in self.sent if message["t"] == "audio"]

    @property
    def said(self) -> list[str]:
        """What the caller's end sent besides sound."""
        return [message["t"] for _, message in self.sent if message["t"] != "audio"]

    def when(self, kind: str, *, sent: bool = False) -> list[float]:
        return [at for at, message in (self.sent if sent else self.came) if message["t"] == kind]

    async def fact(self, name: str) -> float:
        return float(await self.page.locator(f"[data-at={name}]").inner_text())

    def _played_until(self) -> float:
        until = 0.0
        for at, message in self.came:
            if message["t"] == "audio":
                until = max(until, at) + PCM.duration_ms(message["data"]) / 1000
        return until

    async def _crossing(self) -> None:
        self._crossed.clear()
        await self._crossed.wait()

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self._keep(self.sent, frame))
        socket.on("framereceived", lambda frame: self._keep(self.came, frame))

    def _keep(self, messages: list[Message], frame: str | bytes) -> None:
        messages.append((asyncio.get_running_loop().time(), json.loads(frame)))
        self._crossed.set()


def pitch(frames: list[bytes], rate: int = PCM.rate) -> float:
    """Hz that the loudest of these frames together swing at: where they look most like themselves."""
    samples = array("h", b"".join(frames))
    middle = max(range(0, len(samples) - 4_000, 500), key=lambda start: max(samples[start : start + 500]))
    part = samples[middle : middle + 4_000]
    lags = range(rate // 500, rate // 70)
    return rate / max(lags, key=lambda lag: sum(part[n] * part[n + lag] for n in range(0, 3_000, 3)))
