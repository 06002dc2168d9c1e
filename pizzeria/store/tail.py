"""The newest journal entries in memory, so that ten screens are ten cursors and not ten queries."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    name: str
    """of the event, as on the stream"""
    data: dict[str, object]
    """event_json.event_json of the event"""
    at: datetime


class Tail:
    """Every entry after `floor` up to `last`, and never more than `keep` of them."""

    def __init__(self, keep: int) -> None:
        self.floor = 0
        self.last = 0
        self._keep = keep
        self._entries: list[Entry] = []

    def restart(self, at: int) -> None:
        """Forget everything; what is added next follows `at`."""
        self.floor = self.last = at
        self._entries = []

    def extend(self, entries: Sequence[Entry]) -> None:
        """Add the ones that follow `last`; the oldest make room."""
        if not entries:
            return
        every = [*self._entries, *entries]
        dropped, self._entries = every[: -self._keep], every[-self._keep :]
        self.floor = dropped[-1].id if dropped else self.floor
        self.last = entries[-1].id

    def since(self, id: int, limit: int) -> Sequence[Entry]:
        """Those after `id`, which is not before `floor`."""
        start = bisect_right(self._entries, id, key=lambda entry: entry.id)
        return self._entries[start : start + limit]
