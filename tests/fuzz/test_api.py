"""Whatever is asked of the API: an answer in JSON, never a 500; each no has its code and its sentence."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quart import Quart

from pizzeria.store.store import Store
from pizzeria.web.app import create_app
from tests.fuzz.mutations import ODD_TEXTS, VALUES
from tests.fuzz.profiles import examples
from tests.web.evening import FILES, SIX, House, Phones, settings

READ = ["/api/menu", "/api/orders", "/api/calls", "/api/kitchen", "/api/orders/{}", "/api/calls/{}"]
WRITTEN = [
    "/api/menu/items/{}",
    "/api/menu/toppings/{}",
    "/api/orders/{}/status",
    "/api/orders/{}/acknowledge",
]
WRITTEN += ["/api/kitchen", "/api/calls", "/api/calls/{}/take-over", "/api/calls/{}/hang-up"]
KEYS = [
    "available",
    "status",
    "behind_minutes",
    "taking_orders",
    "purpose",
    "call_id",
    "order",
    "at",
    "in_minutes",
]
WORDS = [
    "1",
    "c1",
    "cola",
    "ham",
    "baking",
    "placed",
    "draft_rescued",
    "order_ready",
    "0001-01-01T00:00:00+14:00",
]
WORDS += [
    "9999-12-31T23:59:59-14:00",
    "2026-05-14T18:00:00Z",
    "2026-05-14T18:00:00Z,c1",
    "2147483648",
    "9" * 19,
]
TEXTS = st.sampled_from(WORDS) | ODD_TEXTS.filter(lambda text: len(text) < 1_000) | st.text(max_size=12)
BODIES = st.dictionaries(st.sampled_from(KEYS), TEXTS | VALUES | st.booleans() | st.integers(), max_size=4)
QUERIES = st.dictionaries(st.sampled_from(["status", "limit", "before", "after", "day"]), TEXTS, max_size=3)


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[Quart]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", lambda: SIX)
    await store.load_menu(FILES.menu)
    yield create_app(House(settings(), FILES, store, lambda: SIX, Phones()))
    await store.close()


def text(value: str) -> str:
    return quote(value.encode(errors="replace"), safe="")


@given(st.sampled_from(READ), TEXTS, QUERIES)
@examples(30)
async def test_whatever_is_asked_for_is_answered(
    app: Quart, path: str, place: str, query: dict[str, str]
) -> None:
    asked = urlencode({key: value.encode(errors="replace") for key, value in query.items()})
    answer = await app.test_client().get(f"{path.format(text(place))}?{asked}")
    await assert_answered(answer)


@given(st.sampled_from(WRITTEN), TEXTS, BODIES | VALUES)
@examples(30)
async def test_whatever_is_sent_is_done_or_refused(app: Quart, path: str, place: str, body: Any) -> None:
    answer = await app.test_client().post(
        path.format(text(place)),
        data=json.dumps(body).encode(errors="replace"),
        headers={"Content-Type": "application/json"},
    )
    await assert_answered(answer)


async def assert_answered(answer: Any) -> None:
    assert answer.status_code < 500, await answer.get_data()
    told = json.loads(await answer.get_data())
    if answer.status_code >= 400:
        assert told["error"]["code"], told
        assert told["error"]["message"], told
