"""Who is let in, by which door, and what a page of another site can do: nothing."""

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Browser
from werkzeug.datastructures import Authorization

from pizzeria.store.store import Store
from pizzeria.web.app import create_app
from tests.web.evening import FILES, SIX, House, Phones, ordered, settings

PAGES = ["/", "/board", "/calls", "/calls/c1", "/fragments/calls", "/phone", "/fragments/phone/c1", "/setup"]
PROGRAMS = [
    "/api/menu",
    "/api/orders",
    "/api/orders/1",
    "/api/calls",
    "/api/calls/c1",
    "/api/events",
    "/api/x",
]
OPEN = ["/healthz", "/readyz", "/login", "/static/base.css"]
BAKE = ("/api/orders/1/status", {"status": "baking"})


async def logged_in(app: Quart) -> Browser:
    client = app.test_client()
    answer = await client.post("/login", form={"password": "tomat"})
    assert answer.status_code == 303
    return client


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_without_a_session_leads_to_the_door(locked_app: Quart, path: str) -> None:
    answer = await locked_app.test_client().get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/login?next={path}"


@pytest.mark.parametrize("path", [*PROGRAMS, "/metrics"])
async def test_a_program_without_a_password_is_refused_in_json(locked_app: Quart, path: str) -> None:
    answer = await locked_app.test_client().get(path)
    assert answer.status_code == 401
    assert (await answer.get_json())["error"]["code"] == "unauthorized"
    assert answer.headers["WWW-Authenticate"].startswith("Basic")


async def test_a_browser_is_not_made_to_open_its_own_password_box(locked_app: Quart) -> None:
    answer = await locked_app.test_client().get("/api/menu", headers={"User-Agent": "Mozilla/5.0 (X11)"})
    assert answer.status_code == 401
    assert "WWW-Authenticate" not in answer.headers


@pytest.mark.parametrize("path", OPEN)
async def test_some_doors_are_open_to_all(locked_app: Quart, path: str) -> None:
    assert (await locked_app.test_client().get(path)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/setup", "/api/menu", "/metrics"])
async def test_basic_as_staff_opens_everything(locked_app: Quart, path: str) -> None:
    answer = await locked_app.test_client().get(path, auth=basic("staff", "tomat"))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("user", "password"),
    [("staff", ""), ("staff", "Tomat"), ("staff", "tomat "), ("boss", "tomat"), ("", "")],
)
async def test_basic_with_anything_wrong_opens_nothing(locked_app: Quart, user: str, password: str) -> None:
    answer = await locked_app.test_client().get("/api/menu", auth=basic(user, password))
    assert answer.status_code == 401


def basic(user: str, password: str) -> Authorization:
    return Authorization("basic", {"username": user, "password": password})


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Bearer tomat", "Basic dG9tYXQ="])
async def test_a_garbled_authorization_opens_nothing(locked_app: Quart, header: str) -> None:
    answer = await locked_app.test_client().get("/api/menu", headers={"Authorization": header})
    assert answer.status_code == 401


async def test_the_password_opens_a_session(locked_app: Quart) -> None:
    client = await logged_in(locked_app)
    for path in ("/", "/api/orders", "/metrics"):
        assert (await client.get(path)).status_code == 200


async def test_the_sessions_cookie_is_for_this_site_and_not_for_scripts(locked_app: Quart) -> None:
    answer = await locked_app.test_client().post("/login", form={"password": "tomat"})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    proxied = {"X-Forwarded-Proto": "https"}
    answer = await locked_app.test_client().post("/login", form={"password": "tomat"}, headers=proxied)
    assert "Secure" in answer.headers["Set-Cookie"]


async def test_a_wrong_password_opens_nothing(locked_app: Quart) -> None:
    client = locked_app.test_client()
    answer = await client.post("/login", form={"password": "tomato"})
    assert answer.status_code == 401
    assert "That is not the password." in await answer.get_data(as_text=True)
    assert (await client.get("/")).status_code == 302


async def test_logging_out_ends_the_session(locked_app: Quart) -> None:
    client = await logged_in(locked_app)
    await client.post("/logout")
    assert (await client.get("/")).status_code == 302


async def test_a_forged_cookie_opens_nothing(locked_app: Quart) -> None:
    cookie = {"Cookie": "pizzeria_staff=InN0YWZmIg.aaaaaa.bbbbbbbb"}
    assert (await locked_app.test_client().get("/api/menu", headers=cookie)).status_code == 401


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/calls?before=x", "/calls?before=x"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("", "/"),
    ],
)
async def test_after_the_password_nobody_is_sent_to_a_stranger(
    locked_app: Quart, asked: str, given: str
) -> None:
    answer = await locked_app.test_client().post("/login", form={"password": "tomat", "next": asked})
    assert answer.headers["Location"] == given


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_only_our_own_pages_may_change_anything(
    locked_app: Quart, store: Store, headers: dict[str, str], status: int
) -> None:
    await ordered(store)
    client = await logged_in(locked_app)
    path, body = BAKE
    assert (await client.post(path, json=body, headers=headers)).status_code == status


async def test_behind_a_proxy_the_public_name_is_ours_too(store: Store) -> None:
    await ordered(store)
    known = settings(public_url="https://pizza.example.com")
    client = create_app(House(known, FILES, store, lambda: SIX, Phones())).test_client()
    path, body = BAKE
    for origin, status in (("https://pizza.example.org", 403), ("https://pizza.example.com", 200)):
        answer = await client.post(path, json=body, headers={"Origin": origin})
        assert answer.status_code == status


async def test_without_a_password_too_another_site_can_change_nothing(app: Quart, store: Store) -> None:
    await ordered(store)
    path, body = BAKE
    answer = await app.test_client().post(path, json=body, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    order = await store.order(1)
    assert order is not None
    assert order.status == "placed"


async def test_without_a_password_everything_is_open(app: Quart) -> None:
    client = app.test_client()
    for path in ("/", "/setup", "/api/menu", "/metrics"):
        assert (await client.get(path)).status_code == 200
    assert (await client.get("/login")).status_code == 302


@pytest.mark.parametrize("path", ["/", "/api/menu", "/api/x", "/static/base.css", "/healthz"])
async def test_every_answer_trusts_nothing_but_this_house(app: Quart, path: str) -> None:
    headers = (await app.test_client().get(path)).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
