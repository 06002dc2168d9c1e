"""`make spoken`: 40 whole calls spoken to the built-in voice, and whether the right order stands at the end.

    python -m tests.bench.spoken --band telephone --only "Children giggling"

House and callers share this process; the voice has one of its own, as it has when the pizzeria serves. The
callers lie in tests/voice/speech, what they want in tests/voice/dialogues.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import click
import psutil
from rich.console import Console
from rich.table import Table

from pizzeria import logs
from pizzeria.voice_process import voice_process
from tests.bench.machine import machine
from tests.house import nobody, open_house
from tests.voice.recorded import VOICES
from tests.voice.spoken_calls import Lines, SpokenCall, spoken_calls

BANDS = ("wide", "telephone", "babble", "line")
ENOUGH = 0.9
out = Console(highlight=False, soft_wrap=True)


@click.command()
@click.option("--calls", default=3, show_default=True, help="at once")
@click.option("--speed", default=3.0, show_default=True, help="so many times faster than life")
@click.option("--band", default="wide", show_default=True, type=click.Choice(BANDS), help="of the callers")
@click.option("--only", multiple=True, metavar="TITLE", help="only this call; may be repeated")
@click.option("--every", default=1, show_default=True, help="only each so-manieth call")
def main(calls: int, speed: float, band: str, only: Sequence[str], every: int) -> None:
    """Whole calls at the built-in voice. Exit code 1 when fewer than 90 % end right.

    Example: python -m tests.bench.spoken --calls 2 --band telephone
    """
    logs.configure(errors_only=True)
    out.print(machine())
    chosen = [call for call in spoken_calls() if not only or call.title in only][::every]
    asyncio.run(_ring(chosen, band, calls, speed))
    load = psutil.getloadavg()[0]
    out.print(
        f"band {band}, {calls} calls at once, {speed:g} times as fast as life, load {load:.1f} at the end"
    )
    if slow := sum(call.losses > 0 for call in chosen):
        out.print(
            f"in {slow} calls the voice was given up for lost and dialled again: the machine was too busy"
        )
    out.print(table_of(chosen))
    sys.exit(0 if sum(map(_is_right, chosen)) >= ENOUGH * len(chosen) else 1)


async def _ring(chosen: Sequence[SpokenCall], band: str, calls: int, speed: float) -> None:
    lines = {voice: Lines(voice, band) for voice in {call.voice for call in chosen}}
    waiting = iter(enumerate(chosen))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder)}/pizzeria.db"
        async with (
            voice_process() as voice,
            open_house(url, nobody, openai_base_url=voice.address, language="en", model="built-in") as house,
        ):

            async def one_after_another() -> None:
                for place, call in waiting:
                    await call.ring(house, lines[call.voice], f"+467017406{place:02d}", speed)
                    if call.why:
                        print_call(call)

            await asyncio.gather(*(one_after_another() for _ in range(calls)))


def print_call(call: SpokenCall) -> None:
    out.print(f"{call.title} ({call.voice}): {call.why or 'right'}", markup=False)
    said = iter(call.said)
    for line in call.played.lines:
        is_heard = line.lstrip().startswith(("heard", "caller"))
        out.print(f"    {line}" + (f"   <- {next(said, '')}" if is_heard else ""), markup=False)


def table_of(chosen: Sequence[SpokenCall]) -> Table:
    shown = Table("voice", box=None)
    shown.add_column("right", justify="right")
    shown.add_column("but for the name", justify="right")
    by_voice = [(voice, [call for call in chosen if call.voice == voice]) for voice in VOICES]
    for voice, calls in chain(by_voice, [("in all", chosen)]):
        if calls:
            right, nearly = (
                sum(well(call) for call in calls) for well in (_is_right, _is_right_but_for_the_name)
            )
            shown.add_row(voice, f"{right} of {len(calls)}", f"{nearly} of {len(calls)}")
    return shown


def _is_right(call: SpokenCall) -> bool:
    return not call.why


def _is_right_but_for_the_name(call: SpokenCall) -> bool:
    """Right, too, where the name alone was written differently: the food comes to the door all the same."""
    return _is_right(call) or (call.why.startswith("name: ") and ";" not in call.why)


if __name__ == "__main__":
    main()
