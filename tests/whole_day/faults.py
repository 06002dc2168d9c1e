"""What can go wrong with whom we ask: once struck, it goes wrong each time, until it is mended."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from pizzeria.replay.doubles.company.http import Answer, HttpServer, plain
from pizzeria.replay.doubles.company.troubles import Kind, Trouble
from tests.whole_day.town import Town

FOR_EVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    of_elks: Kind | None
    """None: nobody is there"""
    of_crm: Answer | Literal["silence"] | None
    done: bool = False
    """whether 46elks does what it is asked to all the same"""

    @property
    def is_known(self) -> bool:
        """Whether it can be known that nothing was done."""
        return self.of_elks in (None, "no credit")


FAULTS = [
    Fault("500, not done", "error", plain(500, "Internal Server Error")),
    Fault("500, done", "error", plain(503, "Service Unavailable"), done=True),
    Fault("no answer, not done", "silence", "silence"),
    Fault("no answer, done", "silence", "silence", done=True),
    Fault("wrong body, not done", "nonsense", plain(302, "")),
    Fault("wrong body, done", "nonsense", plain(404, ""), done=True),
    Fault("torn, not done", "torn", None),
    Fault("credit gone", "no credit", plain(402, "Payment Required")),
    Fault("connection refused", None, None),
]


@asynccontextmanager
async def struck(town: Town, fault: Fault, method: str, path: str) -> AsyncIterator[None]:
    """What is asked of 46elks with this method, at a path that begins so."""
    if fault.of_elks is None:
        async with _shut(town.company.door):
            yield
        return
    trouble = Trouble(fault.of_elks, path, method, times=FOR_EVER, done=fault.done)
    town.company.trouble(trouble)
    yield
    town.company.troubles.remove(trouble)


@asynccontextmanager
async def crm_struck(town: Town, fault: Fault) -> AsyncIterator[None]:
    if fault.of_elks is None:
        async with _shut(town.crm.door):
            yield
        return
    town.crm.bad_days += [fault.of_crm] * 1_000
    yield
    town.crm.bad_days.clear()


@asynccontextmanager
async def _shut(door: HttpServer) -> AsyncIterator[None]:
    await door.shut()
    yield
    await door.open()
