"""What must be true when all is quiet again: of the rows, of the log, of what the process holds."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.soak.agent import Ledger
from tests.soak.samples import Sample, slope

EXPECTED = frozenset({"the model objects"})
"""what is logged at warning or worse because of what others do"""
MOST_MB_A_MINUTE = 1.0
"""by which memory may grow in the second half"""
LONG_ENOUGH = 120.0
"""seconds from which on growth says something: at first everything grows that is kept for the next"""
MORE_HANDLES, MORE_THREADS = 16, 8
"""than before the calls: connections and threads that are kept for the next"""
_LINE = re.compile(r"\S+ \[(\w+) *\] (.*?) *(?: \w+=.*)?")
_QUIET = frozenset({"debug", "info"})


def logged(log: Path) -> Counter[str]:
    """What was logged at warning or worse, with how often; whatever is no line of ours counts too."""
    found = Counter[str]()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[1] not in _QUIET:
            found[match[2] if match else line[:160]] += 1
    return found


def wrong_in_log(said: Counter[str]) -> Iterator[str]:
    for what, count in said.items():
        if what not in EXPECTED:
            yield f"logged {count} times: {what}"


def wrong_in_rows(database: Path, ledger: Ledger) -> Iterator[str]:
    with sqlite3.connect(database) as rows:
        unended = rows.execute(
            "SELECT call_id, status FROM calls WHERE status != 'completed' OR end_reason IS NULL"
        ).fetchall()
        orders = [number for (number,) in rows.execute("SELECT number FROM orders")]
        twice = rows.execute(
            "SELECT call_id FROM orders GROUP BY call_id, revision HAVING count(*) > 1"
        ).fetchall()
    yield from (f"call {call_id} is {status}" for call_id, status in unended)
    yield from (f"order {number} was confirmed and is not there" for number in ledger.confirmed - set(orders))
    yield from (f"call {call_id} has the same order twice" for (call_id,) in twice)
    if len(orders) > ledger.asked:
        yield f"{len(orders)} orders, but only {ledger.asked} were asked for"


def wrong_in_process(before: Sample, after: Sample, during: Sequence[Sample]) -> Iterator[str]:
    """`during`: of the second half of the calls."""
    if after.calls or after.tasks > before.tasks:
        yield f"{after.tasks} tasks and {after.calls} calls are left, of {before.tasks} tasks before"
    if after.handles > before.handles + MORE_HANDLES:
        yield f"{after.handles} handles are open, {before.handles} were before"
    if after.threads > before.threads + MORE_THREADS:
        yield f"{after.threads} threads are left, {before.threads} were before"
    long = bool(during) and during[-1].at - during[0].at > LONG_ENOUGH
    if long and (grows := slope(during)) > MOST_MB_A_MINUTE:
        yield f"memory grows by {grows:.1f} MB a minute"


def reasons(database: Path) -> Counter[str]:
    """Why the calls ended."""
    with sqlite3.connect(database) as rows:
        counted = rows.execute("SELECT coalesce(end_reason, 'nothing'), count(*) FROM calls GROUP BY 1")
        return Counter(dict(counted.fetchall()))
