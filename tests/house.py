"""A whole pizzeria on loopback: real sockets, a real database, a scripted model behind the one seam."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pizzeria.ordering.events import EndReason
from pizzeria.replay.doubles.model import Model, Script
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.taped.zipped import zipper
from pizzeria.settings import Settings
from pizzeria.store.store import Store
from pizzeria.tape.tapes import shelf_of
from pizzeria.web.app import create_app
from pizzeria.web.server import serve_app
from pizzeria.web.telephone import Speak
from pizzeria.wiring import Pizzeria, open_pizzeria
from tests.stores import LARDER, furnished

MENU = Path(__file__).parent.parent / "menu"
CALLER = "+46701740605"


async def nobody(line: ModelLine) -> None:
    """A script for houses whose model is another."""


@dataclass(frozen=True, slots=True)
class House:
    pizzeria: Pizzeria
    model: Model
    address: str
    """http://127.0.0.1:port"""

    @property
    def store(self) -> Store:
        return self.pizzeria.store

    @property
    def line(self) -> str:
        """Where 46elks connects."""
        return self.address.replace("http", "ws", 1) + "/voice-stream"

    def phone(self, callid: str = "c1", from_number: str | None = CALLER, speed: float = 20.0) -> Phone:
        return Phone(self.line, callid=callid, from_number=from_number, to_number="+4600700001", speed=speed)

    async def hung_up(self) -> None:
        """Returns when every call is over and written down."""
        await self.pizzeria.switchboard.quiet()

    async def ending(self, callid: str = "c1") -> EndReason:
        """Why this call ended, once it has."""
        async for entry in self.store.journal.listen(0):
            if entry.name == "call.ended" and entry.data["call_id"] == callid:
                return cast(EndReason, entry.data["end_reason"])
        raise AssertionError("the journal never ends")


@asynccontextmanager
async def open_house(database_url: str, script: Script, **wanted: Any) -> AsyncIterator[House]:
    """`wanted`: settings by their field names; `dialect` goes for the model too, `clock` and `standby` for
    the house, `speak` for its pages.
    """
    clock, speak, standby = (wanted.pop(name, None) for name in ("clock", "speak", "standby"))
    async with Model(script, dialect=wanted.get("dialect", "ga")) as model:
        # Constructed, not read: what the developer's environment holds stays out of the tests.
        settings = Settings.model_construct(
            **{
                "database_url": await furnished(database_url),
                "menu_dir": MENU,
                "openai_base_url": model.base_url,
                "greeting_delay_ms": 0,
                **wanted,
            }
        )
        repertoire = LARDER.repertoire(settings.menu_dir)
        async with (
            open_pizzeria(settings, clock, repertoire, standby) as pizzeria,
            served(pizzeria, speak) as address,
        ):
            yield House(pizzeria, model, address)


@asynccontextmanager
async def served(pizzeria: Pizzeria, speak: Speak | None) -> AsyncIterator[str]:
    stop = asyncio.Event()

    async def stopped() -> None:
        await stop.wait()

    app = create_app(pizzeria, zipper(pizzeria.store, shelf_of(pizzeria.settings)), speak)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = asyncio.create_task(serve_app(app, listener, stopped))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            stop.set()
            await server
