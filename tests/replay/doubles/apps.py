"""Small apps for the telephone to dial, and small clients for the model: no code of ours in them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.sound import encoded
from pizzeria.sound import PCM, Format

Json = dict[str, Any]
App = Callable[[ServerConnection], Awaitable[None]]

LISTENING: Json = {"t": "listening", "format": "pcm_24000"}
SENDING: Json = {"t": "sending", "format": "pcm_24000"}
INTERRUPT: Json = {"t": "interrupt"}
SYNC: Json = {"t": "sync"}
BYE: Json = {"t": "bye"}
CREATE: Json = {"type": "response.create"}
PATIENCE = 20
"""seconds until a message that does not come fails the test"""


@asynccontextmanager
async def running(app: App) -> AsyncIterator[str]:
    """The app's address, while it runs; each connection is one call of `app`."""
    async with serve(app, "127.0.0.1", 0, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield f"ws://127.0.0.1:{port}/voice-stream"


def voice(milliseconds: int, line: Format = PCM) -> Json:
    return {"t": "audio", "data": encoded("agent", milliseconds, 0, line)}


async def tell(socket: ServerConnection | ClientConnection, *messages: Json) -> None:
    for message in messages:
        await socket.send(orjson.dumps(message).decode())


async def told(socket: ServerConnection | ClientConnection) -> Json:
    async with asyncio.timeout(PATIENCE):
        message: Json = orjson.loads(await socket.recv())
    return message


async def told_until(socket: ServerConnection | ClientConnection, kind: str) -> list[Json]:
    """Everything up to the first message of that kind, it included; kinds are in `t` or in `type`."""
    heard = [await told(socket)]
    while kind not in (heard[-1].get("t"), heard[-1].get("type")):
        heard.append(await told(socket))
    return heard


class Serves(Protocol):
    @property
    def base_url(self) -> str: ...


@asynccontextmanager
async def talking_to(
    model: Serves,
    headers: dict[str, str] | None = None,
    protocols: list[str] | None = None,
    name: str = "gpt-realtime-2.1",
) -> AsyncIterator[ClientConnection]:
    """A client's socket to the model."""
    address = model.base_url.replace("http", "ws") + f"/realtime?model={name}"
    offered = [Subprotocol(name) for name in protocols] if protocols else None
    given = {"Authorization": "Bearer some-key"} if headers is None else headers
    async with connect(
        address, additional_headers=given, subprotocols=offered, max_size=None, proxy=None
    ) as socket:
        yield socket


def kinds(events: list[Json]) -> list[str]:
    return [event["type"] for event in events]


async def append(socket: ClientConnection, kind: Any, milliseconds: int, frame_ms: int = 20) -> None:
    """So much sound for the model's ear, in frames."""
    for start in range(0, milliseconds, frame_ms):
        length = min(frame_ms, milliseconds - start)
        await tell(
            socket, {"type": "input_audio_buffer.append", "audio": encoded(kind, length, start % 1000)}
        )


def update(**session: Any) -> Json:
    return {"type": "session.update", "event_id": "cfg", "session": {"type": "realtime", **session}}


async def quiet(line: ModelLine) -> None:
    """A script that says nothing."""
    await line.configured()
