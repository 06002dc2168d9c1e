"""A scenario's callers alone: they ring any running bridge, at natural speed, whoever answers there."""

import asyncio
from asyncio import Task
from urllib.parse import urlencode, urlsplit, urlunsplit

from websockets.exceptions import ConnectionClosed

from pizzeria.errors import Unreachable
from pizzeria.replay.alone.rang import Rang
from pizzeria.replay.alone.taped_peer import ring_tape
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.stage.caller import Caller
from pizzeria.replay.written.scenario import PlannedCall, Scenario
from pizzeria.replay.written.steps import ModelSays, OfCaller, OfHouse
from pizzeria.tape.lines import read_tape

Words = list[str]
PAUSE_MS = 700
"""of quiet after the agent's words: a model that lives far away may stop to think"""
PATIENCE = 60.0
"""seconds that the caller waits for anything, besides the time it takes to say"""


async def ring(scenario: Scenario, url: str, token: str | None) -> list[Rang]:
    """Every call of the scenario, each when its time has come; or the one on its tape. Raises Unreachable
    when nobody answers, and TapeError when the tape is none.
    """
    address = _with_token(url, token)
    if scenario.tape:
        return [await ring_tape(read_tape(scenario.tape), address)]
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
        faults, unsaid = await _steps(plan, phone, ending)
        await phone.hang_up()
        ended, heard_ms = await ending
    left_out = tuple(step.words for step in plan.steps if isinstance(step.act, OfHouse))
    told = (*phone.faults, *faults)
    return Rang(phone.callid, ended, heard_ms, phone.muted_frames, told, left_out, tuple(unsaid))


async def _until_over(phone: Phone) -> tuple[Reason, int]:
    reason = await phone.ended()
    return reason, phone.heard_ms


async def _steps(plan: PlannedCall, phone: Phone, ending: Task[tuple[Reason, int]]) -> tuple[Words, Words]:
    """What the caller does; then waits to be said goodbye to. Answers what went wrong, and what was not done
    since the bridge had said goodbye.
    """
    caller = Caller(phone, PAUSE_MS)
    for place, step in enumerate(plan.steps):
        if isinstance(step.act, ModelSays):
            caller.expect_words()
        if not isinstance(step.act, OfCaller):
            continue
        try:
            async with asyncio.timeout(PATIENCE + _seconds(step.act)):
                await caller.do(step.act)
        except TimeoutError:
            return [f"{step.words}: this step was still waited for after a minute"], []
        except (Unreachable, ConnectionClosed) as error:
            rest = [each.words for each in plan.steps[place:] if isinstance(each.act, OfCaller)]
            return ([], rest) if _said_goodbye(*await ending) else ([f"{step.words}: {error}"], [])
    await asyncio.wait([ending], timeout=PATIENCE)
    return ([] if ending.done() else ["nobody hung up for a minute after the last step"]), []


def _said_goodbye(ended: Reason, heard_ms: int) -> bool:
    """Another model may have settled the matter sooner: not to hang up on somebody is manners enough."""
    return ended == "done" and heard_ms > 0


def _seconds(act: OfCaller) -> float:
    """How long it takes by itself."""
    return getattr(act, "milliseconds", 0) / 1000


def _with_token(url: str, token: str | None) -> str:
    if token is None:
        return url
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, urlencode({"token": token})]))
    return urlunsplit(parts._replace(query=query))
