"""Who logs out has logged out: what was copied of the cookie opens nothing more, anywhere."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pydantic import SecretStr
from quart import Quart
from sqlalchemy import Connection, text

from pizzeria.store.staff_sessions import MOST
from pizzeria.store.store import Store
from pizzeria.web import sse
from pizzeria.web.app import create_app
from tests.clock import StoppedClock
from tests.stores import in_tables, open_store
from tests.web.evening import FILES, House, Phones, rings, settings
from tests.web.socket_client import served, stream

DAYS = timedelta(days=30)


def app_at(store: Store, clock: StoppedClock) -> Quart:
    return create_app(House(settings(staff_password=SecretStr("tomat")), FILES, store, clock, Phones()))


@pytest.fixture
async def store(database_url: str, clock: StoppedClock) -> AsyncIterator[Store]:
    store = await open_store(database_url, clock)
    await store.load_menu(FILES.menu)
    yield store
    await store.close()


@pytest.fixture
def house(store: Store, clock: StoppedClock) -> Quart:
    return app_at(store, clock)


@pytest.fixture
async def another(database_url: str, store: Store, clock: StoppedClock) -> AsyncIterator[Quart]:
    """Instance of the same house, with a store of its own."""
    theirs = await open_store(database_url, clock)
    yield app_at(theirs, clock)
    await theirs.close()


async def cookie(app: Quart) -> dict[str, str]:
    answer = await app.test_client().post("/login", form={"password": "tomat"})
    return {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}


async def opened(app: Quart, path: str, cookie: dict[str, str]) -> int:
    return (await app.test_client().get(path, headers=cookie)).status_code


async def test_a_copied_cookie_opens_nothing_after_its_logout_at_any_instance(
    house: Quart, another: Quart
) -> None:
    copied, someone = await cookie(house), await cookie(house)
    assert (await another.test_client().post("/logout", headers=copied)).status_code == 303
    for app in (house, another):
        assert (await opened(app, "/", copied), await opened(app, "/api/menu", copied)) == (302, 401)
        assert await opened(app, "/", someone) == 200, "another screen is still logged in"
    back = await house.test_client().post("/logout", headers=copied)
    assert back.headers["Location"] == "/login?next=/", "and is led back to a page, not to the logout"


async def test_when_too_many_have_logged_out_all_have_to_log_in_again(
    house: Quart, store: Store, database_url: str, clock: StoppedClock
) -> None:
    def logged_out(connection: Connection) -> None:
        rows = [{"id": f"s{n}", "until": clock() + DAYS} for n in range(MOST)]
        connection.execute(text("INSERT INTO ended_sessions (id, until) VALUES (:id, :until)"), rows)

    def count(connection: Connection) -> object:
        return connection.execute(text("SELECT count(*) FROM ended_sessions")).scalar()

    copied, board = await cookie(house), await cookie(house)
    await in_tables(database_url, logged_out)
    await house.test_client().post("/logout", headers=copied)
    assert await in_tables(database_url, count) == 1, "it does not grow without end"
    assert (await opened(house, "/", copied), await opened(house, "/", board)) == (302, 302)
    clock.forward(1)
    again = await cookie(house)
    assert await opened(house, "/", again) == 200
    clock.forward(31 * 24 * 3600)
    await house.test_client().post("/logout", headers=await cookie(house))
    assert await in_tables(database_url, count) == 1, "what would be over by itself is not kept"


async def test_a_window_that_was_open_at_the_logout_is_told_nothing_more(
    house: Quart, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sse, "KEEPALIVE_SECONDS", 0.0)
    copied = await cookie(house)
    async with served(house) as port, stream(port, "/api/events?beat=1", **copied) as line:
        await rings(store)
        assert [event.name for event in await line.hear(1)] == ["call.started"]
        await house.test_client().post("/logout", headers=copied)
        await rings(store, "c2")
        assert b"c2" not in await line.ended()
