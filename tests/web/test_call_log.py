"""The call log: what is found in it, what an open row shows, and what nobody sees before it is opened."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from quart import Quart

from pizzeria.ordering.events import CallMessage, CallStarted
from pizzeria.store.store import Store
from tests.web.evening import ANNA, BO, SIX, hangs_up, ordered, places, rings, talks
from tests.web.test_call_pages import html_of


async def call_at(store: Store, call_id: str, at: datetime, phone: str = ANNA) -> None:
    await store.record(CallStarted(call_id, phone, "+46766861004", at))


def rows(page: str) -> list[str]:
    """Ids of the calls on a page, in their order."""
    return re.findall(r'data-row="([^"]+)"', page)


async def test_no_number_is_in_the_page_before_its_row_is_opened(app: Quart, store: Store) -> None:
    await ordered(store)
    await call_at(store, "c2", SIX, BO)
    closed = await html_of(app, "/calls")
    assert ANNA[-9:] not in closed
    assert "766861004" not in closed
    assert 'aria-expanded="true"' not in closed
    opened = await html_of(app, "/calls?open=c1")
    assert ANNA in opened
    assert BO not in opened, "only one was opened"


async def test_an_open_row_has_the_words_and_the_way_to_the_whole_call(app: Quart, store: Store) -> None:
    await rings(store)
    await talks(store)
    fragment = await html_of(app, "/fragments/calls?open=c1")
    for text in ("En Vesuvio, tack.", "add_item", "size_needed", 'href="/calls/c1"', 'aria-expanded="true"'):
        assert text in fragment
    assert "En Vesuvio, tack." not in await html_of(app, "/fragments/calls")


async def test_calls_that_start_in_the_same_instant_are_on_one_page_or_the_next_and_never_on_both(
    app: Quart, store: Store
) -> None:
    for number in range(120):
        await call_at(store, f"call-{number:03}", SIX)
    seen: list[str] = []
    page = await html_of(app, "/calls")
    while True:
        seen += rows(page)
        older = re.search(r'class="older" href="([^"]+)"', page)
        if older is None:
            break
        page = await html_of(app, older[1].replace("&amp;", "&"))
    assert seen == [f"call-{number:03}" for number in range(120)]


async def test_a_log_of_just_a_page_has_no_other(app: Quart, store: Store) -> None:
    for number in range(50):
        await call_at(store, f"call-{number:03}", SIX + timedelta(microseconds=number))
    page = await html_of(app, "/calls")
    assert len(rows(page)) == 50
    assert "older calls" not in page


@pytest.mark.parametrize("words", ["111", "+46701111567", "070-111 15 67", "0046 70 111", "567", "01111"])
async def test_a_call_is_found_by_any_three_digits_of_its_number(
    app: Quart, store: Store, words: str
) -> None:
    await call_at(store, "c1", SIX, ANNA)
    await call_at(store, "c2", SIX, BO)
    page = await (await app.test_client().get("/calls", query_string={"q": words})).get_data(as_text=True)
    assert rows(page) == ["c1"]


async def test_fewer_digits_find_nothing_and_say_so(app: Quart, store: Store) -> None:
    await rings(store)
    page = await html_of(app, "/calls?q=56")
    assert rows(page) == []
    assert "three of its digits" in page


@pytest.mark.parametrize("words", ["åsa", "ÅSA", "Öb", "åsa öberg"])
async def test_a_call_is_found_by_the_name_on_its_order(app: Quart, store: Store, words: str) -> None:
    await ordered(store, "c1", "Åsa Öberg")
    await ordered(store, "c2", "Bo")
    response = await app.test_client().get("/calls", query_string={"q": words})
    assert rows(await response.get_data(as_text=True)) == ["c1"]


async def test_signs_that_mean_something_to_a_database_are_looked_for_as_they_are(
    app: Quart, store: Store
) -> None:
    await ordered(store, "c1", "Anna")
    for words in ("%", "_nna", "'; DROP TABLE calls; --"):
        response = await app.test_client().get("/calls", query_string={"q": words})
        assert rows(await response.get_data(as_text=True)) == []
    assert rows(await html_of(app, "/calls")) == ["c1"]


async def test_a_day_begins_at_midnight_where_the_house_stands(app: Quart, store: Store) -> None:
    await call_at(store, "late", datetime(2026, 5, 13, 21, 59, 59, tzinfo=UTC))
    await call_at(store, "first", datetime(2026, 5, 13, 22, 0, tzinfo=UTC))
    await call_at(store, "last", datetime(2026, 5, 14, 21, 59, 59, 999_999, tzinfo=UTC))
    await call_at(store, "next", datetime(2026, 5, 14, 22, 0, tzinfo=UTC))
    assert rows(await html_of(app, "/calls?day=2026-05-14")) == ["last", "first"]
    assert "Nothing found." in await html_of(app, "/calls?day=2026-05-20")


async def test_what_was_looked_for_holds_on_the_next_page_too(app: Quart, store: Store) -> None:
    for number in range(60):
        await call_at(store, f"anna-{number:02}", SIX + timedelta(seconds=number), ANNA)
        await call_at(store, f"bo-{number:02}", SIX + timedelta(seconds=number), BO)
    first = await html_of(app, "/calls?q=111&day=2026-05-14")
    older = re.search(r'class="older" href="([^"]+)"', first)
    assert older
    second = rows(await html_of(app, older[1].replace("&amp;", "&")))
    assert second == [f"anna-{number:02}" for number in range(9, -1, -1)]


@pytest.mark.parametrize("query", ["day=yesterday", "day=0001-01-01", "day=9999-12-31", "before=now"])
async def test_a_day_that_is_none_is_refused(app: Quart, query: str) -> None:
    assert (await app.test_client().get(f"/calls?{query}")).status_code == 400


async def test_the_day_at_a_glance_counts_calls_orders_and_what_they_brought(
    app: Quart, store: Store
) -> None:
    await ordered(store, "c1")
    await hangs_up(store, "c1")
    await rings(store, "c2", BO)
    await ordered(store, "c3")
    await store.cancel_own(2, ANNA)
    await places(store, "counter-1")
    page = await html_of(app, "/fragments/calls")
    figures = dict(re.findall(r"<figcaption>(.*?) <b>(.*?)</b>", page))
    order = await store.order(1)
    assert order
    assert figures == {
        "Calls": "3",
        "Orders": "1",
        "Conversion": "33 %",
        "Revenue": f"{order.bill.total // 100} kr",
        "Model cost": "$0.0123",
        "Voice to voice": "0.70 s",
    }
    assert "1 cancelled" in page
    assert "Calls by the hour: most at 18:00, 3" in page


async def test_an_id_that_could_be_a_program_is_only_text(app: Quart, store: Store) -> None:
    evil = '"><script>alert(1)</script>'
    await call_at(store, evil, SIX, "")
    await store.record(CallMessage(evil, "i1", "user", "hej", SIX, 0))
    response = await app.test_client().get("/calls", query_string={"open": evil})
    page = await response.get_data(as_text=True)
    assert "<script>alert" not in page
    assert "hej" in page
