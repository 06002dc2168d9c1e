"""The app behind a real server on loopback, and a reader of its event stream."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart

from pizzeria.web.sse import close_streams

PATIENCE = 5.0
"""seconds until a test gives up waiting"""


@dataclass(frozen=True)
class Heard:
    id: int
    name: str
    data: dict[str, object]


@dataclass(frozen=True)
class Stream:
    """One open request, as a browser would hold it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int
    headers: Mapping[str, str]

    async def block(self) -> dict[str, str]:
        """The next block of fields; a comment stands under ""; {} when the stream has ended."""
        async with asyncio.timeout(PATIENCE):
            raw = (await self.reader.readuntil(b"\n\n")).decode() if not self.reader.at_eof() else ""
        return {key: value for key, _, value in (line.partition(": ") for line in raw.splitlines() if line)}

    async def hear(self, count: int) -> list[Heard]:
        """The next so many events."""
        heard: list[Heard] = []
        while len(heard) < count:
            fields = await self.block()
            if "event" in fields:
                heard.append(Heard(int(fields["id"]), fields["event"], json.loads(fields["data"])))
        return heard

    async def ended(self) -> bytes:
        """What comes until the server ends the stream."""
        async with asyncio.timeout(PATIENCE):
            return await self.reader.read()

    async def close(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()


@asynccontextmanager
async def served(app: Quart) -> AsyncIterator[int]:
    """The app behind hypercorn on a free port of loopback."""
    stop = asyncio.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    port: int = listening.getsockname()[1]
    config = Config()
    config.bind = [f"fd://{listening.detach()}"]
    config.graceful_timeout = 1.0
    config.loglevel = "ERROR"
    task = asyncio.create_task(serve(app, config, shutdown_trigger=stop.wait))
    try:
        yield port
    finally:
        close_streams(app)
        stop.set()
        await task


@asynccontextmanager
async def stream(port: int, path: str = "/api/events", **headers: str) -> AsyncIterator[Stream]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    writer.write(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n{asked}\r\n".encode())
    async with asyncio.timeout(PATIENCE):
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    fields = (line.partition(": ") for line in rest if line)
    found = Stream(reader, writer, int(first.split()[1]), {name.lower(): value for name, _, value in fields})
    try:
        yield found
    finally:
        await found.close()
