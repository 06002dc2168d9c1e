"""The house's tape recorder: one for all calls, with a thread of its own for the disk and for scrubbing."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import structlog

from pizzeria.settings import Settings
from pizzeria.sound import FORMATS, PCM, Format
from pizzeria.tape.lines import Mode, header, last_line, line, parsed
from pizzeria.tape.private import Privacy
from pizzeria.tape.recording import Recording, Text
from pizzeria.tape.scrub import scrubbed
from pizzeria.tape.shelf import Shelf
from pizzeria.tape.sound import cut

T = TypeVar("T")

_A_DAY = 86_400
"""seconds"""


@asynccontextmanager
async def open_tapes(settings: Settings, privacy: Privacy) -> AsyncIterator["Tapes | None"]:
    """None when nothing is to be recorded. Old tapes are deleted at once, and every night, even then."""
    shelf = shelf_of(settings)
    if settings.tapes == "off" and not shelf.folder.is_dir():
        yield None
        return
    mode: Mode = "full" if settings.tapes == "full" else "frames"
    tapes = Tapes(shelf, mode, privacy, FORMATS[settings.sound])
    nightly = asyncio.create_task(tapes.tidy_every_night())
    try:
        yield None if settings.tapes == "off" else tapes
    finally:
        nightly.cancel()
        await asyncio.wait([nightly])
        await tapes.close()


def shelf_of(settings: Settings) -> Shelf:
    return Shelf(settings.tapes_dir, settings.tapes_days, settings.tapes_max_mb)


class Tapes:
    def __init__(self, shelf: Shelf, mode: Mode, privacy: Privacy, sound: Format = PCM) -> None:
        self.shelf = shelf
        self._mode: Mode = mode
        self._sound = sound
        self._privacy = privacy
        self._thread = ThreadPoolExecutor(1, "tapes")
        self._unfinished: dict[Recording, Path] = {}
        self._log = structlog.get_logger()

    def begin(self, started_at: datetime) -> Recording:
        """A tape for a call whose socket opened at this time of day."""
        recording = Recording(self._mode, started_at, self.shelf.longest, self._sound)

        def write(batch: bytes) -> None:
            job = self._beside(self._append, recording, batch)
            job.add_done_callback(lambda done: self._written(recording, done))

        recording.write = write
        return recording

    async def finish(self, recording: Recording, call_id: str) -> None:
        """Returns when the tape is on the shelf. Without a call's id there was no call: nothing is kept."""
        try:
            await self._beside(self._put_on_shelf, recording, call_id)
        except Exception:  # a tape that cannot be kept must not cost anybody a call
            self._log.exception("tape not kept", call_id=call_id)

    async def tidy_every_night(self) -> None:
        while True:
            with suppress(OSError):
                gone = await self._beside(self.shelf.tidy, time.time())
                if gone:
                    self._log.info("old tapes deleted", count=len(gone))
            await asyncio.sleep(_A_DAY)

    async def close(self) -> None:
        """Returns when everything is on disk."""
        await asyncio.get_running_loop().run_in_executor(None, self._thread.shutdown)

    def _beside(self, work: Callable[..., T], *given: object) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def _written(self, recording: Recording, done: asyncio.Future[None]) -> None:
        recording.waiting -= 1
        if not done.cancelled() and (error := done.exception()) and recording.cut is None:
            recording.cut = (recording.handed_at, f"the disk: {error}")
            self._log.error("tape ends early", why=str(error))

    # in the thread

    def _append(self, recording: Recording, batch: bytes) -> None:
        if recording not in self._unfinished:
            self._unfinished[recording] = self.shelf.unfinished()
        with self._unfinished[recording].open("ab") as file:
            file.write(batch)

    def _put_on_shelf(self, recording: Recording, call_id: str) -> None:
        self._append(recording, recording.rest())
        sound = self._unfinished.pop(recording)
        tape = self.shelf.unfinished()
        try:
            if call_id:
                self._merge(recording, call_id, sound, tape)
                tape.replace(self.shelf.path(call_id))
                self.shelf.tidy(time.time())
        finally:
            sound.unlink(missing_ok=True)
            tape.unlink(missing_ok=True)

    def _merge(self, recording: Recording, call_id: str, sound: Path, tape: Path) -> None:
        """Text and sound in the order they came in; on disk there is nothing that is not scrubbed."""
        texts = self._scrubbed(recording)
        with sound.open("rb") as sounds, tape.open("wb") as file:
            head = (recording.started_at, recording.mode, recording.house, recording.sound)
            file.write(header(call_id, *head))
            for place in range(recording.lines):
                file.write(texts.pop(place) if place in texts else next(sounds, b""))
            if recording.cut:
                file.write(last_line(*recording.cut))

    def _scrubbed(self, recording: Recording) -> dict[int, bytes]:
        frames = [_frame(recording, text) for text in recording.texts.values()]
        return dict(self._lines(recording, scrubbed(frames, self._privacy)))

    def _lines(self, recording: Recording, frames: list[object]) -> Iterator[tuple[int, bytes]]:
        for (place, text), frame in zip(recording.texts.items(), frames, strict=True):
            said = {"closed" if text.frame is None else "frame": frame}
            yield place, line(text.at, text.on, text.by, **said)


def _frame(recording: Recording, text: Text) -> object:
    """Why the socket is gone, where there is no frame."""
    frame = text.why if text.frame is None else parsed(text.frame)
    if recording.mode == "frames" and isinstance(frame, dict):
        return cut(frame, recording.sound)
    return frame
