"""Both peers' sockets while a tape is played: they say what they are told, and note what the house says."""

import asyncio
from asyncio import Future
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from pizzeria.errors import Unreachable
from pizzeria.tape.lines import Frame, parsed

_TORN = "1006"


@dataclass(frozen=True, slots=True)
class Got:
    """One frame of the house."""

    at: float
    """seconds on the event loop's clock"""
    frame: Frame


@dataclass(eq=False, slots=True)
class News:
    """Wakes whoever waits for something to be true."""

    _waiting: list[Future[None]] = field(default_factory=list)

    def tell(self) -> None:
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            _settle(waiter)

    async def until(self, true: Callable[[], bool], by: float) -> bool:
        """Whether it came to be true by that moment of the event loop's clock."""
        loop = asyncio.get_running_loop()
        while not true():
            if loop.time() >= by:
                return False
            waiter = loop.create_future()
            self._waiting.append(waiter)
            timer = loop.call_at(by, _settle, waiter)
            try:
                await waiter
            finally:
                timer.cancel()
        return True


@dataclass(eq=False, slots=True)
class PlayedWire:
    news: News
    socket: ClientConnection | ServerConnection | None = None
    got: list[Got] = field(default_factory=list)
    gone: bool = False
    """the socket is closed, by whomever"""
    dialled: int = 0
    """how often"""
    owed: int = 0
    """frames that did not come and are not waited for any more"""

    @property
    def there(self) -> bool:
        return self.socket is not None and not self.gone

    async def listen(self, socket: ClientConnection | ServerConnection) -> None:
        """Until the socket is closed."""
        self.socket, self.gone = socket, False
        self.dialled += 1
        self.news.tell()
        loop = asyncio.get_running_loop()
        try:
            with suppress(ConnectionClosed):
                async for text in socket:
                    self.got.append(Got(loop.time(), parsed(text)))
                    self.news.tell()
        finally:
            self.gone = self.gone or self.socket is socket
            self.news.tell()

    async def say(self, text: str) -> None:
        """Raises Unreachable when nobody is there any more."""
        if self.socket is None:
            raise Unreachable("nobody is on the line")
        try:
            await self.socket.send(text)
        except ConnectionClosed:
            raise Unreachable("the house has closed the socket") from None

    async def leave(self, why: str) -> None:
        """`why` as a tape has it: a close code and its reason; without a code the line is torn."""
        if self.socket is None or self.gone:
            return
        code, _, reason = why.partition(" ")
        if code.isdigit() and code != _TORN:
            await self.socket.close(int(code), reason)
        else:
            self.socket.transport.abort()
            await self.socket.wait_closed()


def _settle(waiter: Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
