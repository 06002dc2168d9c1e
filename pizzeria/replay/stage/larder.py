"""Menu folders that were read before: a folder is read anew only when a byte in it has changed.

To read and check a menu takes a third of the time in which a scenario plays, and most scenarios of a run have
the same one. Keyed by what the files say, not by where they lie: a scenario with hours of its own has a copy.
"""

from pathlib import Path

from pizzeria.agent.repertoire import Repertoire
from pizzeria.menu_files import read_menu_files
from pizzeria.menu_files.folder import NEEDED

_MOST = 64
"""kept at once"""


class Larder:
    def __init__(self) -> None:
        self._kept: dict[tuple[bytes, ...], Repertoire] = {}

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
