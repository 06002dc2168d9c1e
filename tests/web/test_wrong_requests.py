"""What is asked wrongly is answered rightly: JSON for programs, a page for people."""

import pytest
from quart import Quart
from quart.testing import WebsocketResponseError

from pizzeria.store.store import Store
from tests.web.asking import error_of, get
from tests.web.evening import rings


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"status": "baking"}', "text/plain", 415),
        (b'{"status": "baking"}', "application/x-www-form-urlencoded", 415),
        (b'{"status": "' + b"x" * 70_000 + b'"}', "application/json", 413),
    ],
)
async def test_a_body_must_be_a_small_json_object(app: Quart, sent: bytes, kind: str, status: int) -> None:
    answer = await app.test_client().post("/api/orders/1/status", data=sent, headers={"Content-Type": kind})
    assert answer.status_code == status
    await error_of(answer)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/pizzas", "/api/orders//1", "/api/orders/1/2/3"])
async def test_an_unknown_address_of_the_api_answers_in_json(app: Quart, path: str) -> None:
    answer = await get(app, path)
    assert answer.status_code == 404
    assert (await error_of(answer))["code"] == "not_found"


@pytest.mark.parametrize("path", ["/api/calls", "/calls", "/fragments/calls"])
@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_time_that_is_no_time_elsewhere_is_refused(app: Quart, path: str, time: str) -> None:
    answer = await app.test_client().get(path, query_string={"before": time})
    assert answer.status_code == 400


async def test_the_wrong_method_answers_in_json_and_says_which_are_right(app: Quart) -> None:
    answer = await app.test_client().delete("/api/orders")
    assert answer.status_code == 405
    assert (await error_of(answer))["code"] == "method_not_allowed"
    assert "GET" in answer.headers["Allow"]


async def test_a_house_whose_database_is_gone_says_so(app: Quart, store: Store) -> None:
    await store.close()
    answer = await get(app, "/api/orders")
    assert answer.status_code == 503
    assert (await error_of(answer))["code"] == "unreachable"


async def test_a_socket_at_an_unknown_address_is_refused_at_the_door(app: Quart) -> None:
    with pytest.raises(WebsocketResponseError) as refused:
        async with app.test_client().websocket("/api/nowhere") as socket:
            await socket.receive()
    assert refused.value.response.status_code == 404


async def test_an_unknown_page_is_a_page(app: Quart) -> None:
    answer = await get(app, "/dessert")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"


async def test_where_46elks_is_not_connected_nobody_is_called_back_and_what_is_missing_is_said(
    app: Quart, store: Store
) -> None:
    await rings(store, "c1")
    answer = await app.test_client().post("/api/calls", json={"call_id": "c1", "purpose": "item_ran_out"})
    assert answer.status_code == 409
    error = await error_of(answer)
    assert (error["code"], "ELKS_API_USERNAME" in str(error["message"])) == ("not_connected", True)
    assert await store.call_backs.about("c1") == []
