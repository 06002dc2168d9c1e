"""What every house of a run needs and is made once: menu folders that were read, and a new database.

To read and check a menu takes a third of the time in which a scenario plays, and most scenarios of a run have
the same one. Keyed by what the files say, not by where they lie: a scenario with hours of its own has a copy,
and a folder is read anew when a byte in it has changed.
"""

from pathlib import Path

from pizzeria.agent.repertoire import Repertoire
from pizzeria.clock import Clock
from pizzeria.menu_files import read_menu_files
from pizzeria.menu_files.folder import NEEDED
from pizzeria.store.store import Store

_MOST = 64
"""kept at once"""


class Larder:
    def __init__(self) -> None:
        self._kept: dict[tuple[bytes, ...], Repertoire] = {}
        self._new = b""
        """a database without a row in it"""

    def repertoire(self, folder: Path) -> Repertoire:
        """Raises SetupError when the folder is not right, each time anew, for it names the folder."""
        files = [folder / name for name in NEEDED]
        if not all(file.is_file() for file in files):
            return Repertoire.of(read_menu_files(folder))
        key = tuple(file.read_bytes() for file in files)
        if key not in self._kept:
            if len(self._kept) == _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = Repertoire.of(read_menu_files(folder))
        return self._kept[key]

    async def database(self, file: Path) -> str:
        """The address of a new database in this file: every table, and no row."""
        url = f"sqlite+aiosqlite:///{file}"
        if not self._new:
            await (await Store.open(url, Clock().utc)).close()
        self._copy(file)
        return url

    def _copy(self, file: Path) -> None:
        self._new = self._new or file.read_bytes()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self._new)
