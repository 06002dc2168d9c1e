"""A small HTTP server on loopback: whole requests in, whole answers out, several on a connection."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

import h11
import orjson

_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """names in small letters"""
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """The body as a form, without any rule."""
        return dict(parse_qsl(self.body.decode(errors="replace"), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    content_type: str


Handler = Callable[[Asked], Awaitable[Answer | None]]
"""None tears the connection instead of answering"""


def plain(status: int, text: str) -> Answer:
    """How 46elks refuses."""
    return Answer(status, text.encode(), "text/plain; charset=utf-8")


def document(value: object) -> Answer:
    return Answer(200, orjson.dumps(value), "application/json; charset=utf-8")


@dataclass(eq=False)
class HttpServer:
    handler: Handler
    port: int = 0
    """0: any free one"""
    _connections: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.shut()

    async def open(self) -> None:
        """Where it was before, if it was."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Leaves whoever still waits for an answer without one, and refuses who comes."""
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER)
        try:
            while asked := await _read(connection, reader):
                answer = await self.handler(asked)
                if answer is None:
                    return writer.transport.abort()
                writer.write(_written(connection, answer))
                await writer.drain()
                if connection.our_state is not h11.DONE:
                    return None
                connection.start_next_cycle()
        except (h11.RemoteProtocolError, ConnectionError):
            pass
        finally:
            with suppress(ConnectionError):
                writer.close()


async def _read(connection: h11.Connection, reader: StreamReader) -> Asked | None:
    """The next request; None when the other end has gone."""
    request: h11.Request | None = None
    body = bytearray()
    while True:
        match event := connection.next_event():
            case h11.Request():
                request = event
            case h11.Data():
                body += event.data
            case h11.EndOfMessage() if request:
                return _asked(request, bytes(body))
            case h11.ConnectionClosed() | h11.PAUSED:
                return None
            case _:
                connection.receive_data(await reader.read(_CHUNK))


def _asked(request: h11.Request, body: bytes) -> Asked:
    address = urlsplit(request.target.decode())
    headers = {name.decode(): value.decode("latin-1") for name, value in request.headers}
    query = dict(parse_qsl(address.query, keep_blank_values=True))
    return Asked(request.method.decode(), address.path, query, headers, body)


def _written(connection: h11.Connection, answer: Answer) -> bytes:
    headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
    head = connection.send(h11.Response(status_code=answer.status, headers=headers))
    body = connection.send(h11.Data(data=answer.body))
    end = connection.send(h11.EndOfMessage())
    return (head or b"") + (body or b"") + (end or b"")
