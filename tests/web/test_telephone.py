"""The telephone's page behind the staff's door: passes for its calls, and the words that are typed."""

import io
import wave
from datetime import datetime, timedelta

import httpx2
import pytest
from pydantic import SecretStr
from quart import Quart

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.doubles.sound import sound
from pizzeria.store.store import Store
from pizzeria.web.app import create_app
from pizzeria.web.passes import LASTS, Passes
from tests.house import open_house
from tests.replay.doubles.apps import quiet
from tests.web.asking import error_of, post
from tests.web.evening import FILES, SIX, House, Phones, settings

CUSTOMER = "+46701234567"


async def test_a_pass_opens_the_phones_socket_once_and_is_no_call_from_outside(sqlite_url: str) -> None:
    token, password = SecretStr("ring"), SecretStr("tomat")
    async with (
        open_house(sqlite_url, quiet, phone_token=token, staff_password=password) as house,
        httpx2.AsyncClient(base_url=house.address) as staff,
    ):
        assert (await staff.post("/phone/pass")).status_code != 200
        answer = await staff.post("/phone/pass", auth=("staff", "tomat"))
        line = f"{house.line}?pass={answer.json()['pass']}"
        async with Phone(line, callid="once", from_number=CUSTOMER):
            pass
        with pytest.raises(Unreachable):
            async with Phone(line, callid="twice", from_number=CUSTOMER):
                pass
        await house.hung_up()
        assert [call.call_id for call in await house.store.calls()] == ["once"]


def test_a_pass_is_good_for_a_minute() -> None:
    now = SIX

    def clock() -> datetime:
        return now

    passes = Passes(clock)
    early, late = passes.give(), passes.give()
    now += LASTS - timedelta(seconds=1)
    assert passes.take(early)
    now += timedelta(seconds=1)
    assert not passes.take(late)
    assert not passes.take("")


async def test_a_page_of_another_site_cannot_call_the_house(sqlite_url: str) -> None:
    async with open_house(sqlite_url, quiet) as house, httpx2.AsyncClient() as browser:
        headers = {
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }
        answer = await browser.get(f"{house.address}/voice-stream", headers=headers)
        assert answer.status_code == 403


async def test_the_page_shows_nobody_the_token(store: Store) -> None:
    app = create_app(House(settings(phone_token=SecretStr("hemlig")), FILES, store, lambda: SIX, Phones()))
    assert "hemlig" not in await page(app)


async def test_what_is_typed_is_answered_as_a_sound_file(store: Store) -> None:
    async def speak(words: str) -> bytes:
        return sound("caller", 100 * len(words))

    app = create_app(House(settings(), FILES, store, lambda: SIX, Phones()), None, speak)
    answer = await app.test_client().post("/phone/speech", json={"text": " Hej! "})
    assert answer.mimetype == "audio/wav"
    with wave.open(io.BytesIO(await answer.get_data(as_text=False))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (24_000, 1, 9_600)
    for wrong in ({}, {"text": ""}, {"text": " "}, {"text": 7}, {"text": "x" * 501}):
        refused = await post(app, "/phone/speech", wrong)
        assert (refused.status_code, (await error_of(refused))["key"]) == (400, "text")


async def test_a_house_without_a_voice_says_how_to_get_one(app: Quart) -> None:
    assert (await post(app, "/phone/speech", {"text": "Hej!"})).status_code == 501
    assert "Needs the built-in voice" in await page(app)


async def page(app: Quart) -> str:
    return await (await app.test_client().get("/phone")).get_data(as_text=True)
