"""One of the three bridges, in a process of its own: `python -m tests.bench.bridge NAME MODEL_URL`.

Prints its port when it can be called, and serves until SIGTERM. Imports only what that bridge needs, for its
memory is measured.
"""

import asyncio
import cProfile
import signal
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from tests.bench.plan import NAMES

Serve = Callable[[str, socket.socket, asyncio.Event], Awaitable[None]]
"""the model's address, where phones call, and when to stop"""


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.argument("model_url")
@click.option("--profile", type=click.Path(path_type=Path), help="write cProfile's statistics there")
def main(name: str, model_url: str, profile: Path | None) -> None:
    bridge = _run(_bridge(name), model_url)
    if profile is None:
        asyncio.run(bridge)
        return
    watch = cProfile.Profile()
    watch.runcall(asyncio.run, bridge)
    watch.dump_stats(profile)


def _bridge(name: str) -> Serve:
    match name:
        case "pizzeria":
            from tests.bench import house

            return house.serve_house
        case "plain":
            from tests.bench import plain

            return plain.serve_plain
        case _:
            from tests.bench import raw

            return raw.serve_raw


async def _run(serve: Serve, model_url: str) -> None:
    """A call that comes before the server takes it waits in the listener's queue."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        click.echo(listener.getsockname()[1])
        await serve(model_url, listener, stop)


if __name__ == "__main__":
    main()
