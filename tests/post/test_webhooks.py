"""Orders and calls, told to a CRM: signed, the stream's own JSON, at least once, and to everybody."""

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from pydantic import SecretStr

from pizzeria.errors import SetupError
from pizzeria.outbox.decisions import PAUSES
from pizzeria.outbox.letters import Route
from pizzeria.post.postman import Postman
from pizzeria.post.webhooks import hooks_of
from pizzeria.replay.doubles.company.http import Answer, Asked, HttpServer, plain
from pizzeria.replay.doubles.crm import Crm
from pizzeria.settings import Settings
from tests.browser.orders import goes, places
from tests.clock import StoppedClock
from tests.house import open_house
from tests.post.offices import HOOK_SECRET, hook_settings, open_hooks
from tests.replay.doubles.apps import quiet
from tests.store.evening import PATIENCE, draft, hangs_up, rings, says
from tests.store.letters import HOOK

BUSY = plain(503, "not now")


def crm_at(clock: StoppedClock, *bad_days: Answer | None) -> Crm:
    return Crm(HOOK_SECRET, clock=clock, bad_days=list(bad_days))


async def test_what_is_told_is_what_the_stream_tells(database_url: str, clock: StoppedClock) -> None:
    async with crm_at(clock) as crm, open_hooks(database_url, clock, crm.url) as (store, webhooks):
        await store.record(rings())
        await store.record(says("i1", "En Vesuvio", 1, 0))
        await store.place_order(draft())
        await store.advance(1, "baking")
        await store.record(hangs_up())
        await Postman(store.outbox, HOOK, webhooks.deliver, clock).round()
        stream = {entry.id: entry for entry in await store.journal.after(0)}
        assert [stream[id].name for id in sorted(crm.events)] == [
            "call.started",
            "order.placed",
            "order.advanced",
            "call.ended",
        ]
        assert all(told["data"] == stream[id].data for id, told in crm.events.items())
        assert len(crm.asked) == 4
        assert crm.faults == []


BAD_DAYS = {"503": BUSY, "404": plain(404, ""), "301": plain(301, ""), "torn": None}


@pytest.mark.parametrize("bad", BAD_DAYS.values(), ids=BAD_DAYS)
async def test_a_receiver_that_does_not_take_it_is_asked_again_under_the_same_id(
    database_url: str, clock: StoppedClock, bad: Answer | None
) -> None:
    async with crm_at(clock, bad, bad) as crm, open_hooks(database_url, clock, crm.url) as (store, webhooks):
        postman = Postman(store.outbox, HOOK, webhooks.deliver, clock)
        await store.place_order(draft())
        for seconds in (0, 9, 1, 59, 1, 86_400):
            clock.forward(seconds)
            await postman.round()
        assert [asked.headers["pizzeria-id"] for asked in crm.asked] == ["1"] * 3
        assert len({asked.headers["pizzeria-signature"] for asked in crm.asked}) == 3, "signed anew"
        assert list(crm.events) == [1]
        assert crm.faults == []


async def test_who_never_takes_it_is_given_up_after_a_day_and_that_is_kept(
    sqlite_url: str, clock: StoppedClock
) -> None:
    tries = len(PAUSES["hook"]) + 1
    async with (
        crm_at(clock, *[BUSY] * 99) as crm,
        open_hooks(sqlite_url, clock, crm.url) as (store, webhooks),
    ):
        postman = Postman(store.outbox, HOOK, webhooks.deliver, clock)
        await store.place_order(draft())
        for seconds in (0, *PAUSES["hook"], 86_400):
            clock.forward(seconds)
            await postman.round()
        assert len(crm.asked) == tries
        (letter,) = await store.outbox.newest()
        assert (letter.state, letter.attempts, letter.why) == ("failed", tries, "it answered 503")


async def test_who_wants_no_more_is_left_alone(sqlite_url: str, clock: StoppedClock) -> None:
    async with (
        crm_at(clock, plain(410, "")) as crm,
        open_hooks(sqlite_url, clock, crm.url) as (store, webhooks),
    ):
        postman = Postman(store.outbox, HOOK, webhooks.deliver, clock)
        await store.place_order(draft())
        for _ in range(3):
            await postman.round()
            clock.forward(3_600)
        assert len(crm.asked) == 1


async def silence(_: Asked) -> Answer | None:
    await asyncio.Event().wait()
    return None


async def test_a_receiver_that_never_answers_holds_up_no_other(sqlite_url: str, clock: StoppedClock) -> None:
    async with (
        asyncio.timeout(PATIENCE),
        HttpServer(silence) as silent,
        crm_at(clock) as crm,
    ):
        deaf = f"http://127.0.0.1:{silent.port}/"
        async with open_hooks(sqlite_url, clock, deaf, crm.url) as (store, webhooks):
            for n in range(20):
                await store.place_order(draft(f"c{n}"))
            routes = [Route("hook", url) for url in (deaf, crm.url)]
            men = [Postman(store.outbox, route, webhooks.deliver, clock) for route in routes]
            waiting, going = (asyncio.create_task(man.round()) for man in men)
            await going
            assert len(crm.events) == 20
            assert not waiting.done()
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)


async def test_nobody_without_the_secret_can_pass_for_us(sqlite_url: str, clock: StoppedClock) -> None:
    async with (
        Crm("another secret", clock=clock) as crm,
        open_hooks(sqlite_url, clock, crm.url) as (store, webhooks),
    ):
        await store.place_order(draft())
        await Postman(store.outbox, HOOK, webhooks.deliver, clock).round()
        assert (crm.events, crm.faults) == ({}, ["the signature is wrong"])


async def test_a_receiver_checks_us_with_the_lines_in_the_documentation(
    sqlite_url: str, clock: StoppedClock
) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "hooks.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found
    assert len(found[1].strip().splitlines()) <= 10
    names: dict[str, Any] = {}
    exec(found[1], names)
    is_ours: Callable[[str, dict[str, str], bytes], bool] = names["is_ours"]
    clock.forward(time.time() - clock.at.timestamp())
    async with crm_at(clock) as crm, open_hooks(sqlite_url, clock, crm.url) as (store, webhooks):
        await store.place_order(draft())
        await Postman(store.outbox, HOOK, webhooks.deliver, clock).round()
        (asked,) = crm.asked
    headers = {name.title(): value for name, value in asked.headers.items()}
    assert is_ours(HOOK_SECRET, headers, asked.body)
    assert not is_ours("another", headers, asked.body)
    assert not is_ours(HOOK_SECRET, headers, asked.body.replace(b"placed", b"planed"))
    assert not is_ours(HOOK_SECRET, {**headers, "Pizzeria-Timestamp": "1"}, asked.body)


async def test_the_whole_house_tells_its_crm_and_only_what_was_asked_for(sqlite_url: str) -> None:
    async with Crm(HOOK_SECRET) as crm:
        wanted = hook_settings(crm.url, hook_events="order.placed, order.advanced")
        hooks = {name: getattr(wanted, name) for name in ("hook_urls", "hook_secret", "hook_events")}
        async with open_house(sqlite_url, quiet, **hooks) as house:
            await goes(house, await places(house, "c1"), "baking", "cancelled")
            async with asyncio.timeout(PATIENCE):
                await crm.told(2)
    assert [told["event"] for _, told in sorted(crm.events.items())] == ["order.placed", "order.advanced"]
    assert crm.events[1]["data"]["order"]["customer"]["name"] == "Astrid"
    assert "token" not in orjson.dumps(crm.events[1], option=orjson.OPT_NON_STR_KEYS).decode()
    assert crm.faults == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"hook_urls": "http://crm.example.com/"}, "PIZZERIA_HOOK_URLS: expected https://"),
        ({"hook_urls": "crm.example.com"}, "PIZZERIA_HOOK_URLS: expected https://"),
        ({"hook_urls": "https://crm.example.com/", "hook_secret": None}, "PIZZERIA_HOOK_SECRET"),
        ({"hook_urls": "https://a.example.com/", "hook_events": "order.eaten"}, "got 'order.eaten'"),
    ],
)
def test_wrong_settings_are_said_at_the_start(wanted: dict[str, Any], said: str) -> None:
    settings = Settings.model_construct(**{"hook_secret": SecretStr("s"), **wanted})
    with pytest.raises(SetupError, match=said):
        hooks_of(settings)


def test_without_addresses_nothing_is_told() -> None:
    assert hooks_of(Settings.model_construct()) is None
