"""`pizzeria voice`: the built-in voice alone, for this house or any other realtime client.

Also a program of its own (`python -m pizzeria.cli_voice`), which `serve` starts: it loads nothing else.
"""

import asyncio
import signal
import sys

import click

from pizzeria import logs
from pizzeria.errors import PizzeriaError
from pizzeria.menu_files import read_menu_files
from pizzeria.settings import read_settings
from pizzeria.voice.extra import load


@click.command()
@click.option("--port", default=8002, show_default=True, type=click.IntRange(0, 65535), help="0: any free")
@click.option("--attached", is_flag=True, help="end when the standard input does")
def voice(port: int, attached: bool) -> None:
    """Serve the built-in voice on this machine: an order taker that speaks OpenAI's realtime protocol.

    Needs no key and no network, only the extra `voice`, which `make run` installs. It takes orders in
    English for the menu in PIZZERIA_MENU_DIR, through whatever tools its client names.

    Example: pizzeria voice --port 8002
    """
    load()
    asyncio.run(_serve(port, attached))


async def _serve(port: int, attached: bool) -> None:
    from pizzeria.voice.server import open_voice  # noqa: PLC0415  # only here once the extra is known to be there

    settings = read_settings()
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # A terminal or a service sends it to everybody; who is attached goes when the house does.
        loop.add_signal_handler(number, _not_yet if attached else stop.set)
    if attached:
        loop.add_reader(sys.stdin, _leave_at_the_end, stop)
    async with open_voice(read_menu_files(settings.menu_dir), settings, port) as door:
        click.echo(f"The built-in voice answers at {door.base_url} (OPENAI_BASE_URL for its clients)")
        await stop.wait()


def _not_yet() -> None:
    """Whoever it is attached to decides."""


def _leave_at_the_end(stop: asyncio.Event) -> None:
    if not sys.stdin.readline():
        stop.set()


if __name__ == "__main__":
    logs.configure()
    try:
        voice(standalone_mode=False)
    except PizzeriaError as error:
        sys.exit(f"pizzeria: {error}")
