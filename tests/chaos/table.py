"""The runs, a row for each fault."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.table import Table

from tests.bench.figures import percentile
from tests.chaos.runs import Run
from tests.chaos.wires import FAULTS


def table(runs: Sequence[Run]) -> Table:
    shown = Table(show_lines=True)
    shown.add_column("fault")
    shown.add_column("runs", justify="right")
    shown.add_column("the caller heard")
    for what in (
        "time to sound, s\np50 / p95 / max",
        "time to talk, s\np50 / p95 / max",
        "orders right",
        "lost",
    ):
        shown.add_column(what, justify="right")
    for fault in FAULTS:
        of = [run for run in runs if run.fault == fault and run.struck]
        if of:
            shown.add_row(
                fault, str(len(of)), _heard(of), *_times(of), _right(of), str(sum(len(r.lost) for r in of))
            )
    return shown


def _heard(runs: Sequence[Run]) -> str:
    counted = Counter(run.heard for run in runs).most_common()
    return "\n".join(f"{what}: {count}" for what, count in counted)


def _times(runs: Sequence[Run]) -> tuple[str, str]:
    return _spread(run.to_sound for run in runs), _spread(run.to_talk for run in runs)


def _spread(times: Iterable[float | None]) -> str:
    known = [seconds for seconds in times if seconds is not None]
    if not known:
        return ""
    return f"{percentile(known, 50):.1f} / {percentile(known, 95):.1f} / {max(known):.1f}"


def _right(runs: Sequence[Run]) -> str:
    unheard = sum(run.unheard for run in runs)
    again = f"\n{unheard} to be read back again" if unheard else ""
    return f"{sum(run.orders_right for run in runs)} of {len(runs)}{again}"
