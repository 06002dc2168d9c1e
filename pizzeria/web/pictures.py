"""One picture of the board for all who look: it is painted once for what has happened, not once a screen.

What a picture shows depends on what is in the database and on nothing else, and nothing changes there
without an entry in the journal: so its last id says whether the picture is still true. What time changes
(ages, clocks) is the browser's work.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pizzeria.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Picture:
    journal_id: int
    """of the last event that is surely in it; what came after is told by the stream"""
    html: str


class Pictures:
    """The newest picture, kept until something happens. Who comes while it is painted waits for it."""

    def __init__(self) -> None:
        self._newest = Picture(-1, "")
        self._painting = asyncio.Lock()

    async def newest(self, journal: Journal, paint: Callable[[], Awaitable[str]]) -> Picture:
        """The id is read before anything is looked at: better told twice than never."""
        if await journal.last_id() == self._newest.journal_id:
            return self._newest
        async with self._painting:
            journal_id = await journal.last_id()
            if journal_id != self._newest.journal_id:
                self._newest = Picture(journal_id, await paint())
            return self._newest
