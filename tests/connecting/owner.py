"""Whoever owns the pizzeria, at the command line."""

import asyncio
import json
import stat
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from pizzeria.cli import main

PUBLIC = "https://pizza.example.com"
TOKEN = "a-long/random+word"
TOKENED = "a-long%2Frandom%2Bword"
"""as it stands in an address"""
PASSWORD = "the-staff-password"
PHONE = "+46846500411"
"""what customers dial, by house.toml: a landline"""
MOBILE = "+46766861003"
"""another number of the account, that takes messages"""
STAFF = "+46701740605"
"""where a human answers, by house.toml: a mobile"""
CUSTOMER = "+46709876543"
MEMORY = Path("var/connect.json")


def remembered() -> dict[str, Any] | None:
    """What was there before, as it lies on disk; nobody else may read it."""
    if not MEMORY.exists():
        return None
    assert stat.S_IMODE(MEMORY.stat().st_mode) == 0o600
    document: dict[str, Any] = json.loads(MEMORY.read_text())
    return document


def remember(document: object) -> None:
    MEMORY.write_text(json.dumps(document))


async def types(*command: str, answer: str = "") -> Result:
    """In a thread: the command has a loop of its own, and 46elks runs in ours."""
    return await asyncio.to_thread(CliRunner().invoke, main, command, answer)


async def connects(*options: str) -> str:
    """What `pizzeria connect --yes` says, which must go well."""
    result = await types("connect", "--yes", *options)
    assert result.exit_code == 0, result.output
    return result.output
