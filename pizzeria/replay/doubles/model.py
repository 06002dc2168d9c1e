"""A scripted model: a realtime server on loopback that hears the caller's turns and answers from a script.

async with Model(script) as model:
    ...                             # the app, with OPENAI_BASE_URL set to model.base_url
    line = await model.line()
    assert line.faults == []
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from pizzeria.replay.doubles.client_events import Dialect
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.service import Service
from pizzeria.replay.doubles.shapes import Wrong
from pizzeria.replay.doubles.wire import Wire

Script = Callable[[ModelLine], Awaitable[None]]
"""played once for each connection; `line.number` tells which"""

PATH = "/v1/realtime"
_KEY = "openai-insecure-api-key."
_OLDER = "openai-beta.realtime-v1"
_SHAPE_CODE = "beta_api_shape_disabled"
_REFUSED = 4000


@dataclass(eq=False)
class Model:
    script: Script
    _: KW_ONLY
    dialect: Dialect = "ga"
    key: str | None = None
    """the only key let in; None: any"""
    refusal: str | None = None
    """an error code, such as `insufficient_quota`: every connection is told it and closed"""
    speed: float = 1.0
    """so many times faster than life, for scripts to go by"""
    port: int = 0
    """0: any free one"""
    listener: socket.socket | None = None
    """a bound socket to serve on, instead of a port; its owner closes it"""
    lines: list[ModelLine] = field(default_factory=list, init=False)
    refused: list[str] = field(default_factory=list, init=False)
    """the code that each connection was told which was turned away"""
    failures: list[Exception] = field(default_factory=list, init=False)
    """of scripts; leaving the model raises the first"""

    @property
    def base_url(self) -> str:
        """For OPENAI_BASE_URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def faults(self) -> list[str]:
        """What clients did against the rules, on any line."""
        return [fault for line in self.lines for fault in line.faults]

    async def __aenter__(self) -> Self:
        self._connected = asyncio.Condition()
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
        """Closes every connection. Raises what went wrong in a script, if nothing else did."""
        self._server.close()
        await self._server.wait_closed()
        if self.failures and error is None:
            raise self.failures[0]

    async def line(self, number: int = 0) -> ModelLine:
        """Returns the connection of that number, when there is one."""
        async with self._connected:
            await self._connected.wait_for(lambda: len(self.lines) > number)
        return self.lines[number]

    async def turned_away(self, count: int) -> str:
        """Returns when so many connections were turned away, and what the last was told."""
        async with self._connected:
            await self._connected.wait_for(lambda: len(self.refused) >= count)
        return self.refused[-1]

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        address = urlsplit(request.path)
        if address.path != PATH or "model" not in parse_qs(address.query):
            return socket.respond(HTTPStatus.NOT_FOUND, "no such thing here\n")
        key = _key(request.headers)
        if key is None or self.key not in {None, key}:
            return socket.respond(HTTPStatus.UNAUTHORIZED, "invalid_api_key\n")
        return None

    async def _serve(self, socket: ServerConnection) -> None:
        request = socket.request
        assert request is not None
        wire = Wire(socket, self.dialect)
        writing = asyncio.create_task(wire.run())
        refusal = self.refusal or self._wrong_dialect(request.headers)
        if refusal:
            await self._refuse(wire, refusal)
        else:
            model = parse_qs(urlsplit(request.path).query)["model"][0]
            await self._converse(ModelLine(Service(wire, model), len(self.lines), self.speed))
        writing.cancel()

    async def _converse(self, line: ModelLine) -> None:
        async with self._connected:
            self.lines.append(line)
            self._connected.notify_all()
        playing = asyncio.create_task(self._play(line))
        try:
            async for message in line.service.wire.socket:
                line.service.receive(message)
        except ConnectionClosed:
            pass
        finally:
            line.hung_up()
            playing.cancel()
            await asyncio.wait([playing])

    async def _play(self, line: ModelLine) -> None:
        try:
            await self.script(line)
            line.finished = True
        except Exception as error:
            self.failures.append(error)
            await line.close(1011, "the script failed")

    def _wrong_dialect(self, headers: Headers) -> str | None:
        older = "OpenAI-Beta" in headers or _OLDER in _offered(headers)
        return _SHAPE_CODE if older != (self.dialect == "beta") else None

    async def _refuse(self, wire: Wire, code: str) -> None:
        wire.complain(Wrong(code, f"Refused: {code}."))
        await wire.flushed()
        await wire.socket.close(_REFUSED, f"invalid_request_error.{code}")
        async with self._connected:
            self.refused.append(code)
            self._connected.notify_all()


def _offered(headers: Headers) -> list[str]:
    return [name.strip() for line in headers.get_all("Sec-WebSocket-Protocol") for name in line.split(",")]


def _key(headers: Headers) -> str | None:
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and key:
        return key
    return next((name.removeprefix(_KEY) for name in _offered(headers) if name.startswith(_KEY)), None)


def _select(socket: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return Subprotocol("realtime") if "realtime" in offered else None
