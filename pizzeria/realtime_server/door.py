"""The door of a realtime server: who is let in, who is turned away with which code, who attends to whom.

A connection is two things side by side: its frames are read, and it is conversed with. Both end with it.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from pizzeria.realtime_server.client_events import Dialect
from pizzeria.realtime_server.service import Service
from pizzeria.realtime_server.shapes import Wrong
from pizzeria.realtime_server.wire import Wire

PATH = "/v1/realtime"
_KEY = "openai-insecure-api-key."
_OLDER = "openai-beta.realtime-v1"
_SHAPE_CODE = "beta_api_shape_disabled"
_REFUSED = 4000


@dataclass(eq=False)
class Door:
    """async with Door(attend): listens on `port` of this machine."""

    attend: Callable[[Wire, str], Awaitable[None]]
    """takes a client that was let in, and the model asked for; returns when the client is gone"""
    _: KW_ONLY
    refuses: Callable[[], str | None] = lambda: None
    """an error code, such as `insufficient_quota`, that the next connection is told and closed"""
    away: Callable[[], bool] = lambda: False
    """nobody answers"""
    turned_away: Callable[[str], Awaitable[None]] | None = None
    """told the code of each connection that was refused"""
    dialect: Dialect = "ga"
    key: str | None = None
    """the only key let in; None: any"""
    port: int = 0
    """0: any free one"""
    listener: socket.socket | None = None
    """a bound socket to serve on, instead of a port; its owner closes it"""

    @property
    def base_url(self) -> str:
        """For OPENAI_BASE_URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def __aenter__(self) -> Self:
        where = {"sock": self.listener} if self.listener else {"host": "127.0.0.1", "port": self.port}
        self._server: Server = await serve(
            self._serve,
            **where,  # one or the other, as loop.create_server takes them
            process_request=self._admit,
            select_subprotocol=_select,
            max_size=None,
            compression=None,
            close_timeout=1,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes every connection."""
        self._server.close()
        await self._server.wait_closed()

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        address = urlsplit(request.path)
        if address.path != PATH or "model" not in parse_qs(address.query):
            return socket.respond(HTTPStatus.NOT_FOUND, "no such thing here\n")
        key = _key(request.headers)
        if key is None or self.key not in {None, key}:
            return socket.respond(HTTPStatus.UNAUTHORIZED, "invalid_api_key\n")
        return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "away\n") if self.away() else None

    async def _serve(self, socket: ServerConnection) -> None:
        request = socket.request
        assert request is not None
        wire = Wire(socket, self.dialect)
        writing = asyncio.create_task(wire.run())
        try:
            if refusal := self.refuses() or self._wrong_dialect(request.headers):
                await self._refuse(wire, refusal)
            else:
                await self.attend(wire, parse_qs(urlsplit(request.path).query)["model"][0])
        finally:
            writing.cancel()

    def _wrong_dialect(self, headers: Headers) -> str | None:
        older = "OpenAI-Beta" in headers or _OLDER in _offered(headers)
        return _SHAPE_CODE if older != (self.dialect == "beta") else None

    async def _refuse(self, wire: Wire, code: str) -> None:
        wire.complain(Wrong(code, f"Refused: {code}."))
        await wire.flushed()
        await wire.socket.close(_REFUSED, f"invalid_request_error.{code}")
        if self.turned_away:
            await self.turned_away(code)


async def converse(service: Service, talk: Awaitable[None]) -> None:
    """Reads a client's frames until it is gone; `talk` goes on beside it, and no longer."""
    talking = asyncio.ensure_future(talk)
    try:
        async for message in service.wire.socket:
            service.receive(message)
            await service.wire.room()
    except ConnectionClosed:
        pass
    finally:
        service.gone.set()
        talking.cancel()
        await asyncio.wait([talking])


def _offered(headers: Headers) -> list[str]:
    return [name.strip() for line in headers.get_all("Sec-WebSocket-Protocol") for name in line.split(",")]


def _key(headers: Headers) -> str | None:
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and key:
        return key
    return next((name.removeprefix(_KEY) for name in _offered(headers) if name.startswith(_KEY)), None)


def _select(socket: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return Subprotocol("realtime") if "realtime" in offered else None
