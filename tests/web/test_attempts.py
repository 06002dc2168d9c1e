"""Whoever guesses at the password must wait, and is told how long; who knows it is not held up by others."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from quart import Quart, Response
from structlog.testing import capture_logs
from werkzeug.datastructures import Authorization

from pizzeria.store.store import Store
from pizzeria.web.app import create_app
from pizzeria.web.attempts import MOST, NONE, OF_ALL, OF_ONE, Attempts
from tests.clock import StoppedClock
from tests.web.evening import FILES, SIX, House, Phones, settings

HOME, CAFE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(SIX)


@pytest.fixture
def app(store: Store, clock: StoppedClock) -> Quart:
    known = settings(staff_password=SecretStr("tomat"), api_token=SecretStr("till"))
    return create_app(House(known, FILES, store, clock, Phones()))


async def asks(app: Quart, path: str, address: str = HOME, method: str = "GET", **how: Any) -> Response:
    """`address`: where from."""
    client = app.test_client()
    ask = client.post if method == "POST" else client.get
    return await ask(path, scope_base={"client": (address, 4711)}, **how)


async def logs_in(app: Quart, password: str, address: str = HOME) -> Response:
    return await asks(app, "/login", address, "POST", form={"password": password})


async def test_after_some_wrong_passwords_the_right_one_waits_too_and_is_told_how_long(
    app: Quart, clock: StoppedClock
) -> None:
    for _ in range(OF_ONE.burst):
        assert (await logs_in(app, "tomato")).status_code == 401
    answer = await logs_in(app, "tomat")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "Try again in 30 seconds." in await answer.get_data(as_text=True)
    assert (await logs_in(app, "tomat", CAFE)).status_code == 303, "somebody else is not held up"
    clock.forward(30)
    assert (await logs_in(app, "tomat")).status_code == 303


async def test_every_way_in_counts_together(app: Quart) -> None:
    ways: list[dict[str, Any]] = [
        {"auth": Authorization("basic", {"username": "staff", "password": "tomato"})},
        {"headers": {"Authorization": "Bearer guess"}},
    ]
    for number in range(OF_ONE.burst):
        assert (await asks(app, "/api/menu", **ways[number % 2])).status_code == 401
    right = Authorization("basic", {"username": "staff", "password": "tomat"})
    answer = await asks(app, "/api/menu", auth=right)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert (await answer.get_json())["error"]["code"] == "too_many_requests"
    assert (await logs_in(app, "tomat")).status_code == 429
    assert (await asks(app, "/api/menu")).status_code == 401, "who brings nothing guesses nothing"


async def test_an_address_that_is_only_said_is_nobodys(app: Quart) -> None:
    """Else each guess would come from another."""
    for number in range(OF_ONE.burst + 1):
        said = {"X-Forwarded-For": f"203.0.113.{number}", "Remote-Addr": f"203.0.113.{number}"}
        answer = await asks(app, "/login", HOME, "POST", form={"password": "tomato"}, headers=said)
    assert answer.status_code == 429


async def test_a_wrong_password_is_one_line_in_the_log_without_the_password(app: Quart) -> None:
    with capture_logs() as lines:
        for _ in range(OF_ONE.burst + 20):
            await logs_in(app, "tomato")
    assert [(line["event"], line["address"]) for line in lines] == [
        ("wrong staff password or token", HOME)
    ] * OF_ONE.burst
    assert "tomato" not in str(lines)


def test_many_who_guess_at_once_wait_for_one_another_but_not_who_knows_it() -> None:
    attempts = Attempts()
    attempts.right(HOME)
    for number in range(OF_ALL.burst):
        assert attempts.wait(f"203.0.113.{number}", SIX) == NONE
        attempts.wrong(f"203.0.113.{number}", SIX)
    assert attempts.wait(CAFE, SIX) == OF_ALL.every
    assert attempts.wait(HOME, SIX) == NONE
    assert attempts.wait(CAFE, SIX + OF_ALL.every) == NONE


def test_neighbours_in_one_network_of_ipv6_are_one() -> None:
    attempts = Attempts()
    for number in range(OF_ONE.burst):
        attempts.wrong(f"2001:db8:1:2::{number}", SIX)
    assert attempts.wait("2001:db8:1:2:ffff::1", SIX) == OF_ONE.every
    assert attempts.wait("2001:db8:1:3::1", SIX) == NONE


def test_what_is_remembered_has_an_end() -> None:
    attempts, at = Attempts(), SIX
    for number in range(3 * MOST):
        at += timedelta(seconds=3)
        attempts.wrong(f"10.{number // 250}.{number % 250}.1", at)
        attempts.right(f"11.{number // 250}.{number % 250}.1")
    assert (len(attempts._wrong), len(attempts._right)) == (MOST, MOST)


def test_nobody_guesses_more_than_three_thousand_times_a_day_from_one_address() -> None:
    attempts, at, tries = Attempts(), SIX, 0
    while at < SIX + timedelta(days=1):
        at += attempts.wait(HOME, at)
        attempts.wrong(HOME, at)
        tries += 1
    assert tries < 3_000
