"""A house that is connected to 46elks, with callers and staff around it: what these tests begin with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from typing import Any

from pydantic import SecretStr

from pizzeria.connecting.wanted import wanted
from pizzeria.elks.actions import action_text
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.live import Manners
from pizzeria.replay.doubles.model import Script
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.settings import Settings
from tests.calls.waiter import Waiter
from tests.house import House, open_house

PUBLIC = "https://pizza.example.com"
TOKEN = "a-long-random-word"
PHONE = "+46846500411"
STAFF = "+46701740605"
SOCKET = "+4600700001"
CUSTOMER = "+46709876543"
PATIENCE = 20.0
"""seconds"""


@dataclass(frozen=True, slots=True)
class Exchange:
    house: House
    company: Company

    def told(self, name: str) -> list[dict[str, str]]:
        """The forms that 46elks has sent to this webhook."""
        urls = ((told.url.partition("?")[0], told) for told in self.company.world.told)
        return [told.form for url, told in urls if url.endswith(f"/{name}")]

    async def settled(self) -> None:
        """Returns when 46elks has told everything and no call is left."""
        async with asyncio.timeout(PATIENCE):
            await self.company.settled()
            await self.house.hung_up()

    async def happened(self, name: str) -> list[Any]:
        """The data of every event of this name."""
        return [entry.data for entry in await self.house.store.journal.after(0) if entry.name == name]


@asynccontextmanager
async def connected(database_url: str, script: Script, **wished: Any) -> AsyncIterator[Exchange]:
    """A public number that `pizzeria connect` has pointed here. `manners` and `speed`: those of 46elks."""
    manners, speed = Manners(**wished.pop("manners", {})), wished.pop("speed", inf)
    known = {
        "public_url": PUBLIC,
        "phone_token": SecretStr(TOKEN),
        "staff_password": SecretStr("staff"),
        "elks_api_username": SecretStr("u0123456789abcdef0123456789abcdef"),
        "elks_api_password": SecretStr("the-password-of-the-api"),
    }
    async with (
        Company(speed=speed, manners=manners) as company,
        open_house(database_url, script, **{**known, "elks_base_url": company.base_url, **wished}) as house,
    ):
        company.world.lead(PUBLIC, house.address)
        if house.pizzeria.settings.phone_token:
            point_here(company, house.pizzeria.settings, house)
        yield Exchange(house, company)


def point_here(company: Company, settings: Settings, house: House) -> None:
    """As `pizzeria connect` does, which has tests of its own."""
    want = wanted(settings, house.pizzeria.files.house)
    company.rent(PHONE, "fixed", voice_start=action_text(want.voice_start(SOCKET)))
    company.rent(SOCKET, "websocket", websocket_url=want.socket_address)


async def asks_for_a_human(line: ModelLine) -> None:
    """Takes an order for two Vesuvio, and then hands the caller over."""
    waiter = Waiter(line)
    await begins_with_two(waiter)
    await waiter.hears("May I speak to somebody?")
    await waiter.uses("transfer_to_staff", reason="wants a human")
    await waiter.answers_with("I am connecting you to staff.")


async def begins_with_two(waiter: Waiter) -> None:
    """Greets, and puts two Vesuvio into the cart."""
    await waiter.greets()
    await waiter.hears("Two Vesuvio, please")
    await waiter.uses("add_item", item="vesuvio", size="normal", quantity=2)
    await waiter.answers_with("Anything else?")


async def goes_on_for_pickup(line: ModelLine) -> None:
    """Has the caller back, whom nobody of the staff answered, with the cart as it was."""
    waiter = Waiter(line)
    await line.configured()
    await waiter.says("I am sorry, nobody could answer just now. Shall we go on?")
    await waiter.hears("Then I will pick it up")
    await finishes_for_pickup(waiter)


async def rescues_it(line: ModelLine) -> None:
    """Calls back a customer whose line was cut in mid-order."""
    waiter = Waiter(line)
    await line.configured()
    await waiter.says("Lilla Lyktan here, its digital voice: the line was cut. Do you still want your order?")
    await waiter.hears("Yes, I will pick it up")
    await finishes_for_pickup(waiter)


async def finishes_for_pickup(waiter: Waiter) -> None:
    """From what the cart holds to the order and the goodbye."""
    await waiter.uses("choose_pickup")
    review = await waiter.uses("review_order")
    await waiter.answers_with("Two Vesuvio, is that right?")
    await waiter.hears("Yes")
    await waiter.uses("place_order", name="Astrid", revision=review["revision"])
    await waiter.answers_with("Thank you.")
    await waiter.says_goodbye()


async def speaks(phone: Phone, turns: int) -> None:
    """The caller says so many things, each after the agent."""
    for _ in range(turns):
        await phone.answered()
        await phone.speak(1000)
        await phone.silence(700)
