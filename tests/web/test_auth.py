"""Who is let in, by which door, and what a page of another site can do: nothing."""

import pytest
from pydantic import SecretStr
from quart import Quart
from quart.typing import TestClientProtocol as Browser
from werkzeug.datastructures import Authorization

from pizzeria.store.store import Store
from pizzeria.web.app import MAX_BODY, create_app
from tests.web.evening import FILES, SIX, House, Phones, ordered, settings

PAGES = ["/", "/board", "/calls", "/calls/c1", "/fragments/calls", "/phone", "/fragments/phone/c1", "/setup"]
PROGRAMS = [
    "/api/menu",
    "/api/orders",
    "/api/orders/1",
    "/api/calls",
    "/api/calls/c1",
    "/api/events",
    "/api/openapi.json",
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


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/api/menu", "till", 200),
        ("/metrics", "till", 200),
        ("/api/menu", "tomat", 401),
        ("/api/menu", "", 401),
        ("/", "till", 302),
        ("/calls", "till", 302),
    ],
)
async def test_a_programs_token_opens_what_programs_read(
    store: Store, path: str, given: str, status: int
) -> None:
    secrets = {"staff_password": SecretStr("tomat"), "api_token": SecretStr("till")}
    client = create_app(House(settings(**secrets), FILES, store, lambda: SIX, Phones())).test_client()
    answer = await client.get(path, headers={"Authorization": f"Bearer {given}"})
    assert answer.status_code == status


async def test_no_token_opens_nothing_where_none_is_set(locked_app: Quart) -> None:
    for given in ("Bearer ", "Bearer None", "Bearer"):
        answer = await locked_app.test_client().get("/api/menu", headers={"Authorization": given})
        assert answer.status_code == 401


@pytest.mark.parametrize(("password", "status"), [("tomat", 200), ("basilika", 401)])
async def test_a_session_outlives_a_restart_and_ends_with_its_password(
    locked_app: Quart, store: Store, password: str, status: int
) -> None:
    cookie = (await locked_app.test_client().post("/login", form={"password": "tomat"})).headers["Set-Cookie"]
    renewed = settings(staff_password=SecretStr(password))
    client = create_app(House(renewed, FILES, store, lambda: SIX, Phones())).test_client()
    answer = await client.get("/api/menu", headers={"Cookie": cookie.partition(";")[0]})
    assert answer.status_code == status


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
    assert "Secure" in await cookie_from(locked_app, "127.0.0.1", "http, https"), "by a proxy beside us"
    assert "Secure" not in await cookie_from(locked_app, "127.0.0.1", "https, http")
    assert "Secure" not in await cookie_from(locked_app, "192.0.2.7", "https"), "anybody can say so"


async def cookie_from(app: Quart, address: str, proto: str) -> str:
    answer = await app.test_client().post(
        "/login",
        form={"password": "tomat"},
        headers={"X-Forwarded-Proto": proto},
        scope_base={"client": (address, 4711)},
    )
    return answer.headers["Set-Cookie"]


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
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, 403),
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


async def test_another_site_is_told_nothing_by_the_api(app: Quart) -> None:
    other = {"Sec-Fetch-Site": "cross-site"}
    for path, status in (("/api/orders", 403), ("/api/events", 403), ("/metrics", 403), ("/calls", 200)):
        assert (await app.test_client().get(path, headers=other)).status_code == status


@pytest.mark.parametrize("name", ["evil.example", "pizza.example.com", "kitchen.lan:8000", "192.168.1.5"])
async def test_without_a_password_the_pages_are_for_this_machine_only(app: Quart, name: str) -> None:
    """A page of another site can give this machine a name of its own, and a tunnel shows it to the world."""
    outside = {"Host": name, "X-Forwarded-Host": "localhost"}
    answer = await app.test_client().get("/", headers=outside)
    assert answer.status_code == 403
    assert "PIZZERIA_STAFF_PASSWORD" in await answer.get_data(as_text=True)
    assert (await app.test_client().get("/api/orders", headers=outside)).status_code == 403
    for path in ("/healthz", "/login", "/t/unknown"):
        assert (await app.test_client().get(path, headers=outside)).status_code != 403


@pytest.mark.parametrize("name", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "pizza.localhost"])
async def test_without_a_password_this_machine_is_let_in(app: Quart, name: str) -> None:
    assert (await app.test_client().get("/", headers={"Host": name})).status_code == 200


async def test_without_a_password_everything_is_open(app: Quart) -> None:
    client = app.test_client()
    for path in ("/", "/setup", "/api/menu", "/metrics"):
        assert (await client.get(path)).status_code == 200
    assert (await client.get("/login")).status_code == 302


EVERYWHERE = [
    *PAGES, "/api/menu", "/api/x", "/static/base.css", "/static/none.js", "/healthz", "/metrics",
    "/t/unknown", "/hooks/guess/sms", "/nowhere", "/login", "/orders/1/ticket", "/fonts/jetbrains-mono.ttf",
]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_every_answer_trusts_nothing_but_this_house(app: Quart, method: str) -> None:
    for path in EVERYWHERE:
        client = app.test_client()
        answer = await (client.get(path) if method == "GET" else client.put(path))
        policy, headers = answer.headers["Content-Security-Policy"], answer.headers
        assert policy.startswith("default-src 'none'; script-src 'self'; "), path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert ("microphone=(self)" in headers["Permissions-Policy"]) == (path == "/phone"), path
        kept = path.startswith(("/static/", "/fonts/"))
        assert (headers.get("Cache-Control") == "no-store") != (kept and answer.status_code == 200), path


async def test_a_body_that_is_too_long_is_not_read(app: Quart) -> None:
    for path in ("/api/menu/items/vesuvio", "/login"):
        kind = "application/json" if path.startswith("/api") else "application/x-www-form-urlencoded"
        body = b"x" * (MAX_BODY + 1)
        answer = await app.test_client().post(path, data=body, headers={"Content-Type": kind})
        assert answer.status_code == 413
        assert answer.headers["Cache-Control"] == "no-store"
