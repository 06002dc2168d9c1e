"""`pizzeria record`: makes a scenario of a call that was recorded."""

import asyncio
from pathlib import Path

import click

from pizzeria.errors import TapeError
from pizzeria.replay.taped.recorded import Rows, make_scenario
from pizzeria.settings import Settings, read_settings
from pizzeria.store.records import CallDetail
from pizzeria.store.store import Store
from pizzeria.tape.lines import Tape, read_tape
from pizzeria.tape.tapes import shelf_of
from pizzeria.wiring import open_store

_MANY = 10_000


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
    """Raises TapeError when there is no such call, or it is still going on."""
    async with open_store(settings) as store:
        detail = await store.call(call_id)
        if detail is None:
            raise TapeError(f"no such call: {call_id}. `pizzeria calls` lists them")
        if detail.call.status == "active":
            raise TapeError(f"call {call_id} is still going on: record it when it is over")
        return await _orders(store, detail)


async def _orders(store: Store, detail: CallDetail) -> Rows:
    call = detail.call
    newest_first = await store.orders(limit=_MANY)
    placed = [order for order in newest_first if order.call_id == call.call_id]
    theirs = await store.orders_of(call.from_number, _MANY)
    earlier = [o for o in theirs if o.placed_at < call.started_at and o.call_id != call.call_id]
    return Rows(detail, placed[::-1], earlier[::-1])
