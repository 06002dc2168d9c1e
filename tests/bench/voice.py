"""`make voice-bench`: the built-in voice behind the real house, from a caller's last sound to the answer.

    python -m tests.bench.voice --calls 1 --calls 3 --turns 15

House and callers share this process; the voice has one of its own, as it has when the pizzeria serves.
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import click
import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from pizzeria.replay.doubles.phone import Phone
from pizzeria.voice.mouth.speech import Mouth
from pizzeria.voice_process import voice_process
from tests.bench.figures import percentile
from tests.bench.machine import machine
from tests.house import MENU, House, nobody, open_house

SAYS = (
    "I'd like a Vesuvio, please.",
    "What is on the Capricciosa?",
    "How much is a family Hawaii?",
    "Are you open tomorrow?",
    "Do you have anything vegan?",
)
"""none ends the call, and each is answered at once"""
QUIET = 300
"""a sample of 16 bit that is no louder is none of the caller's"""
ONE_MS, SEVERAL_MS = (700, 1_200), 2_000
"""p50 and p95 with one call; p95 with several"""
MEMORY_MB = 700
TICK = 0.005
out = Console(highlight=False)


@dataclass(slots=True)
class Measured:
    answers: list[float] = field(default_factory=list)
    """milliseconds from the last sound to the first answer's arrival at the phone"""
    lags: list[float] = field(default_factory=list)
    """milliseconds that the house's event loop was late"""
    memory_mb: float = 0.0
    """of the voice, at its end"""


@click.command()
@click.option("--calls", "counts", default=(1, 3), show_default=True, multiple=True, help="at once")
@click.option("--turns", default=15, show_default=True, help="of each caller")
def main(counts: Sequence[int], turns: int) -> None:
    """How soon the built-in voice answers. Exit code 1 when that is too late, or takes too much memory.

    Example: python -m tests.bench.voice --calls 1 --turns 5
    """
    out.print(machine())
    table = Table(
        "calls", "answers", "p50 ms", "p95 ms", "max ms", "late p99 ms", "max", "memory MB", box=None
    )
    well = True
    for count in counts:
        measured = asyncio.run(_measured(count, turns))
        p50, p95 = percentile(measured.answers, 50), percentile(measured.answers, 95)
        figures = [p50, p95, max(measured.answers), percentile(measured.lags, 99), max(measured.lags)]
        shown = [f"{figure:.0f}" for figure in (*figures, measured.memory_mb)]
        table.add_row(str(count), str(len(measured.answers)), *shown)
        bound = ONE_MS if count == 1 else (SEVERAL_MS, SEVERAL_MS)
        well &= p50 <= bound[0] and p95 <= bound[1] and measured.memory_mb < MEMORY_MB
    out.print(table)
    sys.exit(0 if well else 1)


async def _measured(count: int, turns: int) -> Measured:
    measured = Measured()
    with tempfile.TemporaryDirectory() as folder, Mouth(MENU) as caller:
        sounds = [await _said(caller, text) for text in SAYS]
        url = f"sqlite+aiosqlite:///{Path(folder)}/pizzeria.db"
        async with voice_process() as voice, _house(url, voice.address) as house:
            gc.collect()
            gc.freeze()  # as `serve` does; the callers' lexicon beside it takes 0.3 s to look through
            ticking = asyncio.create_task(_tick(measured.lags))
            calls = (_call(house, f"c{place}", sounds, turns, measured) for place in range(count))
            await asyncio.gather(*calls)
            measured.memory_mb = _voice_memory()
            ticking.cancel()
    return measured


def _house(url: str, address: str):  # type: ignore[no-untyped-def]
    return open_house(url, nobody, openai_base_url=address, language="en", model="built-in")


async def _said(caller: Mouth, text: str) -> bytes:
    """Without what is too quiet to be heard behind it."""
    sound = b"".join([piece.sound async for piece in caller.pieces(text, as_caller=True)])
    loud = np.flatnonzero(np.abs(np.frombuffer(sound, "<i2").astype(int)) > QUIET)
    return sound[: 2 * int(loud[-1])]


async def _call(house: House, callid: str, sounds: Sequence[bytes], turns: int, measured: Measured) -> None:
    caller = f"+4670174060{callid[1]}"
    async with Phone(house.line, callid=callid, from_number=caller, continuous=True) as phone:
        await phone.answered(1_000)
        for sound in islice(cycle(sounds), turns):
            ended = await _spoken(phone, sound)
            await phone.answered(1_000)
            first = next(at for at, message in phone.received if at > ended and message.get("t") == "audio")
            measured.answers.append((first - ended) * 1000)


async def _spoken(phone: Phone, sound: bytes) -> float:
    await phone.play(sound)
    return asyncio.get_running_loop().time()


async def _tick(lags: list[float]) -> None:
    while True:
        due = time.perf_counter() + TICK
        await asyncio.sleep(TICK)
        lags.append((time.perf_counter() - due) * 1000)


def _voice_memory() -> float:
    children = psutil.Process().children(recursive=True)
    return max(child.memory_info().rss for child in children) / 1e6


if __name__ == "__main__":
    main()
