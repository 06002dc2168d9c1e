"""What 46elks tells of messages: reports and replies, from it alone, once, and always answered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from quart import Quart
from quart.typing import ResponseTypes

from pizzeria.connecting.wanted import hook_path, hook_secret
from pizzeria.outbox.decisions import Unknown
from pizzeria.store.store import Store
from pizzeria.web import callbacks
from pizzeria.web.app import create_app
from tests.store.letters import SMS, told_of
from tests.stores import open_store
from tests.web.asking import get
from tests.web.evening import ANNA, FILES, SIX, House, Phones, ordered, settings

TOKEN = "ring"
REPLY = {"id": "s9", "direction": "incoming", "from": ANNA, "to": "+46766861001", "message": "Jag är sen!"}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", lambda: SIX, told_of)
    await opened.load_menu(FILES.menu)
    yield opened
    await opened.close()


@pytest.fixture
def house(store: Store) -> House:
    return House(settings(phone_token=SecretStr(TOKEN)), FILES, store, lambda: SIX, Phones())


def path_of(name: str) -> str:
    return hook_path(TOKEN, name)


async def html_of(app: Quart) -> str:
    page: str = await (await get(app, "/")).get_data(as_text=True)  # type: ignore[misc]
    return page


async def tell(app: Quart, path: str, form: dict[str, str], **headers: str) -> ResponseTypes:
    return await app.test_client().post(path, form=form, headers=headers)


async def test_a_report_settles_a_message_and_the_same_again_changes_nothing(
    app: Quart, store: Store
) -> None:
    order = await ordered(store)
    (errand,) = await store.outbox.take(SMS)
    await store.outbox.settle(errand, Unknown("no answer"))
    before = await store.journal.last_id()
    for status in ("sent", "delivered", "delivered", "sent"):
        answer = await tell(app, f"{path_of('delivery')}?letter={errand.id}", {"id": "s1", "status": status})
        assert (answer.status_code, answer.content_length) == (204, 0)
    assert [entry.data["state"] for entry in await store.journal.after(before)] == ["sent", "delivered"]
    page = await html_of(app)
    assert "receipt delivered" in page
    told = await (await get(app, f"/api/orders/{order.number}")).get_json()
    assert [(m["kind"], m["state"], m["why"]) for m in told["messages"]] == [("receipt", "delivered", "")]


async def test_a_reply_stands_on_the_ticket_of_the_newest_order_and_is_answered_with_nothing(
    app: Quart, store: Store
) -> None:
    await ordered(store, "c1")
    await ordered(store, "c2")
    for _ in range(2):
        answer = await tell(app, path_of("sms"), REPLY)
        assert (answer.status_code, answer.content_length) == (204, 0)
    orders = await (await get(app, "/api/orders")).get_json()
    assert [[reply["words"] for reply in order["replies"]] for order in orders] == [["Jag är sen!"], []]
    page = await html_of(app)
    assert page.count("<q>Jag är sen!</q>") == 1
    told = (await store.journal.newest("message.received", 9))[0].data
    assert (told["order_number"], told["from_number"], told["words"]) == (2, ANNA, "Jag är sen!")


async def test_strangers_find_nothing(app: Quart, store: Store) -> None:
    secret = hook_secret(TOKEN)
    for wrong in ("x", secret[:-1], f"{secret}x", "%00"):
        for path in ("delivery", "sms"):
            assert (await tell(app, f"/hooks/{wrong}/{path}", REPLY)).status_code == 404
    assert await store.journal.last_id() == 0


async def test_the_door_is_open_though_the_house_has_a_password(locked_app: Quart, store: Store) -> None:
    assert (await tell(locked_app, path_of("sms"), REPLY)).status_code == 204


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"id": "s" * 9_000, "status": "🍕", "message": "\0\ud800" * 3, "from": "x" * 5_000},
        {"id": "s1", "message": "w" * 20_000, "from": " 46701111567"},
        {"message": "hej"},
    ],
)
async def test_whatever_comes_is_answered(app: Quart, store: Store, form: dict[str, str]) -> None:
    safe = {key: value.encode(errors="replace").decode() for key, value in form.items()}
    for path in ("delivery?letter=99999999999999999999", "delivery", "sms", "sms"):
        assert (await tell(app, path_of(path), safe)).status_code == 204
    assert len(await store.journal.newest("message.received", 9)) == ("message" in form)


async def test_only_46elks_own_addresses_are_let_in_where_they_are_set(store: Store) -> None:
    addresses = "176.10.154.199, 2001:9b0:2:902::199"
    known = settings(phone_token=SecretStr(TOKEN), elks_callback_addresses=addresses)
    app = create_app(House(known, FILES, store, lambda: SIX, Phones()))
    counted = create_app(House(known.model_copy(update={"proxies": 1}), FILES, store, lambda: SIX, Phones()))
    path = path_of("sms")
    came = {"X-Forwarded-For": "1.2.3.4, 176.10.154.199"}
    assert (await from_address(app, path, "176.10.154.199", {})) == 204
    assert (await from_address(app, path, "2001:9b0:2:902::199", {})) == 204
    assert (await from_address(app, path, "127.0.0.1", came)) == 204, "handed on by a proxy beside us"
    assert (await from_address(counted, path, "10.0.0.7", came)) == 204, "by one that was counted"
    assert (await from_address(app, path, "10.0.0.7", came)) == 403, "nobody said that this is a proxy"
    assert (await from_address(app, path, "1.2.3.4", {})) == 403
    assert (await from_address(app, path, "1.2.3.4", came)) == 403, "who is no proxy of ours can say anything"
    assert (await from_address(app, path, "<local>", {})) == 403


async def from_address(app: Quart, path: str, address: str, headers: dict[str, str]) -> int:
    client = app.test_client()
    answer = await client.post(path, form=REPLY, headers=headers, scope_base={"client": (address, 4711)})
    return answer.status_code


async def test_46elks_is_told_to_come_again_when_the_database_takes_too_long(
    app: Quart, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callbacks, "SECONDS", 0.0)
    assert (await tell(app, path_of("sms"), REPLY)).status_code == 503
    monkeypatch.undo()
    assert (await tell(app, path_of("sms"), REPLY)).status_code == 204
    assert len(await store.journal.newest("message.received", 9)) == 1
