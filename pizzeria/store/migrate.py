"""Brings a database to the newest schema with alembic, from the revisions in migrations/versions.

It runs in a thread with a loop of its own, for building a schema takes longer than a caller's sound can wait.
Two processes that start at once do it one after the other: a migration is a write like any other, and
there is one writer at a time (engine.py).
"""

import asyncio
import sqlite3
import threading
from contextlib import closing

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import SetupError, Unreachable
from pizzeria.store.engine import Database

ONE_AT_A_TIME = threading.Lock()
"""alembic keeps what it is working on in its own module; two databases may be opened at once"""


async def migrate(url: URL) -> None:
    """Raises Unreachable when no database answers, SetupError when it is not one that can be used."""
    shown = url.render_as_string(hide_password=True)
    try:
        await asyncio.to_thread(_in_a_thread, url)
    except (OSError, asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError) as error:
        raise Unreachable(
            f"PIZZERIA_DATABASE_URL: no database answers at {shown} ({error}); "
            "start it, or check the host and the port"
        ) from error
    except (asyncpg.PostgresError, DBAPIError, sqlite3.Error) as error:
        why = getattr(error, "orig", error)
        raise SetupError(
            f"PIZZERIA_DATABASE_URL: {shown} cannot be used ({why}); expected a database that exists, "
            "and a user who may make tables in it"
        ) from error
    except CommandError as error:
        raise SetupError(
            f"PIZZERIA_DATABASE_URL: {shown} was made by a newer pizzeria ({error}); "
            "install that version, or name another database"
        ) from error


def config() -> Config:
    """What alembic.ini would say."""
    config = Config()
    config.set_main_option("script_location", "pizzeria.store:migrations")
    return config


def _in_a_thread(url: URL) -> None:
    if url.get_backend_name() == "sqlite":
        _prepare_file(url.database or "")
    asyncio.run(_migrate(url))


def _prepare_file(path: str) -> None:
    """Readers do not wait for the writer from now on, nor does it wait for them. Raises sqlite3.Error.

    By the plain driver, which leaves no thread behind when the file is no database.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


async def _migrate(url: URL) -> None:
    database = Database(url)
    try:
        await database.write(_to_head)
    finally:
        await database.close()


async def _to_head(session: AsyncSession) -> None:
    await session.run_sync(_upgrade)


def _upgrade(session: Session) -> None:
    to_head = config()
    to_head.attributes["connection"] = session.connection()
    with ONE_AT_A_TIME:
        command.upgrade(to_head, "head")
