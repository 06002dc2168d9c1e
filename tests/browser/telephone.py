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


@asynccontextmanager
async def screens_with_microphone(
    chromium: str, folder: Path, *flags: str, words: bytes | None = None
) -> AsyncIterator[Screens]:
    """`flags` instead of a microphone that may be used and hears the caller: a voice without an end, or
    `words` once, from the first call on.
    """
    heard = folder / "caller.wav"
    with wave.open(str(heard), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(PCM.sample_bytes)
        file.setframerate(PCM.rate)
        file.writeframes(words or sound("caller", LOOP_MS))
    once = "%noloop" if words else ""
    wanted = flags or (*ALLOWED, f"--use-file-for-fake-audio-capture={heard}{once}")
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
    async def at(cls, screens: Screens, address: str, **wanted: Any) -> "Telephone":
        page = await screens.open(f"{address}/phone", **{"size": DESK, **wanted})
        telephone = cls(page)
        page.on("websocket", telephone._listen)
        await page.evaluate(MUTED)
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

    async def until(self, count: Any, least: int = 1) -> None:
        """Returns when what is counted in the messages is so many."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while count() < least:
                self._crossed.clear()
                await self._crossed.wait()

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
