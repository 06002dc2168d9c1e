"""What a scenario came to: whether it holds, and every difference in words, with the line it is about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pizzeria.errors import PizzeriaError
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.written.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Note:
    """A difference, before it is known where its key stands in the file."""

    key: str
    said: str


@dataclass(frozen=True, slots=True)
class Difference:
    file: Path
    """scenario.toml or tape.jsonl"""
    line: int
    said: str
    """what was expected and what happened instead, in one sentence"""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said}"


@dataclass(frozen=True, slots=True)
class Verdict:
    name: str
    title: str
    file: Path
    differences: tuple[Difference, ...]
    seconds: float
    """real ones, that it took to play"""

    @property
    def holds(self) -> bool:
        return not self.differences


def placed(scenario: Scenario, notes: Iterable[Note]) -> Iterator[Difference]:
    for note in notes:
        yield Difference(scenario.path, scenario.line(note.key), f"{note.key}: {note.said}")


def told(path: Path, error: PizzeriaError) -> tuple[Difference, ...]:
    """An error that names files and lines as differences; those that name none belong to `path`."""
    return tuple(_told(path, line) for line in str(error).splitlines())


def _told(path: Path, line: str) -> Difference:
    if found := re.match(r"(.+?):(\d+): (.*)", line):
        return Difference(Path(found[1]), int(found[2]), found[3])
    return Difference(path, 1, line)


def verdict_json(verdict: Verdict) -> Json:
    return {
        "name": verdict.name,
        "title": verdict.title,
        "file": str(verdict.file),
        "holds": verdict.holds,
        "seconds": round(verdict.seconds, 3),
        "differences": [
            {"file": str(each.file), "line": each.line, "said": each.said} for each in verdict.differences
        ],
    }
