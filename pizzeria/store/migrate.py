"""Brings a database to the newest schema with alembic, from the revisions in migrations/versions.

It runs in a thread with a loop of its own, for building a schema takes longer than a caller's sound can wait.
Two processes that start at once do it one after the other: a migration is a write like any other, and
there is one writer at a time (engine.py).
"""

import asyncio
import sqlite3
import threading
from contextlib import closing
from functools import cache

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import SetupError, Unreachable
from pizzeria.store.engine import Database

ONE_AT_A_TIME = threading.Lock()
"""alembic keeps what it is working on in its own module; two databases may be opened at once"""
IS_MIGRATED = "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"


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


@cache
def newest() -> str | None:
    """The revision that this program works with."""
    return ScriptDirectory.from_config(config()).get_current_head()


def _in_a_thread(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or not _prepared(url.database or ""):
        asyncio.run(_migrate(url))


def _prepared(path: str) -> bool:
    """Whether the file is as it has to be. Readers do not wait for the writer from now on, nor does it wait
    for them. Raises sqlite3.Error.

    By the plain driver, which leaves no thread behind when the file is no database, and is there at once.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        if not connection.execute(IS_MIGRATED).fetchall():
            return False
        return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest(),)]


async def _migrate(url: URL) -> None:
    database = Database(url)
    try:
        await database.write(_to_head)
    finally:
        await database.close()


async def _to_head(session: AsyncSession) -> None:
    await session.run_sync(_upgrade)


def _upgrade(session: Session) -> None:
    connection = session.connection()
    if MigrationContext.configure(connection).get_current_heads() == (newest(),):
        return
    to_head = config()
    to_head.attributes["connection"] = connection
    with ONE_AT_A_TIME:
        command.upgrade(to_head, "head")
