"""The socket to a realtime server. The openai package connects and authenticates; raw frames cross it.

Reconnecting is not left to the package: it would open an empty session without configuration or history. And
it is imported by who needs it, with the first `Realtime`: a quarter of every command's start would be its.
"""

import ssl
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from pizzeria.errors import TurnedAway, Unreachable
from pizzeria.realtime.beta import Beta
from pizzeria.realtime.events import Command, Dialect, ModelEvent
from pizzeria.realtime.openai import Ga
from pizzeria.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.resources.realtime.realtime import AsyncRealtimeConnection

_FOR_GOOD = (HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
_NO_KEY = "none"
"""what a server that wants no key is sent, since the package insists on one"""


class Connection:
    """One session with the model."""

    def __init__(self, connection: "AsyncRealtimeConnection", dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        self.closed_because = ""
        """close code and reason, once `events` has ended"""
        self.frame = b""
        """that the newest of `events` was read from"""

    async def send(self, command: Command) -> str:
        """Say this to the model; answers the frame. Raises Unreachable when the socket is gone."""
        frame = self._dialect.encode(command)
        try:
            await self._connection.send_raw(frame)
        except ConnectionClosed as closed:
            raise Unreachable(f"the model's socket closed: {_reason(closed)}") from None
        return frame

    async def events(self) -> AsyncIterator[ModelEvent]:
        """Everything the model says, until its socket closes, however it closes."""
        try:
            while True:
                self.frame = await self._connection.recv_bytes()
                yield self._dialect.decode(self.frame)
        except ConnectionClosed as closed:
            self.closed_because = _reason(closed)

    async def close(self) -> None:
        await self._connection.close()


class Realtime:
    """Where the model lives and how to reach it. One for the whole program."""

    def __init__(self, client: "AsyncOpenAI", model: str, dialect: Callable[[], Dialect]) -> None:
        self._client = client
        self._realtime = client.realtime  # imported with this word: not to be done while somebody waits
        self._dialect = dialect
        # Made once: reading the system's certificates takes longer than the event loop has for one step.
        self._tls = ssl.create_default_context() if client.base_url.scheme in ("https", "wss") else None
        self.model = model

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else _NO_KEY
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient  # noqa: PLC0415  # as said above

        # By HTTP nothing is asked. The package would read all certificates for it; this one trusts nobody.
        http = DefaultAsyncHttpxClient(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        client = AsyncOpenAI(api_key=key, base_url=settings.openai_base_url, http_client=http)
        return cls(client, settings.model, Beta if settings.dialect == "beta" else Ga)

    async def connect(self, timeout_seconds: float = 10.0) -> Connection:
        """A new session. Raises Unreachable when nobody answers, or not as the protocol says."""
        from openai import OpenAIError  # noqa: PLC0415

        dialect = self._dialect()
        subprotocols = dialect.subprotocols(self._client.api_key)
        options = {
            "open_timeout": timeout_seconds,
            "max_size": 2**24,
            "compression": None,
            "close_timeout": 2,
            **({"subprotocols": subprotocols} if subprotocols else {}),
            **({"ssl": self._tls} if self._tls else {}),
        }
        manager = self._realtime.connect(
            model=self.model,
            extra_headers=dict(dialect.headers),
            websocket_connection_options=options,  # type: ignore[arg-type]  # passed on as they are
        )
        try:
            return Connection(await manager.enter(), dialect)
        except InvalidStatus as refusal:
            raise _refused(refusal.response.status_code) from refusal
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI, OpenAIError) as error:
            raise Unreachable(f"the model cannot be reached: {error}") from error


def _refused(status: int) -> Unreachable:
    """Of a handshake. What is wrong with the key, the account or the model's name stays wrong."""
    why = f"the model's house answers HTTP {status}"
    return TurnedAway(why) if status in _FOR_GOOD else Unreachable(why)


def _reason(closed: ConnectionClosed) -> str:
    frame = closed.rcvd
    return f"{frame.code} {frame.reason}".strip() if frame else "1006 without a close"
