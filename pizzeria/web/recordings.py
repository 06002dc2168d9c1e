"""What was kept of calls on tape, for the pages: whether there is a tape, and its sound as a file.

A file is made when it is first asked for, in a thread, and kept beside the tapes for a while: a player asks
for many parts of it. It is called unfinished there, so that what a crash leaves behind is deleted at night
with all else that is unfinished.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from quart import Quart, current_app

from pizzeria.tape.ending import Cut, cut_short
from pizzeria.tape.shelf import Shelf
from pizzeria.tape.tapes import shelf_of
from pizzeria.tape.wav import is_full, write_wav
from pizzeria.web.here import Pizzeria

KEPT = 4
"""files: a minute of a call is 6 MB"""

Made = tuple[str, int]
"""a call's id, and when its tape was last written"""


@dataclass(frozen=True, slots=True)
class Kept:
    """How a call's tape was kept."""

    full: bool
    """with its sound"""
    cut: Cut | None
    """where the tape ends, when it ends before the call"""


def install(app: Quart) -> None:
    house: Pizzeria = app.extensions["pizzeria"]
    shelved = Recordings(shelf_of(house.settings))
    app.extensions["recordings"] = shelved

    @app.after_serving
    async def forget() -> None:
        await asyncio.to_thread(shelved.forget, 0)


def recordings() -> "Recordings":
    """Of the house that the present request is for."""
    return cast(Recordings, current_app.extensions["recordings"])


class Recordings:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._files: OrderedDict[Made, Path] = OrderedDict()
        self._making = asyncio.Lock()

    async def kept(self, call_id: str) -> Kept | None:
        """How this call's tape was kept; None when there is none, or not yet."""
        return await asyncio.to_thread(self._kept, call_id)

    async def file(self, call_id: str) -> Path | None:
        """What can be listened to; None when no tape was kept in full."""
        async with self._making:  # one at a time: it is memory and a processor that callers need
            return await asyncio.to_thread(self._file, call_id)

    def forget(self, but: int) -> None:
        """Deletes all files but the newest few."""
        while len(self._files) > but:
            _, oldest = self._files.popitem(last=False)
            oldest.unlink(missing_ok=True)

    # in a thread

    def _kept(self, call_id: str) -> Kept | None:
        tape = self.shelf.path(call_id)
        return Kept(is_full(tape), cut_short(tape)) if tape.is_file() else None

    def _file(self, call_id: str) -> Path | None:
        tape = self.shelf.path(call_id)
        if not is_full(tape):
            return None
        made = (call_id, tape.stat().st_mtime_ns)
        file = self._files.get(made)
        if file is None or not file.is_file():
            file = self.shelf.unfinished()
            write_wav(tape, file)
            self._files[made] = file
        self._files.move_to_end(made)
        self.forget(KEPT)
        return file
