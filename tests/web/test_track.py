"""The page that a customer follows an order on: for who knows the token, for some days, of nobody else."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from quart import Quart

from pizzeria.ordering.order import Order, Status
from pizzeria.store.store import Store
from pizzeria.web import track
from pizzeria.web.app import create_app
from pizzeria.web.sse import close_streams
from pizzeria.web.track_view import track_of
from tests.outbox.orders import HOME, HOUSE
from tests.outbox.orders import order as an_order
from tests.web.asking import get
from tests.web.evening import ANNA, COLLECTED_HERE, FILES, SIX, House, Phones, ordered, settings


async def page_of(app: Quart, path: str, status: int = 200) -> str:
    answer = await get(app, path)
    assert answer.status_code == status
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    text: str = await answer.get_data(as_text=True)  # type: ignore[misc]
    assert 'name="robots" content="noindex, nofollow"' in text
    return text


async def test_the_page_shows_how_far_the_order_is_and_nothing_about_anybody(
    locked_app: Quart, store: Store
) -> None:
    order = await ordered(store, name="Anna Öberg")
    page = (await page_of(locked_app, f"/t/{order.token}")).replace(order.token, "")
    for shown in ("Order 1", "Mottagen", "Hos dig ca 18:40", "tel:+46846500400", 'lang="sv"'):
        assert shown in page
    for private in (ANNA, ANNA[3:], "Anna", "Storgatan 2", "1234", "11122", "Vesuvio", "c1"):
        assert private not in page


async def test_nobody_else_gets_anything(app: Quart, store: Store) -> None:
    order = await ordered(store)
    for wrong in ("x", order.token[:-1], order.token.swapcase(), f"{order.token}x", "1", "%00", " "):
        assert "finns inte" in await page_of(app, f"/t/{wrong}", 404)
        assert (await get(app, f"/t/{wrong}/steps")).status_code == 404
        assert (await app.test_client().post(f"/t/{wrong}/cancel")).status_code == 404
    found = await store.order(1)
    assert found is not None
    assert found.status == "placed"


async def test_some_days_later_the_page_is_gone(store: Store) -> None:
    order = await ordered(store)
    now = [SIX + timedelta(days=3, seconds=-1)]

    def clock() -> datetime:
        return now[0]

    app = create_app(House(settings(), FILES, store, clock, Phones()))
    await page_of(app, f"/t/{order.token}")
    now[0] += timedelta(seconds=1)
    await page_of(app, f"/t/{order.token}", 404)
    assert (await app.test_client().post(f"/t/{order.token}/cancel")).status_code == 404


async def test_the_customer_cancels_while_it_is_placed_and_the_kitchen_must_see_it(
    app: Quart, store: Store
) -> None:
    order = await ordered(store)
    answer = await app.test_client().post(f"/t/{order.token}/cancel")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/t/{order.token}")
    found = await store.order(1)
    assert found is not None
    assert (found.status, found.to_acknowledge) == ("cancelled", True)
    assert (await store.journal.newest("order.cancelled", 1))[0].data["by"] == "customer"
    page = await page_of(app, f"/t/{order.token}")
    assert "avbeställd" in page
    assert "<form" not in page


async def test_once_it_bakes_it_cannot_be_cancelled_and_that_is_said(app: Quart, store: Store) -> None:
    order = await ordered(store)
    await store.advance(1, "baking")
    answer = await app.test_client().post(f"/t/{order.token}/cancel")
    assert answer.status_code == 303
    page = await page_of(app, answer.headers["Location"])
    assert "köket har börjat" in page
    assert "<form" not in page
    assert (await store.order(1) or order).status == "baking"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example.com"}]
)
async def test_a_page_of_another_site_cannot_cancel(
    app: Quart, store: Store, headers: dict[str, str]
) -> None:
    order = await ordered(store)
    answer = await app.test_client().post(f"/t/{order.token}/cancel", headers=headers)
    assert answer.status_code == 403
    assert (await store.order(1) or order).status == "placed"


async def test_looking_cancels_nothing_whatever_opens_the_link(app: Quart, store: Store) -> None:
    order = await ordered(store)
    assert (await get(app, f"/t/{order.token}/cancel")).status_code == 405
    assert (await store.order(1) or order).status == "placed"


async def test_a_question_is_answered_when_there_is_news_of_that_order(app: Quart, store: Store) -> None:
    order, other = await ordered(store, "c1", to=COLLECTED_HERE), await ordered(store, "c2")
    seen = track_of(order, FILES.house).seen
    asking = asyncio.create_task(get(app, f"/t/{order.token}/steps?seen={seen}"))
    while app.extensions["waiting"].count == 0:
        await asyncio.wait([asking], timeout=0.01)
    await store.advance(other.number, "baking")
    assert not asking.done()
    await store.advance(order.number, "baking")
    answer = await asking
    text: str = await answer.get_data(as_text=True)  # type: ignore[misc]
    assert (answer.status_code, answer.headers["Seen"] != seen) == (200, True)
    assert '<li class="now" aria-current="step">I ugnen' in text
    assert app.extensions["waiting"].count == 0


async def test_who_has_seen_less_is_answered_at_once(app: Quart, store: Store) -> None:
    order = await ordered(store, to=COLLECTED_HERE)
    for step in ("baking", "ready", "collected"):
        await store.advance(1, step)
    answer = await get(app, f"/t/{order.token}/steps?seen=placed-1")
    assert (answer.status_code, answer.headers["Over"]) == (200, "yes")


async def test_so_many_may_wait_and_the_rest_come_again(
    app: Quart, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await ordered(store)
    monkeypatch.setattr(track, "MOST_WAITING", 0)
    answer = await get(app, f"/t/{order.token}/steps?seen={track_of(order, FILES.house).seen}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (204, "15")


async def test_a_house_that_closes_lets_nobody_wait(app: Quart, store: Store) -> None:
    order = await ordered(store)
    path = f"/t/{order.token}/steps?seen={track_of(order, FILES.house).seen}"
    close_streams(app)
    assert (await get(app, path)).status_code == 204


@pytest.mark.parametrize(
    ("status", "ways"),
    [
        ("placed", ["now", "ahead", "ahead", "ahead"]),
        ("baking", ["done", "now", "ahead", "ahead"]),
        ("ready", ["done", "done", "now", "ahead"]),
        ("delivered", ["done"] * 4),
        ("cancelled", []),
    ],
)
def test_each_step_is_behind_now_or_ahead(status: Status, ways: list[str]) -> None:
    shown = track_of(an_order(status=status, fulfilment=HOME), HOUSE)
    assert [step.way for step in shown.steps] == ways
    assert (shown.due == "") == (status in ("delivered", "cancelled"))


def test_it_is_in_the_customers_language_or_else_in_one_the_page_has() -> None:
    order: Order = an_order()
    assert track_of(replace(order, language="en"), HOUSE).due == "Ready at about 18:50"
    assert track_of(replace(order, language="fi"), HOUSE).due == "Klar ca 18:50"
    assert track_of(replace(order, language="fi"), replace(HOUSE, languages=("fi",))).language == "en"
    assert track_of(replace(order, language="sv"), HOUSE).total == "1 345 kr"
