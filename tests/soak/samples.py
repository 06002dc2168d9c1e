"""What the house's process holds, now and then: memory, handles, threads, tasks, and how late its loop is."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

import httpx2 as httpx
import psutil
from prometheus_client.parser import text_string_to_metric_families


@dataclass(frozen=True, slots=True)
class Sample:
    at: float
    """seconds since the first"""
    memory_mb: float
    handles: int
    threads: int
    tasks: int
    calls: int
    lag_ms: float
    """the worst since the sample before, or of ten seconds"""


@dataclass
class Gauge:
    client: httpx.AsyncClient
    """kept: the server keeps what others close for five seconds more"""
    process: psutil.Process
    say: Callable[[Sample], None]
    """of each, as it is taken"""
    samples: list[Sample] = field(default_factory=list)
    lags_ms: list[float] = field(default_factory=list)
    """the worst of each second"""
    _began: float = field(default_factory=perf_counter)

    async def every(self, seconds: float) -> None:
        """Until cancelled."""
        while True:
            due = perf_counter() + seconds
            while perf_counter() < due:
                await asyncio.sleep(1)
                await self.read()
            await self.look()

    async def look(self) -> None:
        """Of memory, what is held: what is only kept for the next is given back first."""
        before = len(self.lags_ms)
        self.process.send_signal(signal.SIGUSR1)
        sample = replace(await self.read(), lag_ms=max(self.lags_ms[-10:]))
        del self.lags_ms[before:]
        self.samples.append(sample)
        self.say(sample)

    async def settles(self, seconds: float) -> None:
        """Returns when there is no call, and no task that was not there at first; or after so long."""
        for _ in range(round(seconds / 0.5)):
            now = await self.read()
            if not now.calls and now.tasks <= self.samples[0].tasks:
                return
            await asyncio.sleep(0.5)

    async def read(self) -> Sample:
        text = (await self.client.get("/metrics")).text
        families = text_string_to_metric_families(text)
        values = {each.name: each.value for family in families for each in family.samples if not each.labels}
        self.lags_ms.append(values["pizzeria_event_loop_lag_seconds"] * 1000)
        return Sample(
            perf_counter() - self._began,
            self.process.memory_info().rss / 1e6,
            self.process.num_fds(),
            self.process.num_threads(),
            int(values["pizzeria_asyncio_tasks"]),
            int(values["pizzeria_calls_active"]),
            self.lags_ms[-1],
        )


def slope(samples: Sequence[Sample]) -> float:
    """Megabytes a minute, of the straight line that lies nearest."""
    if len(samples) < 2:
        return 0.0
    at, mb = [each.at / 60 for each in samples], [each.memory_mb for each in samples]
    mean_at, mean_mb = sum(at) / len(at), sum(mb) / len(mb)
    spread = sum((each - mean_at) ** 2 for each in at)
    return sum((a - mean_at) * (m - mean_mb) for a, m in zip(at, mb, strict=True)) / spread
