"""PostgreSQL is gone exactly while a call begins, or in the very commit that writes down how it ended."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial

import httpx2 as httpx
import pytest

from pizzeria import live_call, wiring
from pizzeria.call import rescue
from pizzeria.call.arrivals import Terms
from pizzeria.phrases import WORDS
from pizzeria.store import postgresql
from tests.calls.short_call import asks, greets_and_listens, hangs_up, is_written_down_whole
from tests.house import nobody, open_house
from tests.postgres import Postgres
from tests.way import Side, Way, never

PATIENCE = 20
"""seconds"""
Gone = Callable[[Way, Postgres], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def stopped(_: Way, server: Postgres) -> AsyncIterator[None]:
    async with server.away():
        yield


@asynccontextmanager
async def refusing(way: Way, _: Postgres) -> AsyncIterator[None]:
    way.close()
    yield
    way.open = True


@asynccontextmanager
async def gone_at_the_first_word(way: Way, _: Postgres) -> AsyncIterator[None]:
    way.cut = lambda message: way.close() if b"INSERT INTO calls" in message else None
    yield
    way.cut, way.open = never, True


@asynccontextmanager
async def saying_nothing(way: Way, _: Postgres) -> AsyncIterator[None]:
    way.lost = True
    yield
    way.lost = False


@pytest.mark.parametrize("gone", [stopped, refusing, gone_at_the_first_word, saying_nothing])
async def test_a_caller_is_greeted_when_it_is_back_and_the_call_is_written_down_whole(
    way: Way, postgres_server: Postgres, gone: Gone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "SILENT", 0.5)
    async with (
        asyncio.timeout(PATIENCE),
        open_house(way.url, greets_and_listens) as house,
        httpx.AsyncClient(base_url=house.address) as visitor,
        AsyncExitStack() as line,
    ):
        await visitor.get("/healthz")
        async with gone(way, postgres_server):
            phone = await line.enter_async_context(house.phone())
            await phone.heard_listening()
            way.in_vain.clear()
            await way.in_vain.wait()
        await asks(phone)
        await hangs_up(phone)
        await is_written_down_whole(house)


async def test_a_caller_for_whom_it_comes_back_too_late_is_told_and_the_call_is_written_down_afterwards(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a second is as long here as some are in life."""
    monkeypatch.setattr(
        wiring, "Terms", partial(Terms, first_attempt=0.4, attempt=0.2, connect=1.0, hush=0.3)
    )
    monkeypatch.setattr(rescue, "STAFF", 0.3)
    monkeypatch.setattr(live_call, "_AS_A_RULE", 0.1)
    async with (
        asyncio.timeout(PATIENCE),
        open_house(way.url, nobody) as house,
        httpx.AsyncClient(base_url=house.address) as visitor,
    ):
        await visitor.get("/healthz")
        way.close()
        async with house.phone() as phone:
            assert await phone.ended() == "done"
        way.open = True
        await house.hung_up()
        detail = await house.store.call("c1")
        assert detail is not None
        assert detail.call.end_reason == "model_unreachable"
        assert [message.content for message in detail.messages] == [
            f"(recording: {WORDS['sv'][words]})" for words in ("moment", "sorry")
        ]
        told = [entry.name for entry in await house.store.journal.after(0)]
        assert (told[0], told[-1], told.count("call.ended")) == ("call.started", "call.ended", 1)


@pytest.mark.parametrize("side", ["before", "after"])
async def test_an_ending_whose_commit_is_cut_is_written_down_when_it_is_back(way: Way, side: Side) -> None:
    def in_the_commit(message: bytes) -> Side | None:
        if b"COMMIT" not in message:
            return None
        way.cut, way.open = never, False
        return side

    def when_it_ends(message: bytes) -> None:
        if b"completed" in message:
            way.cut = in_the_commit

    async with asyncio.timeout(PATIENCE), open_house(way.url, greets_and_listens) as house:
        async with house.phone() as phone:
            await asks(phone)
            way.cut = when_it_ends
            await hangs_up(phone)
        await way.in_vain.wait()
        way.open = True
        await is_written_down_whole(house)
