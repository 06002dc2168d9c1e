"""Text that crosses the wire in pieces (transcript deltas): put together, replaced in, torn again. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pizzeria.tape.sound import sound_key

Span = tuple[int, int, str]
"""from, to, and what stands there instead"""

_WHERE = ("item_id", "call_id", "output_index", "content_index")


def pieces(documents: Sequence[object]) -> Mapping[tuple[str, ...], list[int]]:
    """Where the pieces of each text are; the key begins with the type of their events."""
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, document in enumerate(documents):
        if isinstance(document, dict) and (key := _key(document)):
            found[key].append(at)
    return found


def torn(said: Sequence[str], spans: Sequence[Span]) -> list[str]:
    """The pieces again, with the spans of the whole text replaced: each stands in the first it touches."""
    whole = "".join(said)
    ends = [sum(map(len, said[: place + 1])) for place in range(len(said))]
    starts = [0, *ends[:-1]]
    return [_between(whole, spans, start, end) for start, end in zip(starts, ends, strict=True)]


def _key(document: Mapping[str, Any]) -> tuple[str, ...] | None:
    if not isinstance(document.get("delta"), str) or sound_key(document):
        return None
    return str(document.get("type")), *(str(document.get(key)) for key in _WHERE)


def _between(whole: str, spans: Sequence[Span], start: int, end: int) -> str:
    said, at = "", start
    for first, last, new in spans:
        if last > at and first < end:
            said += whole[at : max(at, first)] + (new if first >= start else "")
            at = min(last, end)
    return said + whole[at:end]
