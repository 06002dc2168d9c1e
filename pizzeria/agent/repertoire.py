"""What follows from the menu folder alone and is the same in every call: the files, the names that callers
may say, and the tools with their schemas. Made once, before the phone rings; a tenth of a second's work.
"""

from dataclasses import dataclass
from typing import Self

from pizzeria.agent.names import Phrasebook
from pizzeria.agent.registry import Registry
from pizzeria.agent.tools import TOOLS
from pizzeria.menu_files import Files


@dataclass(frozen=True, slots=True)
class Repertoire:
    files: Files
    phrasebook: Phrasebook
    registry: Registry

    @classmethod
    def of(cls, files: Files) -> Self:
        return cls(files, Phrasebook(files.menu), Registry(TOOLS, files.menu))
