"""What it takes until a customer can call, and what the house can know of it."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from pizzeria.going_live import Evidence, State, evidence, is_fiction, is_only_here, steps
from pizzeria.ordering.events import CallEnded, CallMessage, CallStarted, EndReason
from pizzeria.settings import Settings
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING as NOW

OUTSIDE = "wss://pizza.example.com/voice-stream"
CUSTOMER = "+46701234567"
KEY = Settings.model_construct(openai_api_key=SecretStr("sk-1"))


async def called(
    store: Store,
    call_id: str,
    number: str = CUSTOMER,
    *,
    ended: EndReason | None = "hangup",
    heard: bool = True,
) -> None:
    at = NOW + timedelta(minutes=len(await store.calls()))
    await store.record(CallStarted(call_id, number, "+4600700001", at))
    if heard:
        await store.record(CallMessage(call_id, "i1", "assistant", "Hej!", at, 0))
    if ended:
        await store.record(CallEnded(call_id, ended, at, 400 if heard else None))


def states(seen: Evidence, settings: Settings = KEY, address: str | None = OUTSIDE) -> dict[str, State]:
    return {step.name: step.state for step in steps(settings, seen, address)}


async def test_nothing_is_proved_before_anybody_has_called(store: Store) -> None:
    seen = await evidence(store)
    assert seen == Evidence()
    assert states(seen) == {"account": "waiting", "model": "done", "socket": "waiting", "call": "waiting"}


async def test_a_call_from_this_machine_proves_nothing_of_the_way_in(store: Store) -> None:
    await called(store, "c1")
    assert states(await evidence(store))["call"] == "waiting"


async def test_a_call_from_outside_proves_the_number_and_when_it_is_answered_everything(store: Store) -> None:
    await called(store, "c1", ended=None, heard=False)
    await store.door.connected("c1")
    assert states(await evidence(store)) == {
        "account": "done",
        "model": "done",
        "socket": "done",
        "call": "waiting",
    }
    await store.record(CallMessage("c1", "i1", "assistant", "Hej!", NOW, 0))
    assert states(await evidence(store))["call"] == "done"


async def test_a_call_that_nobody_answered_says_why(store: Store) -> None:
    await called(store, "c1")
    await called(store, "c2", ended="model_unreachable", heard=False)
    for call_id in ("c1", "c2"):
        await store.door.connected(call_id)
    found = {step.name: step for step in steps(KEY, await evidence(store), OUTSIDE)}
    assert (found["model"].state, found["call"].state) == ("wrong", "wrong")
    assert "model unreachable" in found["call"].because
    await called(store, "c3")
    await store.door.connected("c3")
    assert states(await evidence(store))["call"] == "done"


async def test_the_demonstration_says_nothing_of_the_key(store: Store) -> None:
    await called(store, "demo", "+46701740611", ended="model_unreachable", heard=False)
    assert states(await evidence(store))["model"] == "done"


def test_an_address_that_means_this_machine_is_no_way_in() -> None:
    assert states(Evidence(), address="ws://127.0.0.1:8000/voice-stream")["socket"] == "wrong"
    assert states(Evidence(), address=None)["socket"] == "wrong"


def test_a_phone_turned_away_at_the_door_is_the_newest_news() -> None:
    later = NOW + timedelta(minutes=1)
    for seen, refused, state in ((None, NOW, "wrong"), (NOW, later, "wrong"), (later, NOW, "done")):
        found = {s.name: s.state for s in steps(KEY, Evidence(outside_at=seen), OUTSIDE, refused)}
        assert found["socket"] == state


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:8000", True),
        ("ws://127.3.2.1/x", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0", True),
        ("wss://pizza.example.com", False),
        ("ws://192.168.1.7:8000", False),
    ],
)
def test_what_is_only_here(url: str, here: bool) -> None:
    assert is_only_here(url) is here


def test_numbers_kept_for_fiction() -> None:
    fiction = ("+46701740605", "+46701740699", "+46846500400", "+46846500499")
    assert all(map(is_fiction, fiction))
    assert not any(map(is_fiction, ("+46701740604", "+46701740700", "+46846500500", CUSTOMER, "")))
