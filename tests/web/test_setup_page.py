"""The setup guide: the address that 46elks must be told."""

from dataclasses import replace
from html import unescape
from re import sub

import pytest
from pydantic import SecretStr
from quart import Quart
from werkzeug.datastructures import Authorization

from pizzeria.ordering.house import Retention
from pizzeria.store.store import Store
from pizzeria.web.app import create_app
from tests.web.evening import FILES, SIX, House, Phones, rings, settings, talks

STAFF = Authorization("basic", {"username": "staff", "password": "tomat"})


def app_with(store: Store, **changed: object) -> Quart:
    known = settings(staff_password=SecretStr("tomat"), **changed)
    return create_app(House(known, FILES, store, lambda: SIX, Phones()))


async def guide(app: Quart, **headers: str) -> str:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return await (await app.test_client().get("/setup", headers=sent, auth=STAFF)).get_data(as_text=True)


@pytest.mark.parametrize(
    ("public", "address"),
    [
        ("https://pizza.example.com", "wss://pizza.example.com/voice-stream"),
        ("https://pizza.example.com/", "wss://pizza.example.com/voice-stream"),
        ("http://pizza.example.com:8000", "ws://pizza.example.com:8000/voice-stream"),
        ("https://example.com/napoli", "wss://example.com/napoli/voice-stream"),
    ],
)
async def test_the_public_name_makes_the_phones_address(store: Store, public: str, address: str) -> None:
    page = await guide(app_with(store, public_url=public))
    assert f'<code id="socket">{address}</code>' in page


async def test_without_a_public_name_the_address_is_the_one_that_was_dialled(store: Store) -> None:
    page = await guide(app_with(store), Host="kitchen.lan:8000")
    assert '<code id="socket">ws://kitchen.lan:8000/voice-stream</code>' in page
    page = await guide(app_with(store, proxies=1), Host="kitchen.lan", X_Forwarded_Proto="https")
    assert '<code id="socket">wss://kitchen.lan/voice-stream</code>' in page


async def test_the_token_is_asked_for_and_never_shown(store: Store) -> None:
    page = await guide(
        app_with(store, phone_token=SecretStr("hemlig"), openai_api_key=SecretStr("sk-hemlig"))
    )
    assert "/voice-stream?token=YOUR-PHONE-TOKEN</code>" in page
    assert "hemlig" not in page


async def test_an_address_that_46elks_cannot_reach_is_pointed_out(store: Store) -> None:
    assert "46elks cannot reach" in await guide(app_with(store), Host="127.0.0.1:8000")
    assert "46elks cannot reach" not in await guide(app_with(store), Host="pizza.example.com")


async def test_what_is_done_is_ticked(store: Store) -> None:
    page = await guide(app_with(store))
    assert "OPENAI_API_KEY=sk-…" in page
    assert '<li class="wrong" id="model"' in page
    await rings(store)
    await talks(store)
    await store.door.connected("c1")
    page = await guide(app_with(store, openai_api_key=SecretStr("sk-hemlig")))
    assert "OPENAI_API_KEY=sk-…" not in page
    assert page.count('<li class="done"') == 4
    assert 'href="/calls/c1"' in page


async def test_how_long_what_is_kept_stands_there_and_what_says_so(store: Store) -> None:
    house = replace(FILES.house, retention=Retention(transcripts_days=30, numbers_days=0))
    known = settings(staff_password=SecretStr("tomat"), tapes_days=7, tapes="full")
    page = await guide(create_app(House(known, replace(FILES, house=house), store, lambda: SIX, Phones())))
    text = " ".join(unescape(sub("<[^>]+>", " ", page)).split())
    assert "What callers said 30 days transcripts_days in [retention] of house.toml" in text
    assert "Names, numbers and addresses for ever numbers_days" in text
    assert "Tapes 7 days PIZZERIA_TAPES_DAYS in .env" in text


async def test_the_moving_part_knows_which_event_it_holds(store: Store) -> None:
    await rings(store)
    fragment = await app_with(store).test_client().get("/fragments/setup", auth=STAFF)
    assert fragment.headers["Journal-Id"] == str(await store.journal.last_id())


async def test_the_callers_are_led_to_the_websocket_number(store: Store) -> None:
    assert "{&#34;connect&#34;: &#34;+4600XXXXXXX&#34;}" in await guide(app_with(store))
