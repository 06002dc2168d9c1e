"""`pizzeria serve` in a process of its own, to be killed under a page and started again where it was."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec

from tests.house import MENU

OURS = ("PIZZERIA", "OPENAI")
"""settings of the developer's own, which stay out"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


async def serve(port: int, database_url: str, **settings: str) -> Process:
    """Returns once it has said where it is. With a key no demonstration plays; nobody calls to use it."""
    clean = {name: value for name, value in os.environ.items() if name.split("_")[0] not in OURS}
    wanted = {
        "PIZZERIA_DATABASE_URL": database_url,
        "PIZZERIA_MENU_DIR": str(MENU),
        "OPENAI_API_KEY": "sk-none",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        "PIZZERIA_STANDBY": "off",
        "PYTHONUNBUFFERED": "1",
    }
    command = (sys.executable, "-m", "pizzeria", "serve", "--port", str(port))
    process = await create_subprocess_exec(
        *command, env=clean | wanted | settings, stdout=PIPE, stderr=DEVNULL
    )
    assert process.stdout
    async with asyncio.timeout(30):
        await process.stdout.readline()
    return process
