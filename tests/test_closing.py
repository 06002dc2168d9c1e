"""The house closes while somebody talks: they finish, nobody else is taken, and who asks twice is obeyed."""

import asyncio
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2 as httpx
import pytest

from pizzeria.closing import close
from pizzeria.errors import Unreachable
from pizzeria.phrases import WORDS
from pizzeria.replay.doubles.model import Model, Script
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.store.records import CallDetail
from pizzeria.store.store import Store
from tests.browser.serving import free_port, serve
from tests.calls.waiter import Waiter
from tests.clock import StoppedClock
from tests.house import CALLER, House, open_house

PATIENCE = 30


async def takes_an_order(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.takes_a_vesuvio()
    await waiter.places_it()
    await waiter.says_goodbye()


async def talks_on(line: ModelLine) -> None:
    await line.configured()
    await line.reply("I could go on for ever and ever", 60_000)


@asynccontextmanager
async def served(database_url: str, script: Script) -> AsyncIterator[tuple[Process, str]]:
    """`pizzeria serve` as a process, and host:port."""
    port = free_port()
    async with Model(script) as model, asyncio.timeout(PATIENCE):
        process = await serve(port, database_url, OPENAI_BASE_URL=model.base_url)
        try:
            yield process, f"127.0.0.1:{port}"
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


def rings(door: str, call_id: str = "c1", speed: float = 20.0) -> Phone:
    return Phone(f"ws://{door}/voice-stream", callid=call_id, from_number=CALLER, speed=speed)


async def says(phone: Phone) -> None:
    await phone.answered()
    await phone.speak(800)
    await phone.silence(700)


async def kept(database_url: str) -> tuple[CallDetail | None, int]:
    """Of the call, once the house has gone; and how many orders there are."""
    store = await Store.open(database_url, StoppedClock())
    detail, orders = await store.call("c1"), await store.orders()
    await store.close()
    return detail, len(orders)


async def test_a_house_that_is_told_to_go_lets_who_is_on_the_line_order_and_takes_nobody_else(
    sqlite_url: str,
) -> None:
    async with served(sqlite_url, takes_an_order) as (process, door):
        async with rings(door) as phone, httpx.AsyncClient(base_url=f"http://{door}") as visitor:
            await says(phone)
            process.send_signal(signal.SIGTERM)
            assert b"1 call is on the line" in await said(process)
            assert (await visitor.get("/readyz")).json() == {"ready": False, "reasons": ["draining"]}
            assert (await visitor.get("/healthz")).status_code == 200
            with pytest.raises(Unreachable, match="503"):
                await rings(door, "c2").__aenter__()
            await says(phone)
            assert "Closing: calls go on to their end" in (await visitor.get("/")).text
            await says(phone)
            assert await phone.ended() == "done"
        assert await process.wait() == 0
    detail, orders = await kept(sqlite_url)
    assert detail is not None
    assert (detail.call.end_reason, orders) == ("goodbye", 1)


async def test_who_asks_twice_is_obeyed_at_once_and_the_call_is_written_down(sqlite_url: str) -> None:
    async with served(sqlite_url, talks_on) as (process, door), rings(door, speed=1) as phone:
        await phone.hears(200)
        process.send_signal(signal.SIGTERM)
        assert b"1 call is on the line" in await said(process)
        process.send_signal(signal.SIGINT)
        assert await phone.ended() == "done"
        async with asyncio.timeout(8):
            assert await process.wait() == 0
    detail, _ = await kept(sqlite_url)
    assert detail is not None
    assert detail.call.end_reason == "shutdown"


async def said(process: Process) -> bytes:
    """The next thing it says about closing."""
    assert process.stdout is not None
    while not (line := await process.stdout.readline()).startswith(b"Closing"):
        assert line
    return line


async def test_who_talks_longer_than_the_house_can_wait_hears_a_recorded_goodbye_and_finds_the_order_again(
    sqlite_url: str,
) -> None:
    async def takes_it_down(line: ModelLine) -> None:
        waiter = Waiter(line)
        await waiter.greets()
        await waiter.hears("A Vesuvio")
        await waiter.uses("add_item", item="vesuvio", size="normal")
        await waiter.answers_with("And then I said to my brother, and he said to me", 60_000)

    told: list[str] = []
    async with open_house(sqlite_url, takes_it_down, drain_seconds=0) as house:
        async with asyncio.timeout(PATIENCE), house.phone() as phone:
            await says(phone)
            await phone.hears(phone.heard_ms + 500)
            await close(house.pizzeria, asyncio.Event(), told.append)
            assert await phone.ended() == "done"
        assert await house.ending() == "shutdown"
        assert "1 call is on the line" in told[0]
        assert await words_of(house) == f"(recording: {WORDS['sv']['closing']})"
        again = await house.store.drafts.take_up("another", CALLER)
        assert again is not None
        assert "vesuvio" in str(again.cart)


async def words_of(house: House) -> str:
    detail = await house.store.call("c1")
    assert detail is not None
    return detail.messages[-1].content
