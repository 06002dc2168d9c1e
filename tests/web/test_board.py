"""The order board's HTML, as it is painted first and as it is fetched again."""

import asyncio
import re
from dataclasses import replace

import pytest
from quart import Quart

from pizzeria.ordering.cart import Cart, Line
from pizzeria.ordering.order import Order
from pizzeria.store.store import Store
from pizzeria.web.pictures import Part, Pictures, Sketch
from tests.web.evening import COLLECTED_HERE, PIZZAS, hangs_up, ordered, orders_on_the_line, places, rings


async def html_of(app: Quart, path: str = "/") -> str:
    response = await app.test_client().get(path)
    assert response.status_code == 200
    return await response.get_data(as_text=True)


async def lane(app: Quart, name: str) -> str:
    page = await html_of(app)
    found = re.search(rf'<section class="lane {name}".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


async def test_an_empty_kitchen_says_so(app: Quart) -> None:
    assert "Nobody is calling." in await lane(app, "live")
    assert "The oven is empty." in await lane(app, "baking")


async def test_a_call_is_a_ticket_from_its_first_ring(app: Quart, store: Store) -> None:
    await rings(store)
    ticket = await lane(app, "live")
    assert "••• 567" in ticket
    assert "listening" in ticket
    assert "+46701111567" not in ticket


async def test_the_ticket_of_a_call_grows_with_its_cart(app: Quart, store: Store) -> None:
    await rings(store)
    await orders_on_the_line(store)
    ticket = await lane(app, "live")
    assert "Vesuvio" in ticket
    assert "familj" in ticket
    assert "- skinka" in ticket
    assert "pickup or delivery?" in ticket


async def test_a_placed_order_shows_all_that_a_cook_and_a_driver_need(app: Quart, store: Store) -> None:
    order = await ordered(store)
    ticket = await lane(app, "placed")
    assert f'<span class="number">{order.number}</span>' in ticket
    for text in ("Anna", "Vesuvio", "familj", "Glutenfri botten", "- skinka", "extra lök (vänster)"):
        assert text in ticket
    for text in ("Storgatan 2, 11122 Stockholm", "code 1234", "18:40"):
        assert text in ticket


async def test_who_hands_the_order_over_sees_what_it_costs(app: Quart, store: Store) -> None:
    order = await ordered(store)
    await store.advance(order.number, "baking")
    await store.advance(order.number, "ready")
    assert re.search(r"<small>[\d\s]+ kr</small>", await lane(app, "ready"))


async def test_a_call_that_became_an_order_is_not_on_the_board_twice(app: Quart, store: Store) -> None:
    await ordered(store)
    assert "Nobody is calling." in await lane(app, "live")
    assert "on the phone" in await lane(app, "placed")
    await hangs_up(store)
    assert "on the phone" not in await lane(app, "placed")


async def test_who_orders_more_in_the_same_call_is_on_the_phone_again(app: Quart, store: Store) -> None:
    await ordered(store)
    await orders_on_the_line(store, cart=Cart((Line(1, "hawaii", "normal", "ordinary", 1),), None, 9, 2))
    assert "Hawaii" in await lane(app, "live")
    assert "Anna" in await lane(app, "placed")
    await orders_on_the_line(store, cart=Cart(revision=10))
    assert "Nobody is calling." in await lane(app, "live")


async def test_a_call_that_ended_without_an_order_leaves_the_board(app: Quart, store: Store) -> None:
    await rings(store)
    await orders_on_the_line(store)
    await hangs_up(store)
    assert "Nobody is calling." in await lane(app, "live")


async def test_an_order_moves_through_the_lanes(app: Quart, store: Store) -> None:
    order = await ordered(store)
    await store.advance(order.number, "baking")
    assert "Anna" not in await lane(app, "placed")
    assert "Anna" in await lane(app, "baking")
    await store.advance(order.number, "ready")
    assert "Anna" in await lane(app, "ready")
    await store.advance(order.number, "delivered")
    assert "Anna" not in await lane(app, "ready")
    finished = (await html_of(app)).split('id="recall"')[1]
    assert "Anna" in finished


async def test_who_comes_collects_and_who_waits_gets_it_delivered(app: Quart, store: Store) -> None:
    for call, to in (("c1", COLLECTED_HERE), ("c2", None)):
        order = await ordered(store, call, to=to) if to else await ordered(store, call)
        await store.advance(order.number, "baking")
        await store.advance(order.number, "ready")
    page = await lane(app, "ready")
    steps = re.findall(r'data-number="(\d+)" data-from="ready" data-to="(\w+)"', page)
    assert steps == [("1", "collected"), ("1", "baking"), ("2", "delivered"), ("2", "baking")]


async def test_a_cancelled_order_stays_loud_until_the_kitchen_has_seen_it(app: Quart, store: Store) -> None:
    order = await ordered(store)
    await store.advance(order.number, "cancelled")
    ticket = await lane(app, "placed")
    assert 'class="ticket cancelled unseen-yet"' in ticket
    assert f'data-acknowledge="{order.number}"' in ticket
    await store.acknowledge(order.number)
    assert "Anna" not in await lane(app, "placed")


async def test_what_is_cancelled_in_the_oven_stays_where_it_was_until_it_was_seen(
    app: Quart, store: Store
) -> None:
    for call in ("c1", "c2", "c3"):
        order = await ordered(store, call)
        await store.advance(order.number, "baking")
    await store.advance(2, "cancelled")
    baking = await lane(app, "baking")
    assert re.findall(r'data-order="(\d)"', baking) == ["1", "2", "3"], "it did not move"
    assert '<span class="tally">2</span>' in baking
    assert "Nothing to start." in await lane(app, "placed")
    await store.acknowledge(2)
    assert re.findall(r'data-order="(\d)"', await lane(app, "baking")) == ["1", "3"]


async def test_what_is_sold_out_is_written_on_the_shelf(app: Quart, store: Store) -> None:
    await store.set_available("topping", "onion", False)
    await store.set_available("item", "cola", False)
    assert "Coca-Cola, lök" in await html_of(app)


async def test_a_name_cannot_become_a_program(app: Quart, store: Store) -> None:
    await rings(store)
    await places(store, name="<script>alert(1)</script>", note='"><img src=x>')
    page = await html_of(app)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


async def test_the_picture_knows_which_event_it_holds(app: Quart, store: Store) -> None:
    await ordered(store)
    last = await store.journal.last_id()
    assert f'data-after="{last}"' in await html_of(app)
    fragment = await app.test_client().get("/board")
    assert fragment.headers["Journal-Id"] == str(last)
    text = await fragment.get_data(as_text=True)
    assert "Anna" in text
    assert "<html" not in text


@pytest.mark.parametrize("path", ["/", "/calls", "/setup"])
async def test_no_page_asks_anything_of_another_house(app: Quart, path: str) -> None:
    asked = re.findall(r'(?:src|href|action)="([^"]+)"', await html_of(app, path))
    loaded = [address for address in asked if "//" in address]
    assert [
        address for address in loaded if "46elks.com" not in address and "openai.com" not in address
    ] == []


async def test_ten_screens_that_look_at_once_cost_one_painting(store: Store) -> None:
    await ordered(store)
    painted: list[str] = []

    async def render(part: Part) -> str:
        painted.append(part.key)
        return f"<p>{part.shows}</p>"

    async def sketch() -> Sketch:
        await asyncio.sleep(0)
        orders = await store.orders()
        return Sketch("".join(gap(f"order-{order.number}") for order in orders), tuple(parts(orders)))

    def gap(key: str) -> str:
        return f'<i data-same data-key="{key}"></i>'

    def parts(orders: list[Order]) -> list[Part]:
        return [Part(f"order-{order.number}", "", order.status) for order in orders]

    pictures = Pictures(render)
    seen = await asyncio.gather(*(pictures.newest(store.journal, sketch) for _ in range(10)))
    assert {picture.html() for picture in seen} == {"<p>placed</p>"}
    assert painted == ["order-1"]
    await ordered(store, "c2")
    newer = await pictures.newest(store.journal, sketch)
    assert painted == ["order-1", "order-2"], "what stayed as it was is not rendered again"
    assert newer.html(seen[0].name) == "<p>placed</p>" + gap("order-1"), "nor sent again"
    assert newer.html() == newer.html("another.1") == "<p>placed</p><p>placed</p>"
    await store.advance(1, "baking")
    newest = await pictures.newest(store.journal, sketch)
    assert newest.html(newer.name) == gap("order-2") + "<p>baking</p>"
    assert newest.html(seen[0].name) == "<p>placed</p><p>baking</p>"


async def test_a_kitchen_that_is_behind_says_so_in_big_letters(app: Quart, store: Store) -> None:
    assert '<p class="pace' not in await html_of(app, "/board")
    await store.set_kitchen(behind_minutes=45)
    assert "We are 45 minutes behind" in await html_of(app, "/board")
    await store.set_kitchen(taking_orders=False)
    assert "No new orders." in await html_of(app, "/board")


async def test_all_day_counts_what_is_to_be_made_and_what_was_sold(app: Quart, store: Store) -> None:
    for call in ("c1", "c2"):
        await ordered(store, call)
    await store.advance(1, "baking")
    await store.advance(1, "ready")
    counted = await html_of(app, "/fragments/all-day")
    rows = re.findall(r'<td class="left">(.*?)</td><th scope="row">(.*?)</th><td>(.*?)</td>', counted)
    assert rows == [("2", "Vesuvio", "4"), ("1", "Coca-Cola", "2"), ("2", "Glutenfri botten", "4")]


async def test_the_stock_has_every_item_and_topping_and_whether_it_can_be_had(
    app: Quart, store: Store
) -> None:
    await store.set_available("item", "cola", False)
    stock = await html_of(app, "/fragments/stock")
    assert 'aria-checked="false" data-thing="/api/menu/items/cola"' in stock
    assert 'aria-checked="true" data-thing="/api/menu/toppings/ham"' in stock


async def test_a_ticket_can_be_printed_without_a_script(app: Quart, store: Store) -> None:
    order = await ordered(store)
    paper = await html_of(app, f"/orders/{order.number}/ticket")
    for text in ("Anna", "Vesuvio", "Glutenfri botten", "- skinka", "Storgatan 2", "18:40"):
        assert text in paper
    assert (await app.test_client().get("/orders/99/ticket")).status_code == 404


async def test_an_order_that_stands_in_for_a_cancelled_one_says_so_and_what_differs(
    app: Quart, store: Store
) -> None:
    await ordered(store)
    await store.advance(1, "cancelled")
    await store.acknowledge(1)
    changed = replace(
        PIZZAS,
        lines=(replace(PIZZAS.lines[0], removed=(), quantity=3), Line(3, "hawaii", "normal", "ordinary", 1)),
        revision=9,
    )
    await orders_on_the_line(store, cart=changed)
    await places(store, cart=changed)
    ticket = " ".join((await lane(app, "placed")).split())
    assert "instead of <b>1</b>" in ticket
    assert '<b class="news">was 2</b>' in ticket
    assert '<del class="change">- skinka</del>' in ticket
    assert re.search(r'<span class="dish">Hawaii</span>.*?<b class="news">new</b>', ticket)
    assert re.search(r'<del class="line">.*?Coca-Cola', ticket)
