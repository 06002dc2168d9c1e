"""Every tool, asked by a stranger about somebody else's call, cart and order: nothing told, nothing changed.

Whoever adds a tool need not think of this test: it goes by the registry and the schemas.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from pizzeria.ordering.events import CartChanged
from pizzeria.store.store import Store
from tests.agent.guests import BO, HIDDEN, Guest, Room

ANNA = "+46709999901"
NAME, STREET, NOTE = "Wilhelmina", "Hemliga gatan 77", "portkod 8642"


@dataclass(frozen=True, slots=True)
class Hers:
    call_id: str
    token: str
    number: int
    line: int
    revision: int

    def ways_to_name_it(self) -> Iterator[tuple[str, int]]:
        """For every text and every number that a tool takes."""
        yield self.call_id, self.number
        yield ANNA, self.line
        yield self.token, self.revision

    def secrets(self) -> tuple[str, ...]:
        return ANNA, NAME, STREET, NOTE, self.token, f'"{self.call_id}"'


@pytest.fixture
async def hers(room: Room) -> Hers:
    """Anna has an order placed, and is on the line again with another one in her cart."""
    anna = await room.answers(ANNA)
    await anna.orders(quantity=3)
    await anna.confirms_address(street=STREET, note=NOTE)
    number = (await anna.places(NAME))["order"]["number"]
    order = await room.store.order(number)
    assert order is not None
    again = await room.answers(ANNA)
    await again.orders("vesuvio")
    cart = again.desk.cart
    await room.store.record(CartChanged(again.desk.call_id, cart, again.desk.visit.bill))
    return Hers(again.desk.call_id, order.token, number, cart.lines[0].id, cart.revision)


async def all_of_hers(store: Store, hers: Hers) -> tuple[object, ...]:
    calls = [call for call in await store.calls() if call.from_number == ANNA]
    carts = [live for live in await store.live_carts() if live.call_id == hers.call_id]
    details = [await store.call(call.call_id) for call in calls]
    assert calls and carts, "there is something to be told of"
    return await store.order(hers.number), calls, carts, details


async def a_stranger(room: Room, number: str) -> Guest:
    """As far into an order of their own as one can be."""
    guest = await room.answers(number)
    await guest.orders("margherita")
    await guest.uses("choose_pickup")
    await guest.uses("review_order")
    guest.speaks()
    return guest


def filled(schema: Any, words: str, number: int) -> Any:
    """Everything that can be said with this schema, said of somebody else."""
    match schema:
        case {"enum": [first, *_]}:
            return first
        case {"type": "object"}:
            return {name: filled(its, words, number) for name, its in schema.get("properties", {}).items()}
        case {"type": "array", "items": dict(of)}:
            return [filled(of, words, number)]
        case {"type": kind}:
            return {"string": words, "integer": number, "boolean": True}[kind]
    raise AssertionError(f"what can be said with {schema}?")


@pytest.mark.parametrize("number", [BO, HIDDEN])
async def test_no_tool_tells_or_changes_anything_of_anybody_else(room: Room, hers: Hers, number: str) -> None:
    before = await all_of_hers(room.store, hers)
    for name in [tool.name for tool in (await room.answers()).desk.registry]:
        stranger = await a_stranger(room, number)
        parameters = stranger.desk.registry.tool(name).parameters
        for words, whole in hers.ways_to_name_it():
            asked = json.dumps(filled(parameters, words, whole))
            told = json.dumps(await stranger.sends(name, asked), ensure_ascii=False)
            leaked = [secret for secret in hers.secrets() if secret in told and secret not in asked]
            assert leaked == [], (name, asked, told)
            assert f'"number": {hers.number}, "status"' not in told, (name, asked, told)
        assert await all_of_hers(room.store, hers) == before, name
