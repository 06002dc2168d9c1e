"""`pizzeria chat`: order by typing, from the waiter of the built-in voice."""

import asyncio
import re
import sys
from dataclasses import replace

import click
import orjson
from rich.console import Console
from rich.markup import escape

from pizzeria.agent.repertoire import Repertoire
from pizzeria.clock import Clock
from pizzeria.menu_files import read_menu_files
from pizzeria.ordering.as_json import Json
from pizzeria.post.office import plan_of
from pizzeria.settings import Settings, read_settings
from pizzeria.typed_call import Screen, typed_call
from pizzeria.wiring import FrontDesk, open_store

out = Console(highlight=False, soft_wrap=True)
PROMPT = "you: "


@click.command()
@click.option("--number", default="", help="whom you call as, +46…; hidden when left out")
@click.option("--tools", is_flag=True, help="show what the waiter does, too")
def chat(number: str, tools: bool) -> None:
    """Order by typing what you would say, with no key, no network and no sound.

    The waiter of the built-in voice answers, in English. The order is real: it stands on the board of this
    house. Ctrl-D hangs up.

    Example: pizzeria chat --tools
    """
    if number and not re.fullmatch(r"\+\d{6,15}", number):
        raise click.BadParameter("write it with its country: +46701234567", param_hint="--number")
    asyncio.run(_chat(read_settings(), number, tools))


async def _chat(settings: Settings, number: str, tools: bool) -> None:
    repertoire = Repertoire.of(replace(read_menu_files(settings.menu_dir), clips={}))
    files, clock = repertoire.files, Clock()
    async with open_store(settings, clock, plan_of(settings, files.house)) as store:
        await store.load_menu(files.menu)
        front_desk = FrontDesk(settings, repertoire, store, clock)
        call = await typed_call(front_desk, files, store, number, Screen(_say, _tool if tools else _quiet))
        await call.talk(_typed)
    if call.reason == "transferred":
        out.print("[dim](a human would answer now)[/]")


async def _typed() -> str | None:
    """In a thread, for typing takes its time."""
    return await asyncio.to_thread(_line)


def _line() -> str | None:
    if sys.stdin.isatty():
        sys.stdout.write(PROMPT)
        sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _say(text: str) -> None:
    out.print(f"[bold]{escape(text)}[/]")


def _tool(name: str, arguments: Json, ok: bool) -> None:
    given = orjson.dumps(arguments).decode() if arguments else ""
    out.print(f"  [dim]{name} {escape(given)}{'' if ok else ' refused'}[/]")


def _quiet(name: str, arguments: Json, ok: bool) -> None:
    """Nothing is shown."""
