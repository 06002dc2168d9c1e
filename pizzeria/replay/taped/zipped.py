"""A recorded call as a scenario to take home: one zip file, to be unpacked among the scenarios."""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from pizzeria.errors import TapeError
from pizzeria.replay.taped.recorded import Rows, make_scenario
from pizzeria.replay.taped.rows import rows_of
from pizzeria.store.store import Store
from pizzeria.tape.lines import read_tape
from pizzeria.tape.shelf import Shelf


def zipper(store: Store, shelf: Shelf) -> Callable[[str], Awaitable[bytes | None]]:
    """What makes the zip of a call; it answers None for a call that lasts, is unknown, or has no tape."""

    async def scenario_of(call_id: str) -> bytes | None:
        tape = shelf.path(call_id)
        try:
            rows = await rows_of(store, call_id)
            return await asyncio.to_thread(_zipped, tape, rows)
        except TapeError:
            return None

    return scenario_of


def _zipped(tape: Path, rows: Rows) -> bytes:
    """In a thread: a tape that was kept in full is a hundred megabytes."""
    name = f"recorded-{tape.stem}"
    with TemporaryDirectory() as folder:
        make_scenario(Path(folder, name), read_tape(tape), rows)
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for file in sorted(Path(folder, name).iterdir()):
                archive.write(file, f"{name}/{file.name}")
    return packed.getvalue()
