"""One soak, from the empty house to the quiet one."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import httpx2 as httpx

from pizzeria.replay.doubles.model import Model
from tests.bench.processes import Bridge, started
from tests.soak import ending
from tests.soak.agent import Agents, Ledger
from tests.soak.callers import Callers
from tests.soak.samples import Gauge, Sample
from tests.soak.visitors import Visitors

LAST_CALLS = 150.0
"""seconds for the calls under way to end"""


@dataclass(frozen=True, slots=True)
class Plan:
    calls: int
    seconds: float
    """that new calls come in"""
    quiet: float = 60.0
    """seconds without a call, at the end"""
    every: float = 10.0
    """seconds between two samples"""
    seed: int = 46
    speed: float = 1.0
    """so many times faster than life"""
    visitors: int = 4
    """of each kind"""


@dataclass(frozen=True, slots=True)
class Report:
    made: int
    endings: Counter[str]
    """as the phones saw it"""
    reasons: Counter[str]
    """as the house has written it down"""
    ledger: Ledger
    samples: list[Sample]
    """the first before the calls, the last when all was quiet"""
    lags_ms: list[float]
    """by how much the event loop was late at most, each second"""
    logged: Counter[str]
    wrong: list[str]


async def soak(plan: Plan, say: Callable[[Sample], None]) -> Report:
    chance = Random(plan.seed)
    agents = Agents(chance)
    folder = Path(tempfile.mkdtemp())
    log, database = folder / "log", folder / "pizzeria.db"
    async with Model(agents.script, speed=plan.speed) as model:
        with log.open("w+b") as complaints:
            house = ["tests.soak.house", model.base_url, str(folder), "--speed", str(plan.speed)]
            async with started(house, complaints) as bridge:
                callers, visitors, gauge = await _busy_then_quiet(plan, chance, bridge, say)
    said, reasons = ending.logged(log), ending.reasons(database)
    before, *during, after = gauge.samples
    wrong = [
        *ending.wrong_in_process(before, after, during[len(during) // 2 :]),
        *ending.wrong_in_rows(database, agents.ledger),
        *ending.wrong_in_log(said),
        *visitors.failures,
    ]
    if wrong:
        wrong.append(f"its log, its database and its tapes are kept in {folder}")
    else:
        shutil.rmtree(folder)
    return Report(
        callers.made, callers.endings, reasons, agents.ledger, gauge.samples, gauge.lags_ms, said, wrong
    )


async def _busy_then_quiet(
    plan: Plan, chance: Random, bridge: Bridge, say: Callable[[Sample], None]
) -> tuple[Callers, Visitors, Gauge]:
    address = f"http://{urlsplit(bridge.url).netloc}"
    callers = Callers(bridge.url, chance, plan.speed)
    visitors = Visitors(address, chance)
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        gauge = Gauge(client, bridge.process, say)
        await gauge.look()
        await _busy(plan, callers, visitors, gauge)
        await gauge.settles(LAST_CALLS)
        await asyncio.sleep(plan.quiet)
        await gauge.look()
    return callers, visitors, gauge


async def _busy(plan: Plan, callers: Callers, visitors: Visitors, gauge: Gauge) -> None:
    """Until the last caller has hung up."""
    async with asyncio.TaskGroup() as everybody:
        phones = [everybody.create_task(callers.keep_calling()) for _ in range(plan.calls)]
        looks = (visitors.watch, visitors.read)
        others = [everybody.create_task(look()) for look in looks for _ in range(plan.visitors)]
        others += [everybody.create_task(visitors.bake()), everybody.create_task(gauge.every(plan.every))]
        await asyncio.sleep(plan.seconds)
        callers.closing.set()
        await asyncio.wait(phones, timeout=LAST_CALLS / plan.speed)
        for task in (*phones, *others):
            task.cancel()
