"""`pizzeria record`: makes a scenario of a call that was recorded."""

import asyncio
from pathlib import Path

import click

from pizzeria.errors import TapeError
from pizzeria.replay.taped.recorded import Rows, make_scenario
from pizzeria.replay.taped.rows import rows_of
from pizzeria.settings import Settings, read_settings
from pizzeria.tape.lines import Tape, read_tape
from pizzeria.tape.tapes import shelf_of
from pizzeria.wiring import open_store


@click.command()
@click.argument("call_id", metavar="[CALLID]", required=False)
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="the scenario's folder")
@click.option("--from-tape", "tape", type=click.Path(path_type=Path), help="this tape, not the one kept")
def record(call_id: str | None, folder: Path, tape: Path | None) -> None:
    """Make a scenario of a call in the call log whose tape was kept, or of any tape.

    Tapes are kept of calls made while PIZZERIA_TAPES is `frames` or `full`. With CALLID, what must come of
    the call again is taken from the database; without it, only what stands on the tape.

    Example: pizzeria record c1a2b3 --to scenarios/a-plain-order
    """
    if call_id is None and tape is None:
        raise click.UsageError("Missing argument 'CALLID', or --from-tape FILE.")
    rows = asyncio.run(_rows(read_settings(), call_id)) if call_id is not None else None
    played = read_tape(tape or _kept(read_settings(), call_id or ""))
    make_scenario(folder, played, rows)
    click.echo(f"wrote {folder}: {_said_of(played)}. Play it with: pizzeria replay {folder}")


def _kept(settings: Settings, call_id: str) -> Path:
    path = shelf_of(settings).path(call_id)
    if not path.is_file():
        raise TapeError(
            f"no tape was kept of call {call_id} (looked for {path}): set PIZZERIA_TAPES=frames before a "
            f"call, and record it within {settings.tapes_days} days"
        )
    return path


def _said_of(tape: Tape) -> str:
    seconds = tape.lines[-1].at if tape.lines else 0.0
    end = f", and ends before the call did: {tape.cut}" if tape.cut else ""
    return f"the tape has {len(tape.lines)} lines, {seconds:.1f} seconds{end}"


async def _rows(settings: Settings, call_id: str) -> Rows:
    async with open_store(settings) as store:
        return await rows_of(store, call_id)
