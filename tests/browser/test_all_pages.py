"""Every page of the house as a browser sees it: no complaints, nothing leaves the machine, no barriers."""

import pytest
from pydantic import SecretStr

from tests.browser.screens import PHONE, WALL, Screens, barriers
from tests.house import open_house
from tests.replay.doubles.apps import quiet


@pytest.mark.parametrize("path", ["/", "/calls", "/phone", "/setup"])
@pytest.mark.parametrize("size", [WALL, PHONE], ids=["wall", "phone"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_the_page_is_whole_and_without_barriers(
    sqlite_url: str, screens: Screens, path: str, size: tuple[int, int], scheme: str
) -> None:
    async with open_house(sqlite_url, quiet) as house:
        page = await screens.open(house.address + path, size, color_scheme=scheme)
        assert await barriers(page) == []
        await page.close()


async def test_so_is_the_door(sqlite_url: str, screens: Screens) -> None:
    async with open_house(sqlite_url, quiet, staff_password=SecretStr("tomat")) as house:
        for scheme in ("dark", "light"):
            page = await screens.open(f"{house.address}/login", PHONE, color_scheme=scheme)
            assert await barriers(page) == []
            await page.close()
