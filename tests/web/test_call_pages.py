"""The call log and the page of one call."""

import re
from datetime import timedelta

from quart import Quart

from pizzeria.ordering.events import CallMessage, CallStarted, ToolUsed
from pizzeria.store.store import Store
from tests.web.evening import SIX, hangs_up, ordered, rings, talks


async def html_of(app: Quart, path: str) -> str:
    response = await app.test_client().get(path)
    assert response.status_code == 200
    return await response.get_data(as_text=True)


async def test_an_empty_log_says_so(app: Quart) -> None:
    page = await html_of(app, "/calls")
    assert "AI Phone Assistant" in page
    assert "No calls yet." in page


async def test_the_log_shows_who_called_without_the_whole_number(app: Quart, store: Store) -> None:
    await ordered(store)
    await hangs_up(store)
    page = await html_of(app, "/calls")
    assert "••• 567" in page
    assert "+46701111567" not in page
    assert "3:07" in page
    assert "goodbye" in page
    assert "#1" in page
    assert "14 May 18:00:00" in page


async def test_a_call_that_lasts_has_a_pulsing_dot(app: Quart, store: Store) -> None:
    await rings(store, phone="")
    page = await html_of(app, "/fragments/calls")
    assert 'class="dot"' in page
    assert "hidden number" in page


async def test_a_long_log_has_more_pages(app: Quart, store: Store) -> None:
    for number in range(60):
        at = SIX + timedelta(minutes=number)
        await store.record(CallStarted(f"call-{number:02}", "", "", at))
    first = await html_of(app, "/calls")
    assert "call-59" in first
    assert "call-05" not in first
    older = first.split('href="/calls?before=')[1].split('"')[0]
    second = await html_of(app, f"/calls?before={older}")
    rows = re.findall(r'data-row="call-(\d+)"', first + second)
    assert rows == [f"{number:02}" for number in reversed(range(60))], "each once"


async def test_a_call_shows_what_was_said_done_and_spent(app: Quart, store: Store) -> None:
    await ordered(store)
    await talks(store)
    await hangs_up(store)
    page = await html_of(app, "/calls/c1")
    for text in ("+46701111567", "En Vesuvio, tack.", "interrupted; 1.20 s of it was heard", "size_needed"):
        assert text in page
    times = ("0.43 s", "0.70 s", "median; p95 0.90 s, 3 turns")
    for text in (*times, "$0.0123", "1200", '<span class="number">1</span>'):
        assert text in page
    course = page.split('<section class="course"')[1]
    assert course.index("En Vesuvio") < course.index("add_item") < course.index("Vanlig eller")
    assert "data-status" not in page


async def test_the_moving_part_of_a_call_knows_which_event_it_holds(app: Quart, store: Store) -> None:
    await rings(store)
    fragment = await app.test_client().get("/fragments/calls/c1")
    assert fragment.headers["Journal-Id"] == str(await store.journal.last_id())
    assert "Nothing has been said yet." in await fragment.get_data(as_text=True)


async def test_words_and_tools_of_a_stranger_cannot_become_a_program(app: Quart, store: Store) -> None:
    evil = "</pre><script>alert(1)</script>"
    await rings(store, "c1", evil)
    await store.record(CallMessage("c1", "i1", "user", evil, SIX, 0))
    await store.record(ToolUsed("c1", "t1", evil, evil, evil, True, None, SIX, 1))
    for path in ("/calls/c1", "/calls", "/"):
        assert "<script>alert" not in await html_of(app, path)


async def test_an_unknown_call_is_a_page_that_says_so(app: Quart) -> None:
    for path in ("/calls/c404", "/fragments/calls/c404"):
        response = await app.test_client().get(path)
        assert response.status_code == 404
        assert "There is no such call." in await response.get_data(as_text=True)
