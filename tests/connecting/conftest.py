"""An account at 46elks with a number that customers dial, and a folder with settings for it."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from math import inf
from pathlib import Path
from tempfile import mkdtemp

import pytest

from pizzeria.replay.doubles.company.company import Company
from tests.connecting.owner import PASSWORD, PUBLIC, STAFF, TOKEN
from tests.house import MENU


@pytest.fixture
async def company() -> AsyncIterator[Company]:
    async with Company(speed=inf) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _settings(company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PIZZERIA_", "OPENAI_", "ELKS_"))]:
        monkeypatch.delenv(name)
    settings = {
        "PIZZERIA_MENU_DIR": str(MENU),
        "PIZZERIA_PUBLIC_URL": PUBLIC,
        "PIZZERIA_PHONE_TOKEN": TOKEN,
        "PIZZERIA_STAFF_PASSWORD": PASSWORD,
        "ELKS_API_USERNAME": company.username,
        "ELKS_API_PASSWORD": company.password,
        "ELKS_BASE_URL": company.base_url,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def menu_with(tmp_path: Path) -> Callable[[str, str], str]:
    """A menu folder whose house.toml says something else at one place."""

    def copy(said: str, instead: str) -> str:
        folder = Path(mkdtemp(dir=tmp_path))
        shutil.copytree(MENU, folder, dirs_exist_ok=True)
        house = folder / "house.toml"
        text = house.read_text(encoding="utf-8")
        assert said in text
        house.write_text(text.replace(said, instead), encoding="utf-8")
        return str(folder)

    return copy


@pytest.fixture
def menu_with_staff_at(menu_with: Callable[[str, str], str]) -> Callable[[str], str]:
    """A menu folder whose house.toml has another staff number."""
    return lambda number: menu_with(STAFF, number)
