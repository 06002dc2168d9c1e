"""Many houses killed in mid-call, on both kinds of database: before and after commits, and whenever."""

import asyncio
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import count, islice
from random import Random

from rich.table import Table

from tests.chaos.crash import Crash, crash
from tests.postgres import postgres

LAST_COMMIT = 24
"""of the call, about"""
LONGEST = 3.0
"""seconds that it takes, about"""
KINDS = ("SQLite", "PostgreSQL")


@dataclass(frozen=True, slots=True)
class Moment:
    when: str
    after_s: float | None


def moments() -> Iterator[Moment]:
    """The same for so many: while the order is placed, then at commits all over the call, and at any time."""
    yield from (Moment("before order", None), Moment("after order", None))
    random = Random(46)
    for n in count():
        side = ("before", "after")[n % 2]
        yield Moment(f"{side} {1 + n * 7 % LAST_COMMIT}", None)
        yield Moment("never", random.uniform(0, LONGEST))


def crashes(pool: Executor, runs: int) -> list[tuple[str, Crash]]:
    """So many on each kind of database."""
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        urls = {
            "SQLite": lambda n: f"sqlite+aiosqlite:///{folder}/{n}/pizzeria.db",
            "PostgreSQL": lambda n: server.create(f"crash_{n}"),
        }
        work = [
            (kind, pool.submit(_crash, urls[kind](n), moment))
            for n, moment in enumerate(islice(moments(), runs))
            for kind in KINDS
        ]
        return [(kind, future.result()) for kind, future in work]


def _crash(url: str, moment: Moment) -> Crash:
    return asyncio.run(crash(url, moment.when, moment.after_s))


def crash_table(done: Sequence[tuple[str, Crash]]) -> Table:
    shown = Table(show_lines=True)
    for what in ("killed", "runs", "in mid-call", "offered to the next call", "ordered once", "wrong"):
        shown.add_column(what, justify="left" if what == "killed" else "right")
    for kind in KINDS:
        of = [each for on, each in done if on == kind]
        begun = [each for each in of if each.orders or each.offered]
        shown.add_row(
            f"kill -9, {kind}",
            *map(str, (len(of), _many(each.died for each in of), _many(each.offered for each in of))),
            f"{_many(each.orders == 1 for each in begun)} of {len(begun)}",
            str(_many(bool(each.wrong) for each in of)),
        )
    return shown


def _many(which: Iterable[bool]) -> int:
    return sum(which)
