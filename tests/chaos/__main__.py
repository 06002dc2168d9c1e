"""`make chaos`, or `python -m tests.chaos`: exit code 1 when an order is wrong or something is lost."""

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

import click
import structlog
from rich.console import Console

from tests.chaos.crashes import crash_table, crashes
from tests.chaos.plan import every_moment, moments
from tests.chaos.runs import Plain, Run, candidates, plain, run
from tests.chaos.table import table
from tests.chaos.wires import FAULTS, Fault

_ERRORS_AND_WORSE = 40
MAIN = ("plain_order", "plain_delivery")
"""whose every moment is struck, unless others are named"""
out = Console(highlight=False, width=120)


@click.command()
@click.option("--runs", default=600, show_default=True, help="so many at least")
@click.option("--processes", default=2, show_default=True)
@click.option("--only", multiple=True, help="scenarios; may be given several times")
@click.option("--crashes", "killed", default=24, show_default=True, help="houses killed, on each database")
@click.option("--every", is_flag=True, help="either socket torn at each single frame of the model")
@click.option("--fault", type=click.Choice(FAULTS), multiple=True, help="may be given several times")
def main(  # noqa: PLR0913 - an option each
    *, runs: int, processes: int, only: tuple[str, ...], fault: tuple[Fault, ...], killed: int, every: bool
) -> None:
    """Plays the scenarios through the real house, and strikes each call with one fault at one moment.

    Example: python -m tests.chaos --runs 100 --only plain_order --fault reset

    Example: python -m tests.chaos --every
    """
    only = only or (MAIN if every else ())
    paths = [path for path in candidates() if not only or path.parent.name in only]
    with ProcessPoolExecutor(processes, initializer=_quiet) as pool:
        plains = list(pool.map(plain, paths))
        planned = every_moment(plains) if every else moments(plains, runs)
        work = [each for each in planned if not fault or each[1] in fault]
        done = list(_told(pool.map(_run, work, chunksize=4)))
        dead = [] if only or fault else crashes(pool, killed)
    struck = [each for each in done if each.struck]
    out.print(table(done))
    for kind, crash in dead:
        if crash.wrong:
            out.print(f"killed {crash.moment}, {kind}: {'; '.join(crash.wrong)}", style="red")
    out.print(crash_table(dead))
    out.print(f"{len(struck)} runs over {len(plains)} scenarios, {sum(not each.well for each in done)} wrong")
    well = all(each.well for each in done) and not any(crash.wrong for _, crash in dead)
    sys.exit(0 if struck and well else 1)


def _told(runs: Iterable[Run]) -> Iterator[Run]:
    """What is wrong is told when it is known."""
    for each in runs:
        if not each.well:
            out.print(f"{each.scenario}, {each.fault} at event {each.at_event}: {_why(each)}", style="red")
        yield each


def _run(work: tuple[Plain, Fault, int]) -> Run:
    return run(*work)


def _why(bad: Run) -> str:
    orders = () if bad.orders_right else ("the orders are not right",)
    lost = (f"nobody knows of {words!r}" for words in bad.lost)
    return "; ".join([*orders, *lost, *bad.wrong])[:300]


def _quiet() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(_ERRORS_AND_WORSE))


if __name__ == "__main__":
    main()
