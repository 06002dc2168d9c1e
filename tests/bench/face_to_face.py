"""The 40 whole calls of `make spoken` without a telephone: ears and wits at a desk, one turn after the other.

    python -m tests.bench.face_to_face --half first --band telephone

Needs no quiet machine, and two minutes of one core. Who makes the voice better looks at the first half only.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from pizzeria import logs
from pizzeria.agent.repertoire import Repertoire
from pizzeria.menu_files import read_menu_files
from tests.agent.guests import Watch
from tests.bench.hearing import Ears
from tests.bench.machine import machine
from tests.bench.spoken import BANDS, out, print_call, table_of
from tests.house import MENU
from tests.stores import open_store
from tests.voice.caller import Line
from tests.voice.conftest import MODELS
from tests.voice.spoken_calls import Lines, SpokenCall, spoken_calls

HALVES = {"first": (0,), "second": (1,), "both": (0, 1)}


@click.command()
@click.option(
    "--half", default="both", show_default=True, type=click.Choice(list(HALVES)), help="of the calls"
)
@click.option("--band", default="wide", show_default=True, type=click.Choice(BANDS), help="of the callers")
@click.option("--only", multiple=True, metavar="TITLE", help="only this call; may be repeated")
@click.option("--all", "shows_all", is_flag=True, help="print those that went right, too")
def main(half: str, band: str, only: Sequence[str], shows_all: bool) -> None:
    """Whole calls at the built-in voice's ears and wits.

    Example: python -m tests.bench.face_to_face --half first
    """
    logs.configure(errors_only=True)
    chosen = [call for place, call in enumerate(spoken_calls()) if place % 2 in HALVES[half]]
    chosen = [call for call in chosen if not only or call.title in only]
    asyncio.run(_talk(chosen, band))
    for call in chosen:
        if call.why or shows_all:
            print_call(call)
    out.print(f"{machine()}\nband {band}, {half} of the halves")
    out.print(table_of(chosen))
    sys.exit(any(call.why for call in chosen))


async def _talk(chosen: Sequence[SpokenCall], band: str) -> None:
    files, watch = read_menu_files(MENU), Watch()
    ears = Ears(files, MODELS)
    lines = {voice: Lines(voice, band) for voice in {call.voice for call in chosen}}
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite+aiosqlite:///{Path(folder)}/pizzeria.db", watch.now)
        await store.load_menu(files.menu)
        line = Line(Repertoire.of(files), store, watch)
        for call in chosen:
            await call.face_to_face(line, ears.understand, lines[call.voice])
        await store.close()


if __name__ == "__main__":
    main()
