"""A caller who speaks, and is understood, becomes an order: real sound, real sockets, nobody in between."""

from pathlib import Path

import pytest

from pizzeria.ordering.cart import Choice, Delivery
from pizzeria.realtime.connection import Realtime
from pizzeria.realtime_server.door import Door
from pizzeria.replay import spoken_demo
from pizzeria.settings import Settings
from pizzeria.spoken_for import SpokenFor
from pizzeria.voice.extra import CALLER
from tests.house import nobody, open_house
from tests.voice.spoken_calls import Lines, spoken_calls

pytestmark = pytest.mark.asyncio(loop_scope="module")

FASTER = 3.0
IN_ONE_BREATH = "Everything in one breath, pickup"
"""one of the whole calls that `make spoken` plays 40 of"""


async def test_the_demonstrations_spoken_order_stands_on_the_board(voice: Door, tmp_path: Path) -> None:
    realtime = Realtime.from_settings(Settings.model_construct(openai_base_url=voice.base_url, model="any"))
    url = f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db"
    async with open_house(url, nobody, openai_base_url=voice.base_url, language="en") as house:
        ended = await spoken_demo.call(house.line, SpokenFor(realtime, CALLER, "any"), FASTER)
        await house.hung_up()
        (order,) = await house.store.orders()
        (row,) = await house.store.calls()
    assert (ended, row.end_reason) == ("done", "goodbye")
    capricciosa, vesuvio = order.bill.lines
    assert (capricciosa.item, capricciosa.removed) == ("capricciosa", ("mushrooms",))
    assert capricciosa.choices == (Choice("ham", "whole", "extra"),)
    assert (vesuvio.item, vesuvio.size, vesuvio.choices) == ("vesuvio", "family", (Choice("onion", "left"),))
    assert isinstance(order.fulfilment, Delivery)
    assert order.fulfilment.address.street == "Vasagatan 12"
    assert order.customer_name == "Kim"


async def test_a_stranger_orders_pizzas_and_drinks_in_one_breath(voice: Door, sqlite_url: str) -> None:
    (call,) = (each for each in spoken_calls() if each.title == IN_ONE_BREATH)
    async with open_house(sqlite_url, nobody, openai_base_url=voice.base_url, language="en") as house:
        await call.ring(house, Lines(call.voice, "wide"), "+46701740605", FASTER)
    assert call.why == "", call.played.lines
