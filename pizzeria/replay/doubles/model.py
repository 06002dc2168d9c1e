"""A scripted model: a realtime server on loopback that hears the caller's turns and answers from a script.

async with Model(script) as model:
    ...                             # the app, with OPENAI_BASE_URL set to model.base_url
    line = await model.line()
    assert line.faults == []
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass, field
from types import TracebackType
from typing import Self

from pizzeria.realtime_server.client_events import Dialect
from pizzeria.realtime_server.door import Door, converse
from pizzeria.realtime_server.service import Service
from pizzeria.realtime_server.wire import Wire
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.sound import FORMATS

Script = Callable[[ModelLine], Awaitable[None]]
"""played once for each connection; `line.number` tells which"""


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
    away_until: float = field(default=0.0, init=False)
    """on the loop's clock: until then nobody answers"""
    _claimed: set[int] = field(default_factory=set, init=False)
    lines: list[ModelLine] = field(default_factory=list, init=False)
    refused: list[str] = field(default_factory=list, init=False)
    """the code that each connection was told which was turned away"""
    failures: list[Exception] = field(default_factory=list, init=False)
    """of scripts; leaving the model raises the first"""

    @property
    def base_url(self) -> str:
        """For OPENAI_BASE_URL."""
        return self._door.base_url

    @property
    def faults(self) -> list[str]:
        """What clients did against the rules, on any line."""
        return [fault for line in self.lines for fault in line.faults]

    async def __aenter__(self) -> Self:
        self._connected = asyncio.Condition()
        self._door = Door(
            self._attend,
            refuses=lambda: self.refusal,
            away=lambda: asyncio.get_running_loop().time() < self.away_until,
            turned_away=self._note_refusal,
            dialect=self.dialect,
            key=self.key,
            port=self.port,
            listener=self.listener,
        )
        await self._door.__aenter__()
        self.port = self._door.port
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes every connection. Raises what went wrong in a script, if nothing else did."""
        await self._door.__aexit__(kind, error, trace)
        if self.failures and error is None:
            raise self.failures[0]

    async def line(self, number: int = 0) -> ModelLine:
        """Returns the connection of that number, when there is one."""
        async with self._connected:
            await self._connected.wait_for(lambda: len(self.lines) > number)
        return self.lines[number]

    async def claim(self, number: int) -> ModelLine:
        """The first connection from that number on that nobody has claimed, when there is one."""
        async with self._connected:
            while True:
                for line in self.lines[number:]:
                    if line.number not in self._claimed:
                        self._claimed.add(line.number)
                        return line
                await self._connected.wait()

    async def turned_away(self, count: int) -> str:
        """Returns when so many connections were turned away, and what the last was told."""
        async with self._connected:
            await self._connected.wait_for(lambda: len(self.refused) >= count)
        return self.refused[-1]

    async def _attend(self, wire: Wire, model: str) -> None:
        line = ModelLine(Service(wire, model, formats=FORMATS.values()), len(self.lines), self.speed)
        async with self._connected:
            self.lines.append(line)
            self._connected.notify_all()
        await converse(line.service, self._play(line))

    async def _play(self, line: ModelLine) -> None:
        try:
            await self.script(line)
            line.finished = True
        except Exception as error:
            self.failures.append(error)
            await line.close(1011, "the script failed")

    async def _note_refusal(self, code: str) -> None:
        async with self._connected:
            self.refused.append(code)
            self._connected.notify_all()
