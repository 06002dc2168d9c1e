"""What is expected against what there is: what is not named may be anything, what is named must be so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

ANYTHING = "..."
_LONGEST = 120
_GONE = object()


@dataclass(frozen=True, slots=True)
class Mismatch:
    path: str
    """such as `lines[0].total`; "" for the whole"""
    expected: Any
    got: Any
    said: str
    """expected …, got …"""


def mismatches(expected: Any, got: Any, path: str = "", slack_ms: int = 0) -> Iterator[Mismatch]:
    """Tables are matched by the keys expected, lists by place and length.

    `slack_ms`: how far numbers under keys that end in `ms` may be off.
    """
    match expected, got:
        case dict(), dict():
            for key, value in expected.items():
                there = got.get(key, _GONE)
                yield from mismatches(value, there, f"{path}.{key}" if path else key, slack_ms)
        case list(), list() | tuple():
            yield from _in_list(expected, got, path, slack_ms)
        case int() | float(), int() | float() if path.endswith("ms") or "_ms[" in path:
            if abs(expected - got) > slack_ms:
                yield _mismatch(path, expected, got)
        case _ if type(expected) is not type(got) or expected != got:
            yield _mismatch(path, expected, got)


def _in_list(expected: list[Any], got: Sequence[Any], path: str, slack_ms: int) -> Iterator[Mismatch]:
    """Of lists that are not as long, the first place only: what comes after it is shifted."""
    pairs = (
        list(mismatches(*pair, f"{path}[{n}]", slack_ms))
        for n, pair in enumerate(zip(expected, got, strict=False))
    )
    wrong = [found for found in pairs if found]
    if len(expected) != len(got):
        there = f": {shown(got)}" if got else ""
        yield Mismatch(path, expected, got, f"expected {len(expected)} of them, got {len(got)}{there}")
        wrong = wrong[:1]
    for found in wrong:
        yield from found


def _mismatch(path: str, expected: Any, got: Any) -> Mismatch:
    there = "nothing" if got is _GONE else shown(got)
    return Mismatch(path, expected, None if got is _GONE else got, f"expected {shown(expected)}, got {there}")


def first_out_of_order(expected: Sequence[str], got: Sequence[str]) -> str | None:
    """Compares names in order, in which ANYTHING stands for any number of any names; says what is wrong."""
    reached = {0}
    for wanted in expected:
        if wanted == ANYTHING:
            reached = set(range(min(reached), len(got) + 1))
            continue
        after = {place + 1 for place in reached if place < len(got) and got[place] == wanted}
        if not after:
            return _missed(wanted, got, max(reached) if len(reached) == 1 else min(reached), len(reached) > 1)
        reached = after
    if len(got) in reached:
        return None
    last = max(reached)
    return f"expected nothing after {got[last - 1] if last else 'the beginning'}, got {', '.join(got[last:])}"


def _missed(wanted: str, got: Sequence[str], place: int, anywhere: bool) -> str:
    behind = f"after {got[place - 1]} (the {ordinal(place)})" if place else "at the beginning"
    rest = ", ".join(got[place:]) or "no more"
    return f"expected {wanted} {'anywhere ' if anywhere else ''}{behind}, got {rest}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    teens = range(11, 14)
    last = 10
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % last, "th")
    return f"{number}th" if number % 100 in teens else f"{number}{ending}"


def shown(value: Any) -> str:
    """A value in few words."""
    match value:
        case None:
            words = "nothing"
        case str():
            words = f'"{value}"'
        case _:
            words = orjson.dumps(value, default=str).decode()
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
