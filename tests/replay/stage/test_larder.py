"""A menu is read once for all scenarios that have it, and again as soon as it says something else; a new
database is made once.
"""

import shutil
from pathlib import Path

import pytest

from pizzeria.errors import SetupError
from pizzeria.replay.stage.larder import Larder
from pizzeria.store.store import Store
from tests.clock import StoppedClock
from tests.house import MENU
from tests.replay.recordings import dearer_vesuvio
from tests.store.evening import draft


def test_an_unchanged_menu_is_read_once_wherever_it_lies(tmp_path: Path) -> None:
    larder = Larder()
    first = larder.repertoire(MENU)
    assert larder.repertoire(MENU) is first
    assert larder.repertoire(shutil.copytree(MENU, tmp_path / "copy")) is first


def test_one_changed_price_is_another_menu(tmp_path: Path) -> None:
    larder = Larder()
    before, after = (larder.repertoire(folder).files.menu for folder in (MENU, dearer_vesuvio(tmp_path)))
    vesuvios = (menu.item_by_id["vesuvio"] for menu in (before, after))
    assert [pizza.sizes[0].price for pizza in vesuvios] == [11_200, 11_300]


def test_the_folder_that_is_wrong_is_named_each_time(tmp_path: Path) -> None:
    larder = Larder()
    for name in ("one", "two"):
        (shutil.copytree(MENU, tmp_path / name) / "house.toml").write_text("name = 1\n")
        with pytest.raises(SetupError, match=f"{name}/house.toml"):
            larder.repertoire(tmp_path / name)
    with pytest.raises(SetupError, match="nowhere"):
        larder.repertoire(tmp_path / "nowhere")


async def test_every_house_of_a_run_begins_with_an_empty_database_of_its_own(tmp_path: Path) -> None:
    larder = Larder()
    for name in ("one", "two", "three"):
        store = await Store.open(await larder.database(tmp_path / name / "pizzeria.db"), StoppedClock())
        assert await store.place_order(draft()) == await store.order(1)
        await store.close()
