"""A call as a picture: two voices and the tools on a line of time, folded into strips of a minute. Pure.

Places and widths are per cent of a strip, so that the picture fits a phone and a wall, and its letters do not
shrink with it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pizzeria.web.course import Course, Did, Said

STRIP_SECONDS = 60
SHORTEST_SECONDS = 10
GOOD_MS, SLOW_MS = 1000, 2000
"""an answer is good below the one, slow from the other on"""
THINNEST = 0.05
"""per cent: what takes no time at all is still seen"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the line."""

    kind: str
    """caller, agent, tool, refused, cut; wait good, wait fair or wait slow"""
    start: float
    """seconds into the call"""
    x: float
    width: float
    title: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    start: int
    """seconds into the call"""
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    strips: tuple[Strip, ...]
    summary: str


def timeline(course: Course, seconds: float) -> Timeline:
    """Of a call that has lasted so long."""
    seconds = max([seconds, *(each.end for each in course if isinstance(each, Said))])
    length = min(STRIP_SECONDS, max(SHORTEST_SECONDS, 10 * math.ceil(seconds / 10)))
    spans = [mark for each in course for mark in _marks(each)]
    count = max(1, math.ceil(seconds / length))
    return Timeline(tuple(_strip(spans, n * length, length) for n in range(count)), _summary(course))


@dataclass(frozen=True, slots=True)
class _Span:
    kind: str
    start: float
    end: float
    title: str
    label: str = ""


def _marks(each: Said | Did) -> Iterator[_Span]:
    if isinstance(each, Did):
        used = each.used
        said = "" if used.ok else f", {used.code}"
        end = each.start + used.milliseconds / 1000
        title = f"{minutes(each.start)} {used.tool}, {used.milliseconds} ms{said}"
        yield _Span("tool" if used.ok else "refused", each.start, end, title)
        return
    who = "caller" if each.who == "user" else "agent"
    about = "about " if each.guessed else ""
    yield _Span(who, each.start, each.end, f"{minutes(each.start)} {who}, {about}{each.seconds:.1f} s")
    if each.wait_ms is not None:
        wait = each.wait_ms / 1000
        kind = "good" if each.wait_ms < GOOD_MS else "fair" if each.wait_ms < SLOW_MS else "slow"
        yield _Span(
            f"wait {kind}", each.start - wait, each.start, f"answered after {wait:.2f} s", f"{wait:.1f}"
        )
    if each.cut:
        yield _Span("cut", each.end, each.end, f"{minutes(each.end)} interrupted after {each.seconds:.2f} s")


def _strip(spans: list[_Span], start: int, length: int) -> Strip:
    end = start + length
    here = [span for span in spans if span.start < end and (span.end > start or span.start >= start)]
    marks = (_mark(span, start, length) for span in here)
    step = 10 if length > 2 * SHORTEST_SECONDS else 5
    ticks = (Tick(100 * at / length, minutes(start + at)) for at in range(0, length, step))
    return Strip(start, tuple(marks), tuple(ticks))


def _mark(span: _Span, start: int, length: int) -> Mark:
    begins, ends = max(span.start, start), min(span.end, start + length)
    label = span.label if span.start >= start else ""
    x, width = (begins - start) * 100 / length, max(THINNEST, (ends - begins) * 100 / length)
    return Mark(span.kind, span.start, round(x, 3), round(width, 3), span.title, label)


def _summary(course: Course) -> str:
    said = [each for each in course if isinstance(each, Said)]
    counts = (
        (sum(each.who == "user" for each in said), "turn of the caller", "turns of the caller"),
        (sum(each.who == "assistant" for each in said), "of the agent", "of the agent"),
        (sum(each.cut for each in said), "interruption", "interruptions"),
        (len(course) - len(said), "tool call", "tool calls"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)


def minutes(seconds: float) -> str:
    """67.4 -> "1:07"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
