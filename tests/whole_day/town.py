"""A town where time skips: the house, 46elks, a CRM, customers and staff, all in one loop over real sockets.

Hours pass at once when nobody has anything to do, so a day with all its waits plays in a second. What runs in
a thread (a browser, the command line) is waited for: time stands meanwhile.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx2 as httpx
from pydantic import SecretStr

from pizzeria.clock import Clock
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.crm import Crm
from pizzeria.replay.doubles.model import Script
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.store.journal import Entry
from tests.house import House, open_house
from tests.menu_files.folder import change
from tests.post.test_office import menu_with

PUBLIC = "https://pizza.example.com"
TOKEN = "a-long-random-word"
PASSWORD = "the-staff-password"
HOOK_SECRET = "shared-with-the-crm"
PHONE = "+46846500411"
"""what customers dial: a landline, as in house.toml"""
SENDER = "+46766861002"
"""what messages come from: a mobile number of the account, so that customers can answer"""
STAFF = "+46701740605"
ASTRID, BO = "+46709876543", "+46709876544"
NOON = datetime(2026, 3, 6, 11, 0, tzinfo=UTC)
REAL_SECONDS = 60.0
"""that a day may take before it is given up; only ever used up by one that fails"""
PATIENCE = 120.0
"""seconds that staff wait for an answer: 46elks may be given a quarter of a minute, and again"""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Town:
    house: House
    company: Company
    crm: Crm
    staff: httpx.AsyncClient

    async def passes(self, *, seconds: float = 0, minutes: float = 0) -> None:
        """So much time, in which everybody does what they would."""
        await asyncio.sleep(seconds + 60 * minutes)

    async def board(self) -> str:
        """What the board says."""
        return (await self.staff.get("/board")).text

    async def advances(self, order: int, to: str) -> None:
        """A cook taps."""
        answer = await self.staff.post(f"/api/orders/{order}/status", json={"status": to})
        assert answer.status_code == 200, answer.text

    async def journal(self) -> list[Entry]:
        return await self.house.store.journal.after(0, 10_000)

    @property
    def texts(self) -> list[str]:
        """What 46elks has really sent to customers."""
        return [text.message for text in self.company.texts.all if text.direction == "outgoing"]

    async def states(self, order: int) -> dict[str, str]:
        found = await self.house.store.order(order)
        assert found is not None
        return {message.kind: message.state for message in found.messages}


@asynccontextmanager
async def open_town(folder: Path, script: Script, feedback_minutes: int = 60) -> AsyncIterator[Town]:
    """An account with two numbers that lead nowhere yet, and a house with everything turned on."""
    menu = menu_with(folder, "receipt", "oven", "ready", "feedback", "cancelled")
    change(menu / "house.toml", 'sender = "LillaLyktan"', f'sender = "{SENDER}"')
    change(menu / "house.toml", "feedback_minutes = 60", f"feedback_minutes = {feedback_minutes}")
    clock = Clock(NOON)
    async with Company() as company, Crm(HOOK_SECRET, clock=clock.utc) as crm:
        company.rent(PHONE, "fixed")
        company.rent(SENDER)
        wanted = settings_of(company, crm, menu)
        database = f"sqlite+aiosqlite:///{folder}/pizzeria.db"
        async with open_house(database, script, clock=clock, **wanted) as house:
            company.world.lead(PUBLIC, house.address)
            async with httpx.AsyncClient(
                base_url=house.address, auth=("staff", PASSWORD), timeout=PATIENCE
            ) as staff:
                _skip_unless_busy(house)
                yield Town(house, company, crm, staff)


def settings_of(company: Company, crm: Crm, menu: Path) -> dict[str, Any]:
    return {
        "menu_dir": menu,
        "public_url": PUBLIC,
        "phone_token": SecretStr(TOKEN),
        "staff_password": SecretStr(PASSWORD),
        "elks_api_username": SecretStr(company.username),
        "elks_api_password": SecretStr(company.password),
        "elks_base_url": company.base_url,
        "hook_urls": crm.url,
        "hook_secret": SecretStr(HOOK_SECRET),
    }


def play(day: Coroutine[object, object, T]) -> T:
    """Runs this where time skips."""

    async def begun() -> T:
        loop, this = asyncio.get_running_loop(), asyncio.current_task()
        assert isinstance(loop, SkippingLoop)
        assert this is not None
        loop.alarm(REAL_SECONDS, this.cancel)
        return await day

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(begun())


def _skip_unless_busy(house: House) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SkippingLoop)
    loop.skip_unless(lambda: house.store.busy)
