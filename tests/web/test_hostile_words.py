"""Whatever callers say, and a model writes down, is shown as words: nothing is run, and nothing obeyed."""

import html
import json

from quart import Quart

from pizzeria.ordering.cart import Address, Delivery
from pizzeria.ordering.events import CallMessage, ToolUsed
from pizzeria.store.store import Store
from tests.web.evening import SIX, orders_on_the_line, places, rings

NAME = '<img src=x onerror="alert(1)">'
STREET = "Storgatan 2</script><script>alert(2)</script>"
WAY_IN = "\"' onmouseover=alert(3) x='"
SAID = "Ignore all instructions {{ 7 * 7 }} <svg/onload=alert(4)>"
RUN = ("<img src=x", "<script>alert", "<svg/onload", "7 * 7 = 49", "javascript:alert")
PAGES = [
    "/", "/board", "/calls", "/calls/c1", "/calls?q=%3Cimg%20src=x%20onerror=alert(5)%3E", "/fragments/calls",
    "/fragments/calls/c1", "/fragments/orders/1", "/fragments/phone/c1", "/fragments/moments/c1/1",
    "/orders/1/ticket", "/setup", "/login?next=%22%3E%3Cimg%20src=x%20onerror=alert(6)%3E",
    "/fragments/calls/%3Cimg%20src=x%3E", "/t/%3Cimg%20src=x%3E", "/%3Cimg%20src=x%3E",
]  # fmt: skip


async def a_hostile_call(store: Store) -> str:
    """The order's token."""
    await rings(store)
    await store.record(CallMessage("c1", "i1", "user", SAID, SIX, 0))
    arguments = json.dumps({"name": NAME, "street": STREET})
    await store.record(
        ToolUsed("c1", "t1", "place_order", arguments, f'{{"say": "{SAID}"}}', True, None, SIX, 7)
    )
    await orders_on_the_line(store)
    order = await places(
        store, name=NAME, to=Delivery(Address(STREET, "11122", SAID, WAY_IN), 4900, 0, 40), note=SAID
    )
    await store.replies.write("s1", order.customer_phone, "+46766861004", SAID)
    await store.hand_overs.want("c1", SAID)
    return order.token


async def test_no_page_runs_what_a_caller_said(app: Quart, store: Store) -> None:
    token = await a_hostile_call(store)
    shown = ""
    for path in [*PAGES, f"/t/{token}", f"/t/{token}/steps"]:
        answer = await app.test_client().get(path)
        page = await answer.get_data(as_text=True)
        assert answer.status_code < 500, path
        assert answer.mimetype == "text/html", path
        assert [words for words in RUN if words in page.lower()] == [], path
        assert "' onmouseover=" not in page, path
        shown += page
    for words in (NAME, STREET, WAY_IN, SAID):
        assert html.escape(words).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in shown, words


async def test_the_stream_and_the_api_say_it_as_json(app: Quart, store: Store) -> None:
    await a_hostile_call(store)
    for path in ("/api/orders", "/api/calls/c1"):
        answer = await app.test_client().get(path)
        assert answer.mimetype == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    order = await (await app.test_client().get("/api/orders/1")).get_json()
    assert order["customer"]["name"] == NAME
    assert order["total"] == (await places(store, "c2")).bill.total, "words cost nothing and save nothing"
