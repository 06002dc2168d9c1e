"""`make bench`, or `python -m tests.bench`: exit code 1 when the house loses a frame or misses a barge-in."""

import asyncio
import sys
from pathlib import Path

import click
from rich.console import Console

from tests.bench.figures import Figures
from tests.bench.machine import machine
from tests.bench.plan import NAMES, Plan
from tests.bench.run import run
from tests.bench.table import load, table

_LOAD_BOUND = 85
"""percent of a core, from where the phones' own slowness is measured too"""
out = Console(highlight=False)


@click.command()
@click.option("--calls", default=30, show_default=True, help="at once")
@click.option("--seconds", default=20.0, show_default=True, help="measured, of each bridge and round")
@click.option("--rounds", default=1, show_default=True, help="each begins with another bridge")
@click.option("--only", type=click.Choice(NAMES), multiple=True, help="may be given several times")
@click.option(
    "--profile", type=click.Path(path_type=Path), help="with --only: write cProfile's statistics there"
)
def main(calls: int, seconds: float, rounds: int, only: tuple[str, ...], profile: Path | None) -> None:
    """Calls through the pizzeria, and through two bridges that do nothing else: `plain` is Quart and the
    openai package as their pages show, `raw` is the websockets package alone. Phones and model share one
    process and one clock; each bridge has a process of its own.

    Example: python -m tests.bench --calls 10 --seconds 5 --only pizzeria
    """
    names = [name for name in NAMES if not only or name in only]
    if profile and len(names) > 1:
        raise click.UsageError("--profile wants one --only")
    plan = Plan(calls, seconds)
    out.print(f"{machine()}\n{calls} calls at once, {seconds:g} s measured, {rounds} round(s)")
    figures = asyncio.run(_all(names, plan, rounds, profile))
    out.print(table({name: figures[name] for name in names}))
    bound = [name for name, of in figures.items() if load(of) > _LOAD_BOUND]
    if bound:
        out.print(f"load-bound: {', '.join(bound)}. The phones and the model were too slow themselves.")
    judged = figures.get("pizzeria")
    sys.exit(0 if judged is None or judged.faultless else 1)


async def _all(names: list[str], plan: Plan, rounds: int, profile: Path | None) -> dict[str, Figures]:
    """One after the other; the machine drifts, so each round begins elsewhere."""
    figures: dict[str, Figures] = {}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            out.print(f"round {number + 1}: {name}")
            measured = await run(name, plan, profile)
            figures[name] = figures[name] + measured if name in figures else measured
    return figures


if __name__ == "__main__":
    main()
