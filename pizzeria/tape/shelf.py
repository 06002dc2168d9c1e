"""The folder of tapes: where each call's lies, and which must go, the oldest first.

Ids of calls come from outside: one that could not be a file's name is kept as its hash.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path

MEGABYTE = 1_000_000
_DAY = 86_400
"""seconds"""
_ABANDONED = 3_600
"""seconds after which an unfinished tape belongs to a house that is no more"""


@dataclass(frozen=True, slots=True)
class Shelf:
    folder: Path
    days: int
    max_mb: int
    """of all tapes together; one takes at most a quarter of it"""

    @property
    def longest(self) -> int:
        """Bytes of one tape."""
        return self.max_mb * MEGABYTE // 4

    def path(self, call_id: str) -> Path:
        plain = re.fullmatch(r"[A-Za-z0-9_-]{1,100}", call_id)
        name = call_id if plain else f"call-{sha256(call_id.encode(errors='replace')).hexdigest()[:32]}"
        return self.folder / f"{name}.jsonl"

    def unfinished(self) -> Path:
        """A new empty file, for its owner's eyes only."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number in count(1):
            path = self.folder / f"{number}.part"
            with suppress(FileExistsError):
                path.touch(mode=0o600, exist_ok=False)
                return path
        raise AssertionError("there is always another number")

    def tidy(self, now: float) -> list[Path]:
        """Deletes tapes older than so many days, then the oldest until the rest fit; answers which.

        `now` is seconds since 1970, as the files' own times are.
        """
        gone = [path for path, age, _ in self._tapes(now) if age > self.days * _DAY]
        fresh = [(path, size) for path, age, size in self._tapes(now) if age <= self.days * _DAY]
        room = self.max_mb * MEGABYTE
        for path, size in fresh:
            room -= size
            if room < 0:
                gone.append(path)
        gone += [path for path, age, _ in self._files("*.part", now) if age > _ABANDONED]
        for path in gone:
            path.unlink(missing_ok=True)
        return gone

    def _tapes(self, now: float) -> list[tuple[Path, float, int]]:
        """Path, age in seconds and bytes, the newest first."""
        return sorted(self._files("*.jsonl", now), key=lambda tape: (tape[1], tape[0].name))

    def _files(self, pattern: str, now: float) -> Iterator[tuple[Path, float, int]]:
        for path in self.folder.glob(pattern):
            with suppress(FileNotFoundError):  # another house tidied the same folder
                state = path.stat()
                yield path, now - state.st_mtime, state.st_size
