"""What becomes of a good document in bad hands."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

ODD_TEXTS = st.sampled_from(
    (
        *("", " ", "\0", "\u202e", "\ufeff", "İ", "ß" * 3, "🍕", "\r\n", "$", "${house}", "$$$", "'", '"'),
        *("../../etc/passwd", "%s", "{0}", "0", "-1", "1e999", "null", "25:99-00:61", "2026-02-30"),
        "x" * 70_000,
    )
)
ODD_NUMBERS = st.sampled_from(
    [0, -1, 1, 2**31, 2**63, 2**64, 10**30, 0.5, -0.0, 1e308, float("inf"), float("-inf"), float("nan")]
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ODD = PLAIN | ODD_TEXTS | ODD_NUMBERS
VALUES = st.recursive(
    ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where anything stands in it, but the whole."""
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inside:
            yield (*path, key)
            yield from paths(each, (*path, key))


def mutated(draw: st.DrawFn, document: Any, others: st.SearchStrategy[Any], most: int = 3) -> Any:
    """Up to so many things are dropped, doubled, named otherwise, or become something else."""
    document = deepcopy(document)
    for _ in range(draw(st.integers(1, most))):
        known = list(paths(document))
        if not known:
            return document
        _mutate(draw, document, draw(st.sampled_from(known)), known, others)
    return document


def _mutate(
    draw: st.DrawFn, document: Any, path: Path, known: list[Path], others: st.SearchStrategy[Any]
) -> None:
    holder, key = at(document, path[:-1]), path[-1]
    match draw(st.sampled_from(["drop", "odd", "swap", "rename", "double"])):
        case "drop":
            del holder[key]
        case "swap":
            holder[key] = deepcopy(at(document, draw(st.sampled_from(known))))
        case "rename" if isinstance(holder, dict):
            holder[draw(st.text(max_size=8) | st.sampled_from([*holder, "type"]))] = holder.pop(key)
        case "double" if isinstance(holder, list) and isinstance(key, int):
            holder.insert(key, deepcopy(holder[key]))
        case _:
            holder[key] = deepcopy(draw(others))


def at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


@st.composite
def torn(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file that was cut off, or whose bytes were changed."""
    start, length = draw(st.integers(0, len(whole))), draw(st.integers(0, 200))
    instead = draw(
        st.binary(max_size=40) | st.sampled_from([b"[" * 3_000, b"9" * 5_000, b"\xff\xfe", b"\0", b'"""'])
    )
    end = whole[start + length :] if draw(st.booleans()) else b""
    return whole[:start] + instead + end
