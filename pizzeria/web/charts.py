"""The day's figures as small pictures: one for each, a bar for every hour. Pure.

A picture is 240 wide and 100 high and is stretched to its place; what it shows stands in words beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pizzeria.web.day import HOURS, Day, Figures

WIDTH, HEIGHT = 240, 100
GAP = 2
LEAST = 3
"""of a bar's height: what is not nothing is seen"""
NONE = "\N{EN DASH}"

Words = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that is counted, and how it is said."""

    id: str
    name: str
    of: Callable[[Figures], int | None]
    words: Words
    note: Callable[[Figures], str] = lambda _: ""
    behind: Callable[[Figures], int | None] | None = None
    """a second, greater value, shown behind the first"""

    def said(self, figures: Figures) -> str:
        value = self.of(figures)
        return NONE if value is None else self.words(value)


@dataclass(frozen=True, slots=True)
class Bar:
    kind: str
    """main, or behind"""
    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    id: str
    name: str
    figure: str
    """of the whole day"""
    note: str
    bars: tuple[Bar, ...]
    summary: str
    """of the picture, in words"""


def metrics(money: Words, dollars: Words, seconds: Words) -> tuple[Metric, ...]:
    """The words say an amount in minor units, in microdollars and in milliseconds."""

    def share(f: Figures) -> str:
        return f"{f.converted} of {f.calls} calls" if f.calls else ""

    def each(f: Figures) -> str:
        return f"{money(round(f.revenue / f.orders))} each" if f.orders else ""

    def for_a_call(f: Figures) -> str:
        return f"{dollars(round(f.cost / f.calls))} a call" if f.calls else ""

    return (
        Metric("calls", "Calls", lambda f: f.calls, str),
        Metric("orders", "Orders", lambda f: f.orders, str, _cancelled),
        Metric("conversion", "Conversion", lambda f: f.conversion, lambda percent: f"{percent} %", share),
        Metric("revenue", "Revenue", lambda f: f.revenue, money, each),
        Metric("cost", "Model cost", lambda f: f.cost, dollars, for_a_call),
        Metric(
            "voice",
            "Voice to voice",
            lambda f: f.p50,
            seconds,
            lambda f: "" if f.p95 is None else f"median; p95 {seconds(f.p95)}",
            lambda f: f.p95,
        ),
    )


def charts(day: Day, counted: Sequence[Metric]) -> tuple[Chart, ...]:
    return tuple(_chart(day, metric) for metric in counted)


def table(day: Day, counted: Sequence[Metric]) -> tuple[tuple[str, ...], ...]:
    """The hours in which anything happened: their name, and a cell for each metric."""
    busy = [(hour, f) for hour, f in enumerate(day.hours) if f.calls or f.orders or f.cancelled]
    return tuple((_hour(hour), *(_cell(metric, f) for metric in counted)) for hour, f in busy)


def _cell(metric: Metric, figures: Figures) -> str:
    behind = metric.behind(figures) if metric.behind else None
    return metric.said(figures) if behind is None else f"{metric.said(figures)} / {metric.words(behind)}"


def _chart(day: Day, metric: Metric) -> Chart:
    front = [metric.of(hour) or 0 for hour in day.hours]
    behind = [(metric.behind(hour) if metric.behind else 0) or 0 for hour in day.hours]
    top = max(*front, *behind)
    bars = _bars("behind", behind, top, metric.words) + _bars("main", front, top, metric.words)
    note, summary = metric.note(day.whole), _summary(metric, front)
    return Chart(metric.id, metric.name, metric.said(day.whole), note, bars, summary)


def _bars(kind: str, values: Sequence[int], top: int, words: Words) -> tuple[Bar, ...]:
    width = WIDTH / HOURS
    tall = [max(LEAST, round(HEIGHT * value / top, 1)) if value else 0 for value in values]
    return tuple(
        Bar(kind, hour * width + GAP / 2, HEIGHT - tall[hour], width - GAP, tall[hour], title)
        for hour, value in enumerate(values)
        if value
        for title in (f"{_hour(hour)}: {words(value)}",)
    )


def _summary(metric: Metric, values: Sequence[int]) -> str:
    most = max(range(HOURS), key=lambda hour: values[hour])
    if not values[most]:
        return f"{metric.name} by the hour: nothing yet"
    return f"{metric.name} by the hour: most at {_hour(most)}, {metric.words(values[most])}"


def _hour(hour: int) -> str:
    return f"{hour:02}:00"


def _cancelled(figures: Figures) -> str:
    return f"{figures.cancelled} cancelled" if figures.cancelled else ""
