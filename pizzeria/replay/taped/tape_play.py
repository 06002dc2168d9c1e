"""A scenario's tape, played on a set stage; what crossed the wires is what stands on it."""

import asyncio
from pathlib import Path

from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.stage.performance import Limits, Performance, within
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.replay.stage.stage import Stage
from pizzeria.replay.taped.compared import Tolerance
from pizzeria.replay.taped.player import TapePlayer
from pizzeria.replay.verdicts.facts import Wires
from pizzeria.replay.verdicts.verdict import Difference
from pizzeria.tape.lines import Line, Tape, read_tape

_NATURAL_MS = 150.0
"""how far frames may be off where time does not skip"""


async def play_tape(stage: Stage, path: Path, limits: Limits) -> Performance:
    """Raises TapeError when it is no tape."""
    tape = read_tape(path)
    found: list[Difference] = []

    async def whole() -> None:
        async with TapePlayer(tape, stage.model_socket, _tolerance(tape)) as player:
            found.extend(await player.play(stage.line))
        await stage.house_is_quiet()

    if not await within(limits, whole()):
        long = f"{limits.seconds:g} seconds (or {limits.real_seconds:g} real ones)"
        found.append(Difference(path, len(tape.lines) + 1, f"the tape was not at its end after {long}"))
    return Performance(tuple(found), (_wires(tape),))


def _tolerance(tape: Tape) -> Tolerance | None:
    if isinstance(asyncio.get_running_loop(), SkippingLoop):
        return None
    return Tolerance(early=tape.tolerance_ms + _NATURAL_MS, late=_NATURAL_MS)


def _wires(tape: Tape) -> Wires:
    """Of the house as it was: where it is not so now, the player has said so."""
    ours = [line.frame for line in tape.lines if line.by == "us" and isinstance(line.frame, dict)]
    names = [str(frame.get("t") or frame.get("type")) for frame in ours]
    cuts = [frame for frame in ours if frame.get("type") == "conversation.item.truncate"]
    frames: Json = {
        "ended": next((_ended(line) for line in tape.lines if _ended(line)), "dropped"),
        "interrupts": names.count("interrupt"),
        "truncations": [{"ms": frame.get("audio_end_ms")} for frame in cuts],
        "responses": names.count("response.create"),
        "muted": 0,
    }
    return Wires(tape.call_id, frames, (), frozenset(names))


def _ended(line: Line) -> str:
    """How the phone says that the call ended; "" for every other line."""
    match line:
        case Line(on="phone", by="peer", frame={"t": "bye", "reason": str(reason)}):
            return reason
        case _:
            return ""
