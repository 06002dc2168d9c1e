"""The telephone in the browser: real calls, by a real browser's microphone, over the house's own socket."""

import asyncio
import json
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.async_api import WebSocketRoute, expect
from pydantic import SecretStr

from pizzeria.g711 import expanded, levels
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.sound import encoded, sound
from pizzeria.sound import ULAW
from tests.browser.kitchen import kitchen
from tests.browser.screens import PHONE as POCKET
from tests.browser.screens import barriers
from tests.browser.telephone import REFUSED, Telephone, pitch, screens_with_microphone
from tests.calls.waiter import Waiter

CALLER_HZ = 160
OWN_RATE = """() => {
    const lend = AudioContext.prototype.createMediaStreamSource;
    AudioContext.prototype.createMediaStreamSource = function (stream) {
        if (this.sampleRate < 44100) throw new DOMException("Another rate", "NotSupportedError");
        return lend.call(this, stream);
    };
}"""
"""some browsers lend a microphone only at the rate that it has"""
LONG = "We have Vesuvio, Capricciosa, Hawaii, Funghi, Margherita, Diavola and many others on the menu"


async def an_order(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("A Vesuvio, family, please, to pick up")
    await waiter.uses("add_item", item="vesuvio", size="family", quantity=1)
    await waiter.uses("choose_pickup")
    review = await waiter.uses("review_order")
    await waiter.answers_with("One Vesuvio, family. Is that right?")
    await waiter.hears("Yes")
    await waiter.uses("place_order", name="Kim", revision=review["revision"])
    await line.say("Thank you, goodbye!", 2000)
    await line.call_tool("end_call", last=True)


async def a_long_list(line: ModelLine) -> None:
    waiter = Waiter(line)
    await line.configured()
    await waiter.says(LONG, 30_000)
    await waiter.hears("Stop!")
    await waiter.answers_with("Yes?")


async def a_greeting(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("A Vesuvio")
    await waiter.answers_with("Which size?")


async def test_a_call_from_the_first_word_to_the_order_on_the_board(
    sqlite_url: str, chromium: str, tmp_path: Path
) -> None:
    async with (
        screens_with_microphone(chromium, tmp_path) as screens,
        kitchen(sqlite_url, screens, an_order) as house,
    ):
        phone = await Telephone.at(screens, house.address)
        await phone.call()
        await phone.hears(1.2)
        await expect(phone.page.locator(".said.assistant")).to_contain_text("what would you like?")
        await phone.speak(1.5)
        await expect(phone.page.locator(".ticket.live .dish")).to_have_text("Vesuvio")
        await expect(phone.page.locator(".said.user")).to_contain_text("to pick up")
        assert await barriers(phone.page) == []
        await phone.hears(2.4)
        await phone.speak(0.8)
        await expect(phone.words).to_contain_text("The call is over.")
        await expect(phone.page.locator(".landed")).to_contain_text("Order 1 is on the board.")
        assert await phone.fact("played") == pytest.approx(4.4, abs=0.03)
        assert phone.said[-1] == "bye"
        assert await house.ending(phone.sent[0][1]["callid"]) == "goodbye"
        assert {len(frame) for frame in phone.frames} == {960}
        sent = phone.when("audio", sent=True)
        assert len(sent) * 0.02 == pytest.approx(sent[-1] - sent[0], rel=0.2)
        line = await house.model.line()
        assert 0 <= len(phone.frames) * 20 - line.heard_ms <= 1500
        assert pitch(phone.frames) == pytest.approx(CALLER_HZ, rel=0.02)


async def test_breaking_in_silences_the_house_at_once_and_a_sync_waits_for_the_ear(
    sqlite_url: str, chromium: str, tmp_path: Path
) -> None:
    async with (
        screens_with_microphone(chromium, tmp_path) as screens,
        kitchen(sqlite_url, screens, a_long_list) as house,
    ):
        phone = await Telephone.at(screens, house.address)
        await phone.call()
        await phone.until(lambda: len(phone.when("audio")), 150)
        await phone.hears(2)
        assert await phone.fact("waiting") > 5
        asked, answered = phone.when("sync"), phone.when("sync", sent=True)
        assert len(asked) > 25, "one after each second of sound"
        assert 2 <= len(answered) <= await phone.fact("played") + 2
        await phone.mute(False)
        await phone.until(lambda: len(phone.when("interrupt")))
        await expect(phone.page.locator("[data-at=waiting]")).to_have_text("0.00")
        played = await phone.fact("played")
        await phone.mute()
        await phone.hears(played + 1.2)
        line = await house.model.line()
        assert played == pytest.approx(line.truncations[0].audio_end_ms / 1000, abs=0.5)
        await phone.page.keyboard.press("Escape")
        await expect(phone.words).to_contain_text("You hung up.")
        assert await house.ending(phone.sent[0][1]["callid"]) == "hangup"


async def test_a_refused_microphone_is_said_and_what_is_typed_is_spoken_in_its_place(
    sqlite_url: str, chromium: str, tmp_path: Path
) -> None:
    async def speak(words: str) -> bytes:
        assert words == "A Vesuvio"
        return sound("caller", 1500)

    async with (
        screens_with_microphone(chromium, tmp_path, *REFUSED) as screens,
        kitchen(sqlite_url, screens, a_greeting, speak=speak) as house,
    ):
        phone = await Telephone.at(screens, house.address, size=POCKET)
        await phone.call()
        await expect(phone.trouble).to_contain_text("Allow it beside the page's address")
        await expect(phone.trouble).to_contain_text("You can type what you would say.")
        await expect(phone.button("Mute")).to_be_hidden()
        await phone.hears(1.2)
        assert not any(map(any, phone.frames))
        await phone.page.get_by_label("Or type what you would say").fill("A Vesuvio")
        await phone.page.keyboard.press("Enter")
        await expect(phone.page.locator(".said.assistant").last).to_contain_text("Which size?")
        assert pitch(phone.frames) == pytest.approx(CALLER_HZ, rel=0.02)
        assert await barriers(phone.page) == []
        await phone.page.reload()
        assert await house.ending(phone.sent[0][1]["callid"]) == "hangup"


async def test_without_https_the_house_is_heard_and_the_page_says_why_it_is_not(
    sqlite_url: str, chromium: str, tmp_path: Path
) -> None:
    elsewhere = ("--host-resolver-rules=MAP pizza.test 127.0.0.1",)
    staff = {"Authorization": "Basic " + b64encode(b"staff:tomat").decode()}
    async with (
        screens_with_microphone(chromium, tmp_path, *elsewhere) as screens,
        kitchen(sqlite_url, screens, a_greeting, staff_password=SecretStr("tomat")) as house,
    ):
        screens.forgiven += ["left the machine: ", "ScriptProcessorNode", "Cross-Origin-Opener-Policy"]
        address = house.address.replace("127.0.0.1", "pizza.test")
        phone = await Telephone.at(screens, address, extra_http_headers=staff)
        await phone.call()
        await expect(phone.trouble).to_contain_text("only to pages on https")
        await phone.hears(1.2)
        await phone.button("Hang up").click()


async def test_g711_is_spoken_as_the_standard_has_it_whatever_rate_the_microphone_has(
    sqlite_url: str, chromium: str, tmp_path: Path
) -> None:
    async with (
        screens_with_microphone(chromium, tmp_path) as screens,
        kitchen(sqlite_url, screens, a_greeting, sound="ulaw") as house,
    ):
        phone = await Telephone.at(screens, house.address)
        for law in ("ulaw", "alaw"):
            heard, said = await phone.page.evaluate(
                """async law => {
                    const { FORMATS, decode } = await import("/static/telephone/formats.js");
                    const heard = FORMATS[law].decode(Uint8Array.from({length: 256}, (_, code) => code));
                    return [[...heard].map(level => level * 32768), [...FORMATS[law].encode(heard)]];
                }""",
                law,
            )
            assert heard == list(levels(law))
            assert [heard[code] for code in said] == heard
        await phone.page.evaluate(OWN_RATE)
        await phone.call()
        await phone.hears(1.2)
        await phone.speak(1)
        await expect(phone.page.locator("[data-at=format]")).to_have_text("ulaw")
        assert {len(frame) for frame in phone.frames} == {160}
        heard = [expanded(frame, ULAW) for frame in phone.frames]
        assert pitch(heard, ULAW.rate) == pytest.approx(CALLER_HZ, rel=0.02)
        await phone.button("Hang up").click()


async def test_a_goodbye_is_played_to_its_end_and_a_strange_format_ends_the_call(
    sqlite_url: str, chromium: str, tmp_path: Path
) -> None:
    says = [*({"t": kind, "format": "pcm_24000"} for kind in ("listening", "sending"))]
    says += [{"t": "audio", "data": encoded("agent", 1500)}, {"t": "bye"}]
    heard: list[tuple[float, str]] = []

    def house(socket: WebSocketRoute) -> None:
        def hears(frame: str | bytes) -> None:
            message = json.loads(frame)
            heard.append((asyncio.get_running_loop().time(), message["t"]))
            for answer in says if message["t"] == "hello" else ():
                socket.send(json.dumps(answer))

        socket.on_message(hears)

    async with (
        screens_with_microphone(chromium, tmp_path) as screens,
        kitchen(sqlite_url, screens, a_greeting) as real,
    ):
        phone = await Telephone.at(screens, real.address)
        await phone.page.route_web_socket("**/voice-stream*", house)
        await phone.button("Call").click()
        await expect(phone.words).to_contain_text("The call is over.")
        assert heard[-1][1] == "bye"
        assert heard[-1][0] - heard[0][0] >= 1.4
        says[:] = [{"t": "listening", "format": "g722"}]
        await phone.button("Call").click()
        await expect(phone.words).to_contain_text("this telephone cannot do g722")
