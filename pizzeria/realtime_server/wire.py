"""The way out to a client: server events, numbered, in order, in the dialect spoken."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

import orjson
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from pizzeria.realtime_server.client_events import Dialect
from pizzeria.realtime_server.older_dialect import older_event
from pizzeria.realtime_server.shapes import Json, Wrong

FULL = 1_000
"""events that wait to be sent, until their reader is waited for"""


@dataclass(slots=True)
class Wire:
    socket: ServerConnection
    dialect: Dialect
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _outbox: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    """bounded by who fills it: a script awaits `flushed` after each piece of sound, a reader `room` after
    each frame
    """

    def emit(self, kind: str, **fields: object) -> None:
        """Queues one event. Not a coroutine, so that what belongs together is not torn apart."""
        self.emit_raw({"type": kind, **fields})

    def emit_raw(self, event: Json) -> None:
        event = {"event_id": f"event_{next(self._numbers)}", **event}
        said = older_event(event) if self.dialect == "beta" else event
        if said is not None:
            self._outbox.put_nowait(orjson.dumps(said).decode())

    def complain(self, wrong: Wrong, event_id: str | None = None) -> None:
        error = {"code": wrong.code, "message": wrong.message, "param": wrong.param, "event_id": event_id}
        self.emit("error", error={"type": "invalid_request_error", **error})

    async def flushed(self) -> None:
        """Returns when everything so far was handed to the network."""
        await self._outbox.join()

    async def room(self) -> None:
        """For who answers a client that may not read: returns when it is not too far behind."""
        if self._outbox.qsize() >= FULL:
            await self.flushed()

    async def run(self) -> None:
        """Sends for as long as it is let; to be cancelled. What comes after the socket's end is lost."""
        while True:
            text = await self._outbox.get()
            with suppress(ConnectionClosed):
                await self.socket.send(text)
            self._outbox.task_done()
