"""The figures of all bridges side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.table import Table

from tests.bench.figures import Figures, mean, percentile

Measure = Callable[[Figures], float]


def table(figures: Mapping[str, Figures]) -> Table:
    """The last column: how the first bridge compares with the second."""
    shown = Table(title_justify="left")
    shown.add_column("")
    for name in figures:
        shown.add_column(name, justify="right")
    first, *others = figures
    if others:
        shown.add_column(f"{first} ÷ {others[0]}", justify="right")
    for label, measure, layout, compared in _rows():
        if measure is None:
            shown.add_section()
            continue
        values = [measure(each) for each in figures.values()]
        cells = [layout.format(value) for value in values]
        if others:
            cells.append(f"{values[0] / values[1]:.2f}" if compared and values[1] else "")
        shown.add_row(label, *cells)
    return shown


def _rows() -> Iterator[tuple[str, Measure | None, str, bool]]:
    """Label, measure (None draws a line), layout, whether a ratio says something."""
    yield from _spread("up", lambda f: f.up)
    yield from _spread("down", lambda f: f.down)
    yield "", None, "", False
    yield from _spread("interrupt", lambda f: f.interrupt)
    yield "truncation off by, p50, ms", lambda f: percentile(_sizes(f), 50), "{:.1f}", True
    yield "truncation off by, p95, ms", lambda f: percentile(_sizes(f), 95), "{:.1f}", True
    yield "truncation, mean, ms", lambda f: mean(f.truncation), "{:+.1f}", False
    yield "", None, "", False
    yield "frames up", lambda f: len(f.up), "{:.0f}", False
    yield "pieces down", lambda f: len(f.down), "{:.0f}", False
    yield "barge-ins", lambda f: len(f.interrupt), "{:.0f}", False
    yield "frames lost", lambda f: f.lost, "{:.0f}", False
    yield "frames out of order", lambda f: f.astray, "{:.0f}", False
    yield "barge-ins missed", lambda f: f.missed, "{:.0f}", False
    yield "", None, "", False
    yield "bridge, % of a core", _busy, "{:.1f}", True
    yield "bridge, µs a frame", lambda f: _busy(f) * 1e4 * f.seconds / _moved(f), "{:.0f}", True
    yield "bridge idle, % of a core", lambda f: mean(f.idle_cpu), "{:.1f}", False
    yield "memory idle, MB", lambda f: max(idle for idle, _ in f.memory), "{:.0f}", True
    yield "memory in calls, MB", lambda f: max(busy for _, busy in f.memory), "{:.0f}", True
    yield "load, % of a core", load, "{:.1f}", False
    yield "anything else, % of a core", lambda f: mean([cpu.others for cpu in f.cpu]), "{:.1f}", False


def _spread(
    what: str, delays: Callable[[Figures], Sequence[float]]
) -> Iterator[tuple[str, Measure, str, bool]]:
    yield f"{what}, p50, ms", lambda f: percentile(delays(f), 50), "{:.2f}", True
    yield f"{what}, p95, ms", lambda f: percentile(delays(f), 95), "{:.2f}", True
    yield f"{what}, max, ms", lambda f: max(delays(f), default=float("nan")), "{:.1f}", False


def load(figures: Figures) -> float:
    """Percent of a core that the phones and the model took themselves."""
    return mean([cpu.load for cpu in figures.cpu])


def _busy(figures: Figures) -> float:
    return mean([cpu.bridge for cpu in figures.cpu])


def _moved(figures: Figures) -> int:
    return len(figures.up) + len(figures.down) or 1


def _sizes(figures: Figures) -> list[float]:
    return [abs(error) for error in figures.truncation]
