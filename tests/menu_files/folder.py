"""Copies of the real menu folder, to make mistakes in."""

import shutil
from pathlib import Path

import pytest

from pizzeria.errors import SetupError
from pizzeria.menu_files import read_menu_files

REAL = Path(__file__).parent.parent.parent / "menu"


def copied(to: Path) -> Path:
    return Path(shutil.copytree(REAL, to / "menu"))


def change(file: Path, old: str, new: str) -> None:
    """The first `old` becomes `new`; there must be one."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> list[str]:
    """What reading the folder complains of, line by line, without the folder's own path."""
    with pytest.raises(SetupError) as wrong:
        read_menu_files(folder)
    return str(wrong.value).replace(f"{folder}/", "").splitlines()
