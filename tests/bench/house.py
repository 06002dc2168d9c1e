"""The pizzeria as `pizzeria serve` opens it, with a database that is gone afterwards."""

import asyncio
import socket
import tempfile
from pathlib import Path

from pizzeria import logs, memory
from pizzeria.clock import Clock
from pizzeria.settings import Settings
from pizzeria.web.app import create_app, make_ready
from pizzeria.web.server import serve_app
from pizzeria.wiring import open_pizzeria

_MENU = Path(__file__).parents[2] / "menu"


async def serve_house(model_url: str, listener: socket.socket, stop: asyncio.Event) -> None:
    with tempfile.TemporaryDirectory() as folder:
        await serve_in(Path(folder), model_url, listener, stop)


async def serve_in(
    folder: Path, model_url: str, listener: socket.socket, stop: asyncio.Event, clock: Clock | None = None
) -> None:
    """With its database, and its tapes where there is a folder `tapes`."""
    logs.configure()
    memory.shared_by_threads()
    tapes = folder / "tapes"
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{folder}/pizzeria.db",
        menu_dir=_MENU,
        openai_base_url=model_url,
        sound="pcm_24000",
        phone_token=None,
        greeting_delay_ms=0,
        tapes="frames" if tapes.is_dir() else "off",
        tapes_dir=tapes,
    )

    async def stopped() -> None:
        await stop.wait()

    async with open_pizzeria(settings, clock) as pizzeria:
        app = create_app(pizzeria)
        make_ready(app)
        await serve_app(app, listener, stopped)
