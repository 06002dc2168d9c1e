"""One picture of the board for all who look: painted once for what has happened, and only where it is new.

What a picture shows depends on what is in the database and on nothing else, and nothing changes there
without an entry in the journal: so its last id says whether the picture is still true. What time changes
(ages, clocks) is the browser's work.

A picture is a frame with gaps and the pieces that go into them: a ticket, the shelf. A piece is rendered
when what it shows is new. Who has an older picture already gets the gaps that stayed as they were unfilled.
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pizzeria.store.journal import Journal

GAP = re.compile(r'<i data-same data-key="([^"]*)"></i>')
TRUSTED_SECONDS = 1.0
"""so long the journal's own word is taken for what other processes wrote, too"""


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs in a gap."""

    key: str
    template: str
    shows: object
    """given to the template as `it`; equal values look the same"""


@dataclass(frozen=True, slots=True)
class Piece:
    part: Part
    html: str
    since: int
    """of the first picture it was in"""


@dataclass(frozen=True, slots=True)
class Sketch:
    frame: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    house: str
    """the process that painted it: two of them may have seen different moments of one id"""
    journal_id: int
    """of the last event that is surely in it; what came after is told by the stream"""
    frame: str
    pieces: Mapping[str, Piece]
    _filled: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.house}.{self.journal_id}"

    def html(self, have: str = "") -> str:
        """The whole; or, for who has the picture of that name, with gaps where it is still right."""
        known = self.known(have)
        if known not in self._filled:
            self._filled[known] = GAP.sub(lambda gap: self._piece(gap, known), self.frame)
        return self._filled[known]

    def known(self, have: str) -> int:
        """The journal's id of that picture; -1 when it is none that this house painted before this one."""
        house, _, number = have.partition(".")
        painted = int(number) if house == self.house and number.isdecimal() and len(number) < 19 else -1  # noqa: PLR2004
        return painted if painted <= self.journal_id else -1

    def _piece(self, gap: re.Match[str], known: int) -> str:
        piece = self.pieces[gap[1]]
        return gap[0] if piece.since <= known else piece.html


class Pictures:
    """The newest picture, kept until something happens. Who comes while it is painted waits for it."""

    def __init__(self, render: Callable[[Part], Awaitable[str]]) -> None:
        self._render = render
        self._newest = Picture(secrets.token_hex(4), -1, "", {})
        self._painting = asyncio.Lock()
        self._checked = (-1, 0.0)
        """the journal's head when the picture was last known to be true, and when that was"""

    async def newest(self, journal: Journal, sketch: Callable[[], Awaitable[Sketch]]) -> Picture:
        if self._is_surely_true(journal):
            return self._newest
        async with self._painting:
            if not self._is_surely_true(journal):
                await self._bring_up(journal, sketch)
            return self._newest

    def _is_surely_true(self, journal: Journal) -> bool:
        head, at = self._checked
        return journal.head == head and asyncio.get_running_loop().time() - at < TRUSTED_SECONDS

    async def _bring_up(self, journal: Journal, sketch: Callable[[], Awaitable[Sketch]]) -> None:
        """The ids are read before anything is looked at: better told twice than never."""
        head = journal.head
        journal_id = head if head > self._newest.journal_id else await journal.last_id()
        if journal_id != self._newest.journal_id:
            self._newest = await self._paint(journal_id, await sketch())
        self._checked = head, asyncio.get_running_loop().time()

    async def _paint(self, journal_id: int, sketch: Sketch) -> Picture:
        pieces = {piece.part.key: piece for piece in await self._pieces(journal_id, sketch.parts)}
        return Picture(self._newest.house, journal_id, sketch.frame, pieces)

    async def _pieces(self, journal_id: int, parts: Iterable[Part]) -> list[Piece]:
        old = self._newest.pieces
        return [
            old[part.key]
            if part.key in old and old[part.key].part == part
            else Piece(part, await self._render(part), journal_id)
            for part in parts
        ]
