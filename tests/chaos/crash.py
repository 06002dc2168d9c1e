"""A house that is killed in mid-call, started again on the same database, and called again; and what must be
true then: the call is closed as lost, the journal is whole, and what the caller wants is ordered once.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.calls.waiter import Waiter
from tests.house import CALLER, House, open_house
from tests.staff.lines import begins_with_two, finishes_for_pickup, speaks

PATIENCE = 60
ENDS = ("lost", "goodbye", "hangup")
GOES_ON = "# This call goes on"


@dataclass(frozen=True, slots=True)
class Crash:
    moment: str
    died: bool
    """in mid-call; else the call was over before"""
    promised: bool
    """the model had been told that the order is placed"""
    offered: bool
    """the next call was greeted with the order"""
    orders: int
    wrong: tuple[str, ...]


async def crash(database_url: str, when: str, after_s: float | None = None) -> Crash:
    """`when`: as of tests.chaos.mortal; or "never", and killed so many seconds into the call."""
    waiters: list[Waiter] = []

    async def takes_it(line: ModelLine) -> None:
        waiter = Waiter(line)
        waiters.append(waiter)
        await begins_with_two(waiter)
        await waiter.hears("I pick it up")
        await finishes_for_pickup(waiter)

    async with Model(takes_it) as model:
        died = await _killed_in_mid_call(database_url, model, when, after_s)
    promised = any(tool == "place_order" and told["ok"] for each in waiters for tool, told in each.answers)
    async with open_house(database_url, _goes_on_or_greets) as house:
        wrong = await _wrong(house)
        before = len(await house.store.orders())
        offered = await _calls_again(house)
        orders = await house.store.orders()
        wrong += await _wrong(house)
    if promised and not before:
        wrong.append("the caller was told of an order that is not there")
    if before and offered:
        wrong.append("what was ordered is offered again")
    if len(orders) != (before or offered):
        wrong.append(f"{len(orders)} orders")
    moment = when if after_s is None else f"{after_s:.2f} s"
    return Crash(moment, died, promised, offered, len(orders), tuple(wrong))


async def _killed_in_mid_call(database_url: str, model: Model, when: str, after_s: float | None) -> bool:
    died = True
    async with _mortal(database_url, model.base_url, when) as (process, address):
        line = address.replace("http", "ws", 1) + "/voice-stream"
        killer = asyncio.create_task(_kill(process, after_s))
        with suppress(Unreachable):
            phone = Phone(line, "c1", CALLER, "+4600700001", speed=20.0)
            async with asyncio.timeout(PATIENCE), phone:
                with suppress(Unreachable):
                    await speaks(phone, 4)
                died = await phone.ended() != "done"
        killer.cancel()
        return died


async def _kill(process: asyncio.subprocess.Process, after_s: float | None) -> None:
    if after_s is not None:
        await asyncio.sleep(after_s)
        process.kill()


@asynccontextmanager
async def _mortal(*wanted: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.chaos.mortal"),
        *wanted,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    try:
        address = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode().strip()
        assert address, "the house did not start"
        yield process, address
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _goes_on_or_greets(line: ModelLine) -> None:
    waiter = Waiter(line)
    told = str((await line.configured())["instructions"])
    if GOES_ON not in told:
        await waiter.says("Pizzeria Lilla Lyktan, what would you like?")
        return
    await waiter.says("We were cut off. Shall we go on?")
    await waiter.hears("Yes, I pick it up")
    await finishes_for_pickup(waiter)


async def _calls_again(house: House) -> bool:
    """Whether the caller was greeted with the order; then it is placed."""
    async with asyncio.timeout(PATIENCE), house.phone("c2") as phone:
        await phone.answered()
        offered = GOES_ON in str((await (await house.model.line(0)).configured())["instructions"])
        if offered:
            await speaks(phone, 3)
            await phone.ended()
    async with asyncio.timeout(PATIENCE):
        await house.hung_up()
    return offered


async def _wrong(house: House) -> list[str]:
    """What is not as it must be when the house is open and nobody is on the line."""
    calls, orders = await house.store.calls(), await house.store.orders()
    entries = await house.store.journal.after(0)
    told = Counter((entry.name, entry.data.get("call_id")) for entry in entries)
    placed = Counter(_number(entry.data["order"]) for entry in entries if entry.name == "order.placed")
    found = [f"{call.call_id} is active" for call in calls if call.status == "active"]
    found += [f"{call.call_id} ended as {call.end_reason}" for call in calls if call.end_reason not in ENDS]
    found += [
        f"{name} of {call.call_id} is told {told[name, call.call_id]} times"
        for call in calls
        for name in ("call.started", "call.ended")
        if told[name, call.call_id] != 1
    ]
    if placed != Counter(order.number for order in orders):
        found.append(f"orders told: {dict(placed)}")
    return found


def _number(order: Any) -> int:
    return int(order["number"])
