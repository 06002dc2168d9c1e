"""A scenario's callers alone: they ring any running bridge, at natural speed, whoever answers there."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from websockets.exceptions import ConnectionClosed

from pizzeria.errors import TapeError, Unreachable
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.doubles.shapes import Json
from pizzeria.replay.stage.caller import Caller
from pizzeria.replay.written.scenario import PlannedCall, Scenario
from pizzeria.replay.written.steps import ModelSays, OfCaller, OfHouse

PAUSE_MS = 700
"""of quiet after the agent's words: a model that lives far away may stop to think"""
PATIENCE = 60.0
"""seconds that the caller waits for anything, besides the time it takes to say"""


@dataclass(frozen=True, slots=True)
class Rang:
    """What became of one call."""

    call_id: str
    ended: Reason
    heard_ms: int
    muted: int
    faults: tuple[str, ...]
    """what the bridge did against the rules, and steps that could not be done"""
    left_out: tuple[str, ...]
    """steps that only a stage can do"""

    @property
    def well(self) -> bool:
        return not self.faults and not self.muted and self.ended in ("done", "hangup", "dropped")


async def ring(scenario: Scenario, url: str, token: str | None) -> list[Rang]:
    """Every call of the scenario, each when its time has come. Raises Unreachable when nobody answers, and
    TapeError for a scenario without steps.
    """
    if not scenario.calls:
        raise TapeError(f"{scenario.path}: expected [[calls]] with steps: a tape is played on a stage only")
    address = _with_token(url, token)
    calls = [asyncio.create_task(_call(plan, address)) for plan in scenario.calls]
    try:
        return list(await asyncio.gather(*calls))
    finally:
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)


async def _call(plan: PlannedCall, url: str) -> Rang:
    await asyncio.sleep(plan.after)
    # A real model hears where words end by what follows them, so this line is never silent.
    phone = Phone(url, from_number=plan.number, frame_ms=plan.frame_ms, continuous=True)
    async with phone:
        ending = asyncio.create_task(_until_over(phone))
        undone = await _steps(plan, phone, ending)
        await phone.hang_up()
        ended, heard_ms = await ending
    left_out = tuple(step.words for step in plan.steps if isinstance(step.act, OfHouse))
    faults = (*phone.faults, *undone)
    return Rang(phone.callid, ended, heard_ms, phone.muted_frames, faults, left_out)


async def _until_over(phone: Phone) -> tuple[Reason, int]:
    reason = await phone.ended()
    return reason, phone.heard_ms


async def _steps(plan: PlannedCall, phone: Phone, ending: asyncio.Task[tuple[Reason, int]]) -> list[str]:
    """What the caller does; then waits to be said goodbye to. Answers what could not be done."""
    caller = Caller(phone, PAUSE_MS)
    for step in plan.steps:
        if isinstance(step.act, ModelSays):
            caller.expect_words()
        if not isinstance(step.act, OfCaller):
            continue
        try:
            async with asyncio.timeout(PATIENCE + _seconds(step.act)):
                await caller.do(step.act)
        except TimeoutError:
            return [f"{step.words}: this step was still waited for after a minute"]
        except (Unreachable, ConnectionClosed) as error:
            return [f"{step.words}: {error}"]
    await asyncio.wait([ending], timeout=PATIENCE)
    return [] if ending.done() else ["nobody hung up for a minute after the last step"]


def _seconds(act: OfCaller) -> float:
    """How long it takes by itself."""
    return getattr(act, "milliseconds", 0) / 1000


def _with_token(url: str, token: str | None) -> str:
    if token is None:
        return url
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, urlencode({"token": token})]))
    return urlunsplit(parts._replace(query=query))


def rang_json(rang: Rang) -> Json:
    return {
        "call_id": rang.call_id,
        "ended": rang.ended,
        "heard_ms": rang.heard_ms,
        "muted": rang.muted,
        "faults": list(rang.faults),
        "left_out": list(rang.left_out),
        "well": rang.well,
    }
