"""A tape's phone or its model alone, at natural speed, against a house that runs somewhere else.

What the house says is compared with the tape, as on a stage, so its other peer has to be played from the same
tape. Its day, the numbers of its orders and half a second are its own.
"""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from pizzeria.replay.alone.rang import Rang
from pizzeria.replay.doubles.earpiece import Earpiece
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.taped.compared import Tolerance
from pizzeria.replay.taped.player import TapePlayer
from pizzeria.replay.taped.wires import Got
from pizzeria.replay.verdicts.verdict import Difference
from pizzeria.sound import Format
from pizzeria.tape.lines import Line, Tape

_SLACK_MS = 500.0
_ENDS: dict[object, Reason] = {"hangup": "hangup", "done": "done", "dropped": "dropped", "error": "error"}


async def ring_tape(tape: Tape, url: str) -> Rang:
    """Raises Unreachable when nobody answers."""
    call_id = f"c{uuid4().hex}"
    async with TapePlayer(_called(tape, call_id), tolerance=_tolerance(tape)) as player:
        found = await player.play(url)
        said = player.got["phone"]
    heard, muted = _heard(said, tape.sound, asyncio.get_running_loop().time())
    return Rang(call_id, _ended(tape, said), heard, muted, tuple(map(str, found)), ())


async def answer_tape(tape: Tape, listener: socket.socket) -> Sequence[Difference]:
    """Waits for the house to dial; returns when it has hung up, or the tape is at its end."""
    async with TapePlayer(tape, listener, _tolerance(tape)) as player:
        return await player.play(None)


def _tolerance(tape: Tape) -> Tolerance:
    return Tolerance(early=tape.tolerance_ms + _SLACK_MS, late=_SLACK_MS, elsewhere=True)


def _called(tape: Tape, call_id: str) -> Tape:
    """The same call under another id: a house that runs may know this one already."""
    return replace(tape, lines=tuple(_renamed(line, call_id) for line in tape.lines))


def _renamed(line: Line, call_id: str) -> Line:
    if isinstance(line.frame, dict) and line.frame.get("t") == "hello":
        return replace(line, frame={**line.frame, "callid": call_id})
    return line


def _heard(said: Sequence[Got], line: Format, until: float) -> tuple[int, int]:
    """Milliseconds of the house's sound that came to the caller's ear, and frames that nobody could hear."""
    ear, sending, muted = Earpiece(), False, 0
    for each in said:
        match each.frame:
            case {"t": "sending"}:
                sending = True
            case {"t": "interrupt"}:
                ear.cut(each.at)
                sending = False
            case {"t": "audio", "data": str(data)} if sending:
                ear.play(line.duration_ms(data), len(data), each.at)
            case {"t": "audio"}:
                muted += 1
    return round(ear.heard_ms(until)), muted


def _ended(tape: Tape, said: Sequence[Got]) -> Reason:
    """The house says bye, or the phone ends the call as on the tape."""
    if any(isinstance(each.frame, dict) and each.frame.get("t") == "bye" for each in said):
        return "done"
    byes = (line.frame for line in tape.lines if line.on == "phone" and line.by == "peer")
    reasons = [frame.get("reason") for frame in byes if isinstance(frame, dict) and frame.get("t") == "bye"]
    return _ENDS.get(reasons[-1], "closed") if reasons else "dropped"
