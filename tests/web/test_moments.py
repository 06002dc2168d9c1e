"""A tap on a line: the moment of the conversation that it came from."""

import json
from datetime import timedelta
from typing import Literal

import pytest
from quart import Quart

from pizzeria.ordering.events import CallMessage, ToolUsed
from pizzeria.store.store import Store
from tests.web.evening import SIX, rings

LINE = {"id": 1, "name": "Vesuvio", "size_name": "familj", "quantity": 2, "changes": ["- skinka"]}


async def said(store: Store, second: int, words: str, *, by_agent: bool = False) -> None:
    at = SIX + timedelta(seconds=second)
    role: Literal["user", "assistant"] = "assistant" if by_agent else "user"
    await store.record(CallMessage("c1", f"i{second}", role, words, at, second))


async def did(store: Store, second: int, tool: str, line: int | None, *lines: object) -> None:
    answer = json.dumps({"ok": True, "line": line, "cart": {"lines": lines}})
    at = SIX + timedelta(seconds=second)
    await store.record(ToolUsed("c1", f"t{second}", tool, '{"line": 1}', answer, True, None, at, 4))


async def a_vesuvio(store: Store) -> None:
    await rings(store)
    await said(store, 1, "Vad får det lov att vara?", by_agent=True)
    await said(store, 3, "Två <Vesuvio>, familj, utan skinka.")
    await did(store, 5, "add_item", 1, LINE)
    await said(store, 6, "Två Vesuvio. Något mer?", by_agent=True)


async def text_of(app: Quart, path: str) -> str:
    answer = await app.test_client().get(path)
    assert answer.status_code == 200
    return " ".join((await answer.get_data(as_text=True)).split())


async def test_the_words_before_what_was_done_and_the_words_after(app: Quart, store: Store) -> None:
    await a_vesuvio(store)
    html = await text_of(app, "/fragments/moments/c1/1")
    told = [
        "Vad får det lov att vara?",
        "Två &lt;Vesuvio&gt;, familj, utan skinka.",
        "Put in: 2 Vesuvio, familj, - skinka",
        "Två Vesuvio. Något mer?",
        'href="/calls/c1"',
    ]
    places = [html.index(words) for words in told]
    assert places == sorted(places)


async def test_a_line_that_was_taken_out_says_so(app: Quart, store: Store) -> None:
    await a_vesuvio(store)
    await said(store, 8, "Nej, ingen pizza.")
    await did(store, 9, "remove_item", None)
    assert 'Nej, ingen pizza.</q></p> <p class="deed">Taken out</p>' in await text_of(
        app, "/fragments/moments/c1/1"
    )


@pytest.mark.parametrize("path", ["c1/2", "c1/0", "c404/1", "c1/one", "c1/99999999999"])
async def test_a_line_that_nobody_spoke_of_is_not_found(app: Quart, store: Store, path: str) -> None:
    await a_vesuvio(store)
    assert (await app.test_client().get(f"/fragments/moments/{path}")).status_code == 404


async def test_what_was_said_is_the_staffs(locked_app: Quart, store: Store) -> None:
    await a_vesuvio(store)
    assert (await locked_app.test_client().get("/fragments/moments/c1/1")).status_code == 302
