"""One run: a bridge is started, called by all phones, measured, and hung up on."""

import asyncio
from pathlib import Path
from time import perf_counter

from tests.bench.book import Book, Window
from tests.bench.figures import Figures
from tests.bench.model import Model
from tests.bench.phone import Exchange
from tests.bench.plan import DIALS_EVERY, WARM_UP, Plan
from tests.bench.processes import CpuMeter, running

_SETTLES = 3.0
"""seconds until a bridge has made itself ready"""
_IDLE = 1.0
"""that it is watched then"""
_LAST_TURN = 6.0
"""seconds for the turns under way to end"""
_UNDERWAY = 1.0
"""seconds for the last frames to arrive"""


async def run(name: str, plan: Plan, profile: Path | None) -> Figures:
    book = Book()
    async with Model(book) as model, running(name, model.base_url, profile) as bridge:
        await asyncio.sleep(_SETTLES)
        idle, memory_idle = CpuMeter(bridge.process), bridge.memory_mb
        await asyncio.sleep(_IDLE)
        idle_cpu = idle.read().bridge
        exchange = Exchange(bridge.url, book)
        for _ in range(plan.calls):
            await exchange.dial()
            await asyncio.sleep(DIALS_EVERY)
        await asyncio.sleep(WARM_UP)
        busy, began = CpuMeter(bridge.process), perf_counter()
        await asyncio.sleep(plan.seconds)
        cpu, window, memory = busy.read(), Window(began, perf_counter()), bridge.memory_mb
        await model.finish(_LAST_TURN)
        await exchange.fall_silent()
        await asyncio.sleep(_UNDERWAY)
        figures = Figures.read(book, window, cpu, idle_cpu, (memory_idle, memory))
        await exchange.hang_up()
    return figures
