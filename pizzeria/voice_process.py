"""The built-in voice as a process of its own, so that its work never holds up a call's sound."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pizzeria.errors import SetupError

STARTING = 60.0
"""seconds until it listens; two are enough on a quiet machine"""
_WAITS = 5.0
"""seconds until one that does not leave is ended"""


@dataclass(frozen=True, slots=True)
class VoiceProcess:
    address: str
    """for OPENAI_BASE_URL"""
    process: Process


@asynccontextmanager
async def voice_process() -> AsyncIterator[VoiceProcess]:
    """Raises SetupError with what it says when it does not start.

    It ends with this process, however that ends, for its standard input is a pipe from here.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pizzeria.cli_voice", "--port", "0", "--attached", stdin=PIPE, stdout=PIPE
    )
    try:
        yield VoiceProcess(await _address(process), process)
    finally:
        await _end(process)


async def _address(process: Process) -> str:
    assert process.stdout is not None
    try:
        async with asyncio.timeout(STARTING):
            line = (await process.stdout.readline()).decode()
    except TimeoutError:
        raise SetupError(f"the built-in voice did not start within {STARTING:.0f} seconds") from None
    if "http://" not in line:
        raise SetupError("the built-in voice did not start; `pizzeria voice` says why")
    return next(word for word in line.split() if word.startswith("http://"))


async def _end(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        async with asyncio.timeout(_WAITS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
