"""The house in a process of its own: `python -m tests.soak.house MODEL_URL FOLDER`. Prints its port; serves
until SIGTERM, with its database and its tapes in that folder.
"""

import asyncio
import ctypes
import signal
import socket
from contextlib import suppress
from pathlib import Path

import click

from tests.bench.house import serve_in
from tests.clock import FastClock


@click.command()
@click.argument("model_url")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--speed", default=1.0, help="so many times faster than life")
def main(model_url: str, folder: Path, speed: float) -> None:
    asyncio.run(_serve(model_url, folder, speed))


async def _serve(model_url: str, folder: Path, speed: float) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGUSR1, give_back)
    (folder / "tapes").mkdir()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        click.echo(listener.getsockname()[1])
        await serve_in(folder, model_url, listener, stop, FastClock(speed))


def give_back() -> None:
    """Memory that is kept for the next call goes back to the system: what is left is held."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


if __name__ == "__main__":
    main()
