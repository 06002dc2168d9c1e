"""One of the three bridges, in a process of its own: `python -m tests.bench.bridge NAME MODEL_URL`.

Prints its port when it can be called, and serves until SIGTERM.
"""

import asyncio
import cProfile
import signal
import socket
import tempfile
from pathlib import Path

import click
from websockets.asyncio.server import serve

from pizzeria import logs
from pizzeria.settings import Settings
from pizzeria.web.app import create_app
from pizzeria.web.server import serve_app
from pizzeria.wiring import open_pizzeria
from tests.bench import plain
from tests.bench.raw import RawBridge

NAMES = ("pizzeria", "plain", "raw")
_MENU = Path(__file__).parents[2] / "menu"


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.argument("model_url")
@click.option("--profile", type=click.Path(path_type=Path), help="write cProfile's statistics there")
def main(name: str, model_url: str, profile: Path | None) -> None:
    if profile is None:
        asyncio.run(_run(name, model_url))
        return
    watch = cProfile.Profile()
    watch.runcall(asyncio.run, _run(name, model_url))
    watch.dump_stats(profile)


async def _run(name: str, model_url: str) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        match name:
            case "pizzeria":
                await _pizzeria(model_url, listener, stop)
            case "plain":
                _can_be_called(listener)
                await serve_app(plain.create_app(model_url), listener, lambda: _stopped(stop))
            case _:
                async with serve(RawBridge(model_url).answer, sock=listener, compression=None):
                    _can_be_called(listener)
                    await stop.wait()


async def _pizzeria(model_url: str, listener: socket.socket, stop: asyncio.Event) -> None:
    """The house as `pizzeria serve` opens it, with a database that is gone afterwards."""
    logs.configure()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{folder}/pizzeria.db",
            menu_dir=_MENU,
            openai_base_url=model_url,
            phone_token=None,
            greeting_delay_ms=0,
        )
        async with open_pizzeria(settings) as pizzeria:
            _can_be_called(listener)
            await serve_app(create_app(pizzeria), listener, lambda: _stopped(stop))


async def _stopped(stop: asyncio.Event) -> None:
    await stop.wait()


def _can_be_called(listener: socket.socket) -> None:
    """A call that comes before the server takes it waits in the listener's queue."""
    click.echo(listener.getsockname()[1])


if __name__ == "__main__":
    main()
