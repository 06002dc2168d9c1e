"""A line that is not straight: sits between the house and one of the doubles, and loses or delays frames of
the house.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from pizzeria.replay.stage.stage import Detour

Bend = Callable[[str], float | None]
"""how many seconds later a frame of the house arrives: 0 at once, None never"""


def phone_line(bend: Bend) -> Detour:
    """The phone dials, and the house answers what is bent."""

    @asynccontextmanager
    async def detour(address: str) -> AsyncIterator[str]:
        async def carry(caller: ServerConnection) -> None:
            async with connect(address, max_size=None, compression=None) as house:
                await _both_ways(house, caller, bend)

        async with serve(carry, "127.0.0.1", 0, max_size=None, compression=None) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            yield f"ws://127.0.0.1:{port}{urlsplit(address).path}"

    return detour


def model_line(bend: Bend) -> Detour:
    """The house dials, and what it says is bent."""

    @asynccontextmanager
    async def detour(address: str) -> AsyncIterator[str]:
        async def carry(house: ServerConnection) -> None:
            assert house.request
            url = f"ws://{urlsplit(address).netloc}{house.request.path}"
            key = {"Authorization": house.request.headers["Authorization"]}
            async with connect(url, additional_headers=key, max_size=None, compression=None) as model:
                await _both_ways(house, model, bend)

        async with serve(carry, "127.0.0.1", 0, max_size=None, compression=None) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            yield f"http://127.0.0.1:{port}{urlsplit(address).path}"

    return detour


async def _both_ways(house: Connection, other: Connection, bend: Bend) -> None:
    assert isinstance(house, ServerConnection | ClientConnection)
    async with asyncio.TaskGroup() as ways:
        ways.create_task(_carry(house, other, bend))
        ways.create_task(_carry(other, house, lambda _: 0))


async def _carry(speaker: Connection, listener: Connection, bend: Bend) -> None:
    """Whoever hangs up, or is torn away, the other is hung up on."""
    async with asyncio.TaskGroup() as late:
        with suppress(ConnectionClosed):
            async for frame in speaker:
                text = frame if isinstance(frame, str) else frame.decode()
                delay = bend(text)
                if delay == 0:
                    await _say(listener, text)
                elif delay is not None:
                    late.create_task(_say(listener, text, delay))
    await listener.close()


async def _say(listener: Connection, text: str, delay: float = 0) -> None:
    await asyncio.sleep(delay)
    with suppress(ConnectionClosed):
        await listener.send(text)
