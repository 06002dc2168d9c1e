"""Where the database is: PIZZERIA_DATABASE_URL, checked before anything is connected."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from pizzeria.errors import SetupError

EXPECTED = "expected sqlite+aiosqlite:///path/to/file.db or postgresql+asyncpg://user:password@host/database"


def read_address(text: str) -> URL:
    """Raises SetupError, which never shows a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SetupError(f"PIZZERIA_DATABASE_URL: not a database's address; {EXPECTED}") from None
    if url.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
        raise SetupError(f"PIZZERIA_DATABASE_URL: unknown kind {url.drivername!r}; {EXPECTED}")
    if url.get_backend_name() == "sqlite" and not _is_file(url.database or ""):
        raise SetupError(f"PIZZERIA_DATABASE_URL: orders are kept in a file, not in memory; {EXPECTED}")
    return url


def _is_file(database: str) -> bool:
    return database not in ("", ":memory:") and not database.startswith("file:")


def make_folder(url: URL) -> None:
    """The folder a SQLite file will lie in."""
    if url.get_backend_name() != "sqlite":
        return
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(
            f"PIZZERIA_DATABASE_URL: the folder {folder} cannot be made ({error}); name another"
        ) from error
