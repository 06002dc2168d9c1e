"""`make soak`, or `python -m tests.soak`: exit code 1 when anything is left, lost, or wrongly logged."""

import asyncio
import sys
from collections.abc import Mapping

import click
from rich.console import Console
from rich.table import Table

from tests.bench.figures import percentile
from tests.bench.machine import machine
from tests.soak.agent import Fault
from tests.soak.run import Plan, Report, soak
from tests.soak.samples import Sample, slope

out = Console(highlight=False, soft_wrap=True)


@click.command()
@click.option("--minutes", default=10.0, show_default=True, help="that calls come in")
@click.option("--calls", default=30, show_default=True, help="at once")
@click.option("--quiet", default=60.0, show_default=True, help="seconds without a call, at the end")
@click.option("--seed", default=46, show_default=True)
def main(minutes: float, calls: int, quiet: float, seed: int) -> None:
    """Calls without end through the real house in a process of its own: callers who order, break in, hang up
    and are torn off, a model that drops, expires, falls silent and fails, boards and programs that come and
    go. Then a minute of quiet, and nothing may be left.

    Example: python -m tests.soak --minutes 2 --calls 10
    """
    out.print(f"{machine()}\n{calls} calls at once for {minutes:g} minutes, seed {seed}")
    plan = Plan(calls, minutes * 60, quiet, every=min(10.0, minutes * 6), seed=seed)
    report = asyncio.run(soak(plan, _say))
    _print(report)
    sys.exit(1 if report.wrong else 0)


def _say(now: Sample) -> None:
    out.print(
        f"{now.at:5.0f} s  {now.calls:3} calls  {now.memory_mb:6.1f} MB  {now.handles:4} handles  "
        f"{now.threads:3} threads  {now.tasks:4} tasks  late by {now.lag_ms:5.1f} ms at most"
    )


def _print(report: Report) -> None:
    before, *during, after = report.samples
    half = during[len(during) // 2 :] or [after]
    table = Table("", "before", "in calls, at most", "after")
    for what, of in (
        ("memory, MB", "memory_mb"),
        ("handles", "handles"),
        ("threads", "threads"),
        ("tasks", "tasks"),
    ):
        most = max(getattr(each, of) for each in report.samples)
        table.add_row(what, *(f"{value:.0f}" for value in (getattr(before, of), most, getattr(after, of))))
    out.print(table)
    lags = report.lags_ms
    half_, most, all_ = (percentile(lags, percent) for percent in (50, 99, 100))
    out.print(
        f"event loop late, the worst of each second: p50 {half_:.0f}, p99 {most:.0f}, max {all_:.0f} ms"
    )
    out.print(f"memory in the second half: {slope(half):+.2f} MB a minute")
    out.print(f"{report.made} calls; the phones saw {_counted(report.endings)}")
    out.print(f"written down: {_counted(report.reasons)}")
    ledger = report.ledger
    out.print(f"{len(ledger.confirmed)} orders confirmed, asked for {ledger.asked} times")
    out.print(f"models struck by {_counted(ledger.struck)}")
    out.print(f"logged at warning or worse: {_counted(report.logged) or 'nothing'}")
    for each in report.wrong:
        out.print(each, style="red", markup=False)
    out.print("All is as it was." if not report.wrong else f"{len(report.wrong)} things are wrong.")


def _counted(counts: Mapping[str, int] | Mapping[Fault, int]) -> str:
    return ", ".join(f"{what} {count}" for what, count in sorted(counts.items()))


if __name__ == "__main__":
    main()
