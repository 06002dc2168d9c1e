"""The staff's API: shapes, steps and refusals."""

from datetime import datetime, timedelta

import pytest
from quart import Quart

from pizzeria.ordering.as_json import time_json
from pizzeria.ordering.events import CallStarted
from pizzeria.store.store import Store
from tests.web.asking import error_of, get, post
from tests.web.evening import ANNA, COLLECTED_HERE, SIX, hangs_up, ordered, rings, talks

ORDER_KEYS = {
    "number", "status", "placed_at", "ready_at", "moved_at", "to_acknowledge", "call_id", "customer",
    "fulfilment", "lines", "note", "delivery_fee", "discount", "total", "vat", "currency",
}  # fmt: skip
LINE_KEYS = {
    "id", "item", "name", "size", "base", "second_half", "quantity", "toppings", "removed", "unit_price",
    "total",
}  # fmt: skip
CALL_KEYS = {
    "call_id", "from_number", "to_number", "status", "started_at", "ended_at", "duration_seconds",
    "end_reason", "order_number",
}  # fmt: skip


async def test_the_menu_has_the_shape_of_the_contract(app: Quart) -> None:
    menu = await (await get(app, "/api/menu")).get_json()
    assert menu["currency"] == "SEK"
    vesuvio = next(item for item in menu["items"] if item["id"] == "vesuvio")
    assert vesuvio["name"] == "Vesuvio"
    assert vesuvio["number"] == 2
    assert vesuvio["available"] is True
    assert vesuvio["toppings"] == ["cheese", "ham"]
    assert vesuvio["sizes"][1] == {
        "id": "family", "name": "familj", "names": {"sv": "familj", "en": "family"}, "price": 21000
    }  # fmt: skip
    assert menu["toppings"][0]["prices"] == {"normal": 1000, "family": 2000}
    assert menu["bases"][1]["price"] == 2000
    assert menu["delivery"][0] == {"postal_codes": ["11122"], "fee": 4900, "minimum": 20000, "minutes": 40}


async def test_a_topping_that_runs_out_takes_its_pizzas_along_and_comes_back(app: Quart) -> None:
    answer = await post(app, "/api/menu/toppings/ham", {"available": False})
    assert answer.status_code == 200
    assert (await answer.get_json())["available"] is False
    assert await unavailable(app) == {"ham", "vesuvio", "capricciosa", "hawaii"}
    await post(app, "/api/menu/toppings/ham", {"available": True})
    assert await unavailable(app) == set()


async def test_an_item_sold_out_is_sold_out_alone(app: Quart) -> None:
    assert (await post(app, "/api/menu/items/cola", {"available": False})).status_code == 200
    assert await unavailable(app) == {"cola"}


async def test_an_item_tells_why_it_cannot_be_had(app: Quart) -> None:
    """What a sold-out panel needs: whether the item itself was marked, and which toppings it lacks."""
    await post(app, "/api/menu/toppings/ham", {"available": False})
    await post(app, "/api/menu/items/vesuvio", {"available": False})
    assert await why(app) == {
        "vesuvio": (True, ["ham"]),
        "capricciosa": (False, ["ham"]),
        "hawaii": (False, ["ham"]),
    }
    answer = await post(app, "/api/menu/items/vesuvio", {"available": True})
    told = await answer.get_json()
    assert (told["available"], told["sold_out"], told["lacks"]) == (False, False, ["ham"])
    await post(app, "/api/menu/toppings/ham", {"available": True})
    assert await why(app) == {}


async def why(app: Quart) -> dict[str, tuple[bool, list[str]]]:
    menu = await (await get(app, "/api/menu")).get_json()
    return {item["id"]: (item["sold_out"], item["lacks"]) for item in menu["items"] if not item["available"]}


async def test_every_item_is_in_one_of_the_menus_categories(app: Quart) -> None:
    menu = await (await get(app, "/api/menu")).get_json()
    assert {item["category"] for item in menu["items"]} == {category["id"] for category in menu["categories"]}
    assert all(category["name"] for category in menu["categories"])


async def unavailable(app: Quart) -> set[str]:
    menu = await (await get(app, "/api/menu")).get_json()
    return {thing["id"] for thing in menu["items"] + menu["toppings"] if not thing["available"]}


@pytest.mark.parametrize("path", ["/api/menu/items/caviar", "/api/menu/toppings/caviar"])
async def test_what_is_not_on_the_menu_cannot_be_sold_out(app: Quart, path: str) -> None:
    answer = await post(app, path, {"available": False})
    assert answer.status_code == 404
    assert str((await error_of(answer))["code"]).startswith("unknown_")


@pytest.mark.parametrize("body", [{}, {"available": "no"}, {"available": 0}, {"available": None}])
async def test_availability_is_true_or_false(app: Quart, body: object) -> None:
    answer = await post(app, "/api/menu/items/cola", body)
    assert answer.status_code == 400
    assert (await error_of(answer))["key"] == "available"


async def test_an_order_has_the_shape_of_the_contract(app: Quart, store: Store) -> None:
    await ordered(store)
    order = await (await get(app, "/api/orders/1")).get_json()
    assert set(order) >= ORDER_KEYS
    assert set(order["lines"][0]) >= LINE_KEYS
    assert order["customer"] == {"name": "Anna", "phone": "+46701111567"}
    assert order["fulfilment"]["address"] == {
        "street": "Storgatan 2", "postal_code": "11122", "city": "Stockholm", "note": "code 1234"
    }  # fmt: skip
    line = order["lines"][0]
    assert line["toppings"] == [{"topping": "onion", "half": "left", "amount": "extra"}]
    assert line["removed"] == ["ham"]
    assert line["total"] == line["quantity"] * line["unit_price"]
    assert order["total"] == sum(x["total"] for x in order["lines"]) - order["discount"] + 4900
    assert datetime.fromisoformat(order["ready_at"]).utcoffset() is not None


async def test_orders_come_newest_first_and_by_status(app: Quart, store: Store) -> None:
    for call in ("c1", "c2", "c3"):
        await ordered(store, call, to=COLLECTED_HERE)
    await store.advance(2, "baking")
    assert await numbers(app, "/api/orders") == [3, 2, 1]
    assert await numbers(app, "/api/orders?status=baking") == [2]
    assert await numbers(app, "/api/orders?status=placed&limit=1") == [3]


async def numbers(app: Quart, path: str) -> list[int]:
    return [order["number"] for order in await (await get(app, path)).get_json()]


@pytest.mark.parametrize("query", ["status=burnt", "status=", "limit=0", "limit=-1", "limit=x", "limit=1000"])
async def test_orders_cannot_be_asked_for_by_nonsense(app: Quart, query: str) -> None:
    answer = await get(app, f"/api/orders?{query}")
    assert answer.status_code == 400
    await error_of(answer)


@pytest.mark.parametrize("number", ["7", "0", "99999999999999999999", "seven", "-1"])
async def test_an_order_that_is_not_there_is_not_found(app: Quart, number: str) -> None:
    for answer in (
        await get(app, f"/api/orders/{number}"),
        await post(app, f"/api/orders/{number}/status", {"status": "baking"}),
    ):
        assert answer.status_code == 404
        await error_of(answer)


async def test_a_step_takes_the_order_on_and_back(app: Quart, store: Store) -> None:
    await ordered(store)
    for status in ("baking", "placed", "baking", "ready", "delivered", "ready"):
        answer = await post(app, "/api/orders/1/status", {"status": status})
        assert answer.status_code == 200
        assert (await answer.get_json())["status"] == status


async def test_a_step_too_far_is_refused_with_the_steps_that_are_allowed(app: Quart, store: Store) -> None:
    await ordered(store)
    answer = await post(app, "/api/orders/1/status", {"status": "ready"})
    assert answer.status_code == 409
    error = await error_of(answer)
    assert error["code"] == "not_allowed"
    assert error["allowed"] == ["baking", "cancelled"]


async def test_a_cancelled_order_is_acknowledged_once_and_again(app: Quart, store: Store) -> None:
    await ordered(store)
    await store.cancel_own(1, ANNA)
    assert (await (await get(app, "/api/orders/1")).get_json())["to_acknowledge"] is True
    for _ in range(2):
        answer = await post(app, "/api/orders/1/acknowledge", {})
        assert answer.status_code == 200
        assert (await answer.get_json())["to_acknowledge"] is False
    assert (await app.test_client().post("/api/orders/1/acknowledge")).status_code == 200
    assert (await post(app, "/api/orders/7/acknowledge", {})).status_code == 404


@pytest.mark.parametrize("body", [{}, {"status": "burnt"}, {"status": ["baking"]}, {"status": 1}])
async def test_a_status_must_be_one_of_the_six(app: Quart, store: Store, body: object) -> None:
    await ordered(store)
    answer = await post(app, "/api/orders/1/status", body)
    assert answer.status_code == 400
    await error_of(answer)


async def test_calls_come_newest_first_in_the_shape_of_the_contract(app: Quart, store: Store) -> None:
    await ordered(store)
    await hangs_up(store)
    await rings(store, "c2", "")
    calls = await (await get(app, "/api/calls")).get_json()
    assert {call["call_id"] for call in calls} == {"c1", "c2"}
    assert all(set(call) >= CALL_KEYS for call in calls)
    ended = next(call for call in calls if call["call_id"] == "c1")
    assert ended["status"] == "completed"
    assert ended["duration_seconds"] == 187
    assert ended["end_reason"] == "goodbye"
    assert ended["order_number"] == 1
    live = next(call for call in calls if call["call_id"] == "c2")
    assert (live["status"], live["ended_at"], live["from_number"]) == ("active", None, "")


async def test_one_call_tells_what_was_said_done_and_spent(app: Quart, store: Store) -> None:
    await rings(store)
    await talks(store)
    await hangs_up(store)
    call = await (await get(app, "/api/calls/c1")).get_json()
    assert set(call) >= CALL_KEYS
    assert [(m["role"], m["content"]) for m in call["messages"]] == [
        ("user", "En Vesuvio, tack."),
        ("assistant", "Vanlig eller familj?"),
    ]
    assert call["messages"][1]["heard_ms"] == 1200
    assert all("created_at" in message for message in call["messages"])
    assert [(used["tool"], used["ok"], used["code"]) for used in call["tool_calls"]] == [
        ("add_item", False, "size_needed")
    ]
    assert call["answer_ms"] == 430
    assert call["turns_ms"] == [600, 900, 700]
    assert call["turn_median_ms"] == 700
    assert call["cost_microdollars"] == 12345
    assert call["usage"]["input_audio"] == 300


async def test_an_unknown_call_is_not_found(app: Quart) -> None:
    answer = await get(app, "/api/calls/c404")
    assert answer.status_code == 404
    assert (await error_of(answer))["code"] == "unknown_call"


async def test_the_pages_of_the_log_are_whole_though_calls_begin_at_one_instant(
    app: Quart, store: Store
) -> None:
    """Also within one millisecond, which is all that a time in JSON tells."""
    for n in range(7):
        at = SIX + timedelta(microseconds=300 + 100 * (n // 3))
        await store.record(CallStarted(f"c,{n}", "", "+46766861004", at))
    seen, path = list[str](), "/api/calls?limit=2"
    while path:
        answer = await get(app, path)
        page = await answer.get_json()
        seen += [call["call_id"] for call in page]
        path = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert seen == [f"c,{n}" for n in (6, 3, 4, 5, 0, 1, 2)]
    last = page[-1]
    by_hand = f"/api/calls?before={last['started_at']},c%2C3"
    assert [call["call_id"] for call in await (await get(app, by_hand)).get_json()] == seen[2:]
    plain = await (await get(app, f"/api/calls?before={time_json(SIX + timedelta(seconds=1))}")).get_json()
    assert len(plain) == 7


@pytest.mark.parametrize("before", ["yesterday", "2026-05-14", "2026-05-14T18:00:00"])
async def test_before_is_a_time_with_its_zone(app: Quart, before: str) -> None:
    assert (await get(app, f"/api/calls?before={before}")).status_code == 400


async def test_every_route_of_the_api_is_in_its_document_with_what_it_answers(app: Quart) -> None:
    told = (await (await get(app, "/api/openapi.json")).get_json())["paths"]
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert len(told) == len(routes) > 15
    answers = [each["responses"] for path in told.values() for each in path.values()]
    assert all(any(status.startswith("2") for status in each) for each in answers)
