"""A way in from outside for a machine that has none: ngrok's client, found or started.

Source: https://ngrok.com/docs/agent/api. The client answers on this machine at :4040 which tunnels it has
open. One that runs already and leads to our port is used as it is; one that we start ends with us.
"""

import asyncio
import shutil
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx2 as httpx

from pizzeria.errors import SetupError

API = "http://127.0.0.1:4040"
HOW_TO = (
    "get it at https://ngrok.com/download, give it your account's word with `ngrok config add-authtoken …`, "
    "and run this again; or set PIZZERIA_PUBLIC_URL to any other address that leads here"
)
_PATIENCE = 20.0
"""seconds until a tunnel must be open"""
_PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Tunnel:
    address: str
    """https://…, what the outside calls us"""
    process: Process | None
    """None: somebody else's, and stays open without us"""

    async def lasts(self, say: Callable[[], None]) -> None:
        """Returns when a tunnel of ours has ended or Ctrl-C was pressed; at once for somebody else's. `say`
        tells of Ctrl-C, once it is listened to.
        """
        if self.process is None:
            return
        ended = asyncio.create_task(self.process.wait())
        # Without a handler of the loop's, a Ctrl-C just before it goes to sleep is not heard until it wakes.
        with suppress(RuntimeError):  # in a thread, where there is no Ctrl-C
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, ended.cancel)
        with suppress(asyncio.CancelledError):  # one that was pressed before arrives so
            say()
            await ended


@asynccontextmanager
async def open_tunnel(port: int, api: str = API) -> AsyncIterator[Tunnel]:
    """To this port of this machine. Raises SetupError when there is no ngrok, or it does not work."""
    if address := await _address(api, port):
        yield Tunnel(address, None)
        return
    program = shutil.which("ngrok")
    if program is None:
        raise SetupError(f"ngrok is not installed: {HOW_TO}")
    process = await asyncio.create_subprocess_exec(
        program, "http", str(port), "--log", "stderr", stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
    )
    reading = asyncio.create_task(_last_words(process))
    try:
        yield Tunnel(await _opened(process, reading, api, port), process)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        await reading


async def _opened(process: Process, reading: "asyncio.Task[str]", api: str, port: int) -> str:
    try:
        async with asyncio.timeout(_PATIENCE):
            while process.returncode is None:
                if address := await _address(api, port):
                    return address
                await asyncio.wait([reading], timeout=_PAUSE)
    except TimeoutError:
        raise SetupError(f"ngrok opened no tunnel to port {port} in {_PATIENCE:.0f} seconds") from None
    raise SetupError(f"ngrok gave up ({await reading}): {HOW_TO}")


async def _last_words(process: Process) -> str:
    """Reads its log to the end, so that it never waits for us; the last line of it."""
    last = ""
    assert process.stderr
    async for line in process.stderr:
        last = line.decode(errors="replace").strip() or last
    return last or "without a word"


async def _address(api: str, port: int) -> str | None:
    """Of an open tunnel to this port; None when there is none, or no client runs."""
    try:
        async with httpx.AsyncClient(base_url=api, timeout=2.0, trust_env=False) as client:
            answer = await client.get("/api/tunnels")
            document: Any = answer.json()
    except (httpx.RequestError, ValueError):
        return None
    tunnels = document.get("tunnels", []) if isinstance(document, dict) else []
    for tunnel in tunnels:
        match tunnel:
            case {"public_url": str(url), "config": {"addr": str(to)}} if url.startswith("https:"):
                if to.rpartition(":")[2] == str(port):
                    return url
    return None
