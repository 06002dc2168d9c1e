"""The whole house writes to its customers: opened as `serve` opens it, with 46elks' double outside."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from pizzeria.clock import Clock
from pizzeria.connecting.wanted import hook_path
from pizzeria.errors import SetupError
from pizzeria.replay.doubles.company.company import Company
from pizzeria.settings import Settings
from pizzeria.wiring import open_pizzeria
from tests.browser.orders import goes, places
from tests.elks.customers import PUBLIC, credentials
from tests.house import CALLER, House, open_house
from tests.menu_files.folder import copied
from tests.replay.doubles.apps import quiet
from tests.store.evening import PATIENCE

TOKEN = "a-long-random-word"
KEYS = ("elks_api_username", "elks_api_password", "elks_base_url")


def menu_with(to: Path, *kinds: str) -> Path:
    """The menu folder with these messages turned on."""
    folder = copied(to)
    file = folder / "house.toml"
    text = file.read_text(encoding="utf-8")
    for kind in kinds:
        text = re.sub(rf"^{kind} = false$", f"{kind} = true", text, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    return folder


@asynccontextmanager
async def writing_house(
    database_url: str, company: Company, menu: Path, **wanted: Any
) -> AsyncIterator[House]:
    keys = credentials(company).model_dump(
        include={"elks_api_username", "elks_api_password", "elks_base_url"}
    )
    async with open_house(database_url, quiet, menu_dir=menu, **keys, **wanted) as house:
        yield house


async def heard(house: House, name: str, count: int = 1) -> None:
    """Returns when this was told so many times."""
    async with asyncio.timeout(PATIENCE):
        async for entry in house.store.journal.listen(0):
            count -= entry.name == name
            if count == 0:
                return


async def test_an_order_sends_its_receipt_by_itself(
    sqlite_url: str, tmp_path: Path, company: Company
) -> None:
    async with writing_house(sqlite_url, company, menu_with(tmp_path, "receipt", "cancelled")) as house:
        order = await places(house, "c1")
        await heard(house, "message.changed")
        await goes(house, order, "cancelled")
        await heard(house, "message.changed", 2)
    assert [text.message.split()[0] for text in company.texts.all] == ["Tack!", "Pizzeria"]
    assert "/t/" not in company.texts.all[0].message, "nobody outside can reach this house"


async def test_46elks_tells_what_became_of_a_message_and_brings_the_answer_to_it(
    sqlite_url: str, tmp_path: Path, company: Company
) -> None:
    menu = menu_with(tmp_path, "receipt")
    known = {"public_url": PUBLIC, "phone_token": SecretStr(TOKEN)}
    async with writing_house(sqlite_url, company, menu, **known) as house:
        company.world.lead(PUBLIC, house.address)
        order = await places(house, "c1")
        await heard(house, "message.changed", 2)
        await company.settled()
        line = company.rent("+46766861001", sms_url=f"{PUBLIC}{hook_path(TOKEN, 'sms')}")
        await company.write(CALLER, line.number, "Utan lök, tack!")
        await heard(house, "message.received")
        found = await house.store.order(order.number)
    assert found is not None
    assert [message.state for message in found.messages] == ["delivered"]
    assert [reply.words for reply in found.replies] == ["Utan lök, tack!"]
    assert {told.status for told in company.world.told} == {204}
    assert f"{PUBLIC}/t/{order.token}" in company.texts.all[0].message
    assert len(company.texts.all) == 2, "the answer to the reply was empty, so nothing went back"


async def test_without_credentials_or_with_every_switch_off_nothing_is_even_queued(
    sqlite_url: str, tmp_path: Path, company: Company
) -> None:
    async with open_house(sqlite_url, quiet, menu_dir=menu_with(tmp_path / "on", "receipt")) as house:
        await places(house, "c1")
        assert await house.store.outbox.newest() == []
    async with writing_house(sqlite_url, company, copied(tmp_path / "off")) as house:
        await places(house, "c2")
        assert await house.store.outbox.newest() == []
    assert company.requests == []


async def test_what_was_left_when_the_house_closed_goes_out_when_it_opens(
    sqlite_url: str, tmp_path: Path, company: Company
) -> None:
    menu = menu_with(tmp_path, "oven")
    async with writing_house(sqlite_url, company, menu) as house:
        await goes(house, await places(house, "c1"), "baking")
    assert company.requests == [], "a tap can be taken back for some seconds"
    clock = Clock(datetime.now(UTC) + timedelta(seconds=30))
    async with writing_house(sqlite_url, company, menu, clock=clock) as house:
        await heard(house, "message.changed")
    assert len(company.texts.all) == 1


async def test_credentials_do_not_travel_in_the_clear(
    sqlite_url: str, tmp_path: Path, company: Company
) -> None:
    settings = credentials(company, database_url=sqlite_url, elks_base_url="http://api.46elks.com/a1")
    settings = Settings.model_construct(**{**dict(settings), "menu_dir": menu_with(tmp_path, "receipt")})
    with pytest.raises(SetupError, match="ELKS_BASE_URL"):
        async with open_pizzeria(settings):
            pass
