"""The bridge's process, started and stopped, and what it and this one cost."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import IO

import psutil

_STARTS_WITHIN = 30.0
_STOPS_WITHIN = 15.0


@dataclass(frozen=True, slots=True)
class Bridge:
    url: str
    """where 46elks would connect"""
    process: psutil.Process

    @property
    def memory_mb(self) -> float:
        return self.process.memory_info().rss / 1e6


@dataclass(frozen=True, slots=True)
class Cpu:
    """All in percent of one core."""

    bridge: float
    load: float
    others: float
    """whatever else ran on this machine meanwhile"""


class CpuMeter:
    """From when it is made until it is read."""

    def __init__(self, bridge: psutil.Process) -> None:
        self._processes = (bridge, psutil.Process())
        self._began = perf_counter()
        self._at_first = self._seconds()

    def read(self) -> Cpu:
        wall = perf_counter() - self._began
        bridge, load, everything = (
            (now - then) / wall * 100 for now, then in zip(self._seconds(), self._at_first, strict=True)
        )
        return Cpu(bridge, load, max(0.0, everything - bridge - load))

    def _seconds(self) -> tuple[float, float, float]:
        used = [process.cpu_times() for process in self._processes]
        machine = psutil.cpu_times()
        everything = sum(machine) - machine.idle - getattr(machine, "iowait", 0.0)
        return (used[0].user + used[0].system, used[1].user + used[1].system, everything)


@asynccontextmanager
async def running(name: str, model_url: str, profile: Path | None) -> AsyncIterator[Bridge]:
    command = ["tests.bench.bridge", name, model_url]
    if profile:
        command += ["--profile", str(profile)]
    with tempfile.TemporaryFile() as complaints:
        async with started(command, complaints) as bridge:
            yield bridge


@asynccontextmanager
async def started(module: Sequence[str], complaints: IO[bytes]) -> AsyncIterator[Bridge]:
    """`python -m` this, which prints its port. Raises RuntimeError with what it complained about when it ends
    before it is told to.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, stdout=asyncio.subprocess.PIPE, stderr=complaints
    )
    assert process.stdout is not None
    try:
        port = await asyncio.wait_for(process.stdout.readline(), _STARTS_WITHIN)
        yield Bridge(f"ws://127.0.0.1:{int(port or 0)}/voice-stream", psutil.Process(process.pid))
    finally:
        if process.returncode is not None:
            complaints.seek(0)
            raise RuntimeError(f"{module[0]} ended too early:\n{complaints.read().decode()}")
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOPS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()
