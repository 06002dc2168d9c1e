"""The demonstration call, played through the real house on a clock that runs faster than life."""

import asyncio
import socket

from pizzeria.ordering.cart import Choice, Delivery
from pizzeria.replay.demo import Demonstration
from pizzeria.replay.demo_words import words
from pizzeria.settings import Settings
from pizzeria.web.app import create_app
from pizzeria.web.server import serve_app
from pizzeria.wiring import Pizzeria, open_pizzeria
from tests.clock import FastClock
from tests.house import MENU

FAST = 5.0


async def called(pizzeria: Pizzeria, demo: Demonstration) -> str:
    """How the demonstration's call at this house ended."""
    stop = asyncio.Event()

    async def stopped() -> None:
        await stop.wait()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        door = asyncio.create_task(serve_app(create_app(pizzeria), listener, stopped))
        try:
            reason = await demo.call(f"ws://127.0.0.1:{listener.getsockname()[1]}/voice-stream")
            await pizzeria.switchboard.quiet()
            return reason
        finally:
            stop.set()
            await door


def settings(demo: Demonstration, database_url: str, language: str) -> Settings:
    return Settings.model_construct(
        openai_base_url=demo.base_url, database_url=database_url, menu_dir=MENU, language=language
    )


async def test_the_demonstration_places_an_order_on_the_board(sqlite_url: str) -> None:
    async with Demonstration(speed=FAST) as demo:
        async with open_pizzeria(settings(demo, sqlite_url, "sv"), FastClock(FAST)) as pizzeria:
            assert await called(pizzeria, demo) == "done"
            (order,) = await pizzeria.store.orders()
            (row,) = await pizzeria.store.calls()
            detail = await pizzeria.store.call(row.call_id)
        assert demo.model.faults == []
    capricciosa, vesuvio, halves = order.bill.lines
    assert (capricciosa.removed, vesuvio.size, halves.second_half) == (("mushrooms",), "family", "diavola")
    assert vesuvio.choices == (Choice("onion", "left"),)
    assert isinstance(order.fulfilment, Delivery)
    assert order.customer_name == "Kim"
    assert detail is not None
    assert detail.messages[0].content == words("sv").greeting
    assert sum(tool.ok for tool in detail.tools) == len(detail.tools) == 10


async def test_what_the_house_refuses_is_told_to_the_caller(sqlite_url: str) -> None:
    async with Demonstration(speed=FAST) as demo:
        async with open_pizzeria(settings(demo, sqlite_url, "en"), FastClock(FAST)) as pizzeria:
            await pizzeria.store.set_available("item", "vesuvio", False)
            assert await called(pizzeria, demo) == "done"
            assert await pizzeria.store.orders() == []
            (row,) = await pizzeria.store.calls()
        assert row.end_reason == "goodbye"
