"""The way from a house to its PostgreSQL, which can be cut at any message, closed, or lose what is sent."""

import asyncio
import tempfile
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.postgres import Postgres

SOCKET = ".s.PGSQL.5432"
MOST = 65_536
Side = Literal["before", "after"]


def never(_: bytes) -> Side | None:
    return None


@dataclass(eq=False)
class Way:
    url: str
    cut: Callable[[bytes], Side | None] = never
    """asked with each message of the house: the line is cut before PostgreSQL hears it, or after it has, and
    then its answer is lost
    """
    lost: bool = False
    """what either side says, without a word to anybody"""
    open: bool = True
    """else whoever comes is hung up on"""
    in_vain: asyncio.Event = field(default_factory=asyncio.Event)
    """somebody came"""
    _lines: set[StreamWriter] = field(default_factory=set)

    def close(self) -> None:
        """For all that is under way, and all that comes."""
        self.open = False
        for line in self._lines:
            line.transport.abort()

    async def carry(self, to: Path, house: StreamReader, back: StreamWriter) -> None:
        try:
            server, there = await asyncio.open_unix_connection(to if self.open else "")
        except OSError:
            self.in_vain.set()
            back.transport.abort()
            return
        self._lines.add(back)
        deaf = asyncio.Event()
        both = [
            asyncio.create_task(self._ask(house, there, deaf)),
            asyncio.create_task(self._answer(server, back, deaf)),
        ]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        self._lines.discard(back)
        for end in (back, there):
            end.transport.abort()
        await asyncio.gather(*both, return_exceptions=True)

    async def _ask(self, house: StreamReader, there: StreamWriter, deaf: asyncio.Event) -> None:
        while message := await house.read(MOST):
            side = self.cut(message)
            if side == "before":
                return
            if side == "after":
                deaf.set()
            if self.lost:
                self.in_vain.set()
            else:
                there.write(message)

    async def _answer(self, server: StreamReader, back: StreamWriter, deaf: asyncio.Event) -> None:
        while (answer := await server.read(MOST)) and not deaf.is_set():
            if not self.lost:
                back.write(answer)


@asynccontextmanager
async def way_to(server: Postgres, database: str) -> AsyncIterator[Way]:
    with tempfile.TemporaryDirectory(prefix="pizzeria-way-") as folder:
        way = Way(f"postgresql+asyncpg://postgres@/{database}?host={folder}")

        async def carry(house: StreamReader, back: StreamWriter) -> None:
            await way.carry(server.room / SOCKET, house, back)

        async with await asyncio.start_unix_server(carry, Path(folder) / SOCKET):
            yield way
            way.close()
