"""Where the database is said to be, and what is said when it is not there."""

from pathlib import Path

import pytest

from pizzeria.errors import SetupError, Unreachable
from pizzeria.store.store import Store
from tests.clock import StoppedClock


@pytest.mark.parametrize(
    "url",
    [
        "",
        "pizzeria.db",
        "sqlite:///var/pizzeria.db",
        "postgresql://anna@localhost/pizzeria",
        "mysql+aiomysql://anna@localhost/pizzeria",
        "postgresql+asyncpg://anna@localhost:port/pizzeria",
    ],
)
async def test_an_address_that_is_none_is_answered_with_one_that_would_do(
    url: str, clock: StoppedClock
) -> None:
    with pytest.raises(
        SetupError, match=r"PIZZERIA_DATABASE_URL: .* expected sqlite\+aiosqlite:///"
    ) as error:
        await Store.open(url, clock)
    assert "anna" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "sqlite+aiosqlite:///file::memory:?uri=true"],
)
async def test_orders_are_not_kept_in_memory(url: str, clock: StoppedClock) -> None:
    with pytest.raises(SetupError, match="not in memory"):
        await Store.open(url, clock)


async def test_the_folder_of_the_database_is_made(tmp_path: Path, clock: StoppedClock) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/a/b/c.db", clock)
    await store.close()
    assert (tmp_path / "a/b/c.db").exists()


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, clock: StoppedClock) -> None:
    (tmp_path / "var").write_text("a file")
    with pytest.raises(SetupError, match=r"the folder .*/var/sub cannot be made"):
        await Store.open(f"sqlite+aiosqlite:///{tmp_path}/var/sub/pizzeria.db", clock)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, clock: StoppedClock) -> None:
    (tmp_path / "menu.txt").write_text("Vesuvio 105:-\n" * 100)
    with pytest.raises(SetupError, match="file is not a database"):
        await Store.open(f"sqlite+aiosqlite:///{tmp_path}/menu.txt", clock)
    assert (tmp_path / "menu.txt").read_text().startswith("Vesuvio")


async def test_a_folder_is_no_database(tmp_path: Path, clock: StoppedClock) -> None:
    with pytest.raises(SetupError, match="cannot be used"):
        await Store.open(f"sqlite+aiosqlite:///{tmp_path}", clock)


async def test_a_database_server_that_is_not_there_is_unreachable(clock: StoppedClock) -> None:
    url = "postgresql+asyncpg://anna:hemlig@127.0.0.1:1/pizzeria"
    with pytest.raises(Unreachable, match=r"no database answers at .*@127\.0\.0\.1:1/pizzeria") as error:
        await Store.open(url, clock)
    assert "start it" in str(error.value)
    assert "hemlig" not in str(error.value)


async def test_a_host_that_does_not_exist_is_unreachable(clock: StoppedClock) -> None:
    with pytest.raises(Unreachable, match="no database answers"):
        await Store.open("postgresql+asyncpg://anna@database.invalid/pizzeria", clock)


async def test_a_database_nobody_created_is_named(postgres_url: str, clock: StoppedClock) -> None:
    elsewhere = postgres_url.replace("/pizzeria?", "/trattoria?")
    with pytest.raises(SetupError, match=r'database "trattoria" does not exist.*expected a database'):
        await Store.open(elsewhere, clock)


async def test_a_user_nobody_created_is_named(postgres_url: str, clock: StoppedClock) -> None:
    with pytest.raises(SetupError, match='role "anna" does not exist'):
        await Store.open(postgres_url.replace("postgres@", "anna@"), clock)
