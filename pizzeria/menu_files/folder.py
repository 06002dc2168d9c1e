"""Reads the menu folder: what is sold, by whom, and what the agent is told.

Every mistake in it is found before anything starts. Up to ten are named at once, each with its file, its key
and what was expected there: `menu/menu.toml: items[3].prices.family: expected an integer, got 'x'`.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from string import Template
from typing import cast

from pizzeria.clips import Clip
from pizzeria.errors import SetupError
from pizzeria.menu_files.checks import menu_mistakes
from pizzeria.menu_files.clip_files import read_clips
from pizzeria.menu_files.from_tables import house_from, menu_from
from pizzeria.menu_files.house_checks import house_mistakes
from pizzeria.menu_files.schema import Document, read_schema, schema_mistakes
from pizzeria.menu_files.tables import HouseFile, MenuFile
from pizzeria.ordering.announcements import Announced
from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu

NEEDED = ("menu.toml", "menu.schema.json", "house.toml", "house.schema.json", "instructions.md")

PLACEHOLDERS = (
    "house",
    "language",
    "languages",
    "greeting",
    "now",
    "hours",
    "open_now",
    "menu",
    "rules",
    "delivery",
    "pickup_minutes",
    "caller",
)
"""What instructions.md may ask for, written `$house`; filled in for each call."""

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Files:
    menu: Menu
    house: House
    instructions: str
    """a string.Template with PLACEHOLDERS"""
    clips: Mapping[Announced, Clip] = field(default_factory=dict)
    """what is heard instead of the agent"""


def read_menu_files(folder: Path) -> Files:
    """Reads and checks the five files. Raises SetupError that names up to ten mistakes."""
    _all_there(folder)
    mistakes: list[str] = []
    house_file = cast("HouseFile | None", _table(folder, "house", mistakes))
    menu_file = cast("MenuFile | None", _table(folder, "menu", mistakes))
    instructions = _text(folder / "instructions.md", mistakes)
    if house_file is not None:
        _note(folder / "house.toml", house_mistakes(house_file), mistakes)
    if menu_file is not None:
        languages = house_file["languages"] if house_file is not None else ()
        _note(folder / "menu.toml", menu_mistakes(menu_file, languages), mistakes)
    if instructions is not None:
        _note(folder / "instructions.md", _instruction_mistakes(instructions), mistakes)
    clips = read_clips(folder, house_file, mistakes) if house_file is not None else {}
    if mistakes or house_file is None or menu_file is None or instructions is None:
        raise SetupError(_listed(mistakes))
    house = house_from(house_file)
    return Files(menu_from(menu_file, house), house, instructions, clips)


def _all_there(folder: Path) -> None:
    if not folder.is_dir():
        raise SetupError(
            f"{folder}: expected the menu folder, but it is missing: set PIZZERIA_MENU_DIR to yours, "
            f"or copy the folder `menu` that comes with the program"
        )
    if missing := [name for name in NEEDED if not (folder / name).is_file()]:
        raise SetupError(
            f"{folder}: expected {', '.join(missing)} in it, but missing: "
            f"copy from the folder `menu` that comes with the program"
        )


def _table(folder: Path, name: str, mistakes: list[str]) -> Document | None:
    """One TOML file that its schema approves of; None when it does not, with the mistakes noted."""
    path = folder / f"{name}.toml"
    document = _toml(path, mistakes)
    schema = _schema(folder / f"{name}.schema.json", mistakes)
    if document is None or schema is None:
        return None
    try:
        wrong = schema_mistakes(document, schema)
    except ValueError as error:
        mistakes.append(f"{folder / f'{name}.schema.json'}: {error}")
        return None
    _note(path, wrong, mistakes)
    return None if wrong else document


def _toml(path: Path, mistakes: list[str]) -> Document | None:
    """What is too long or too deep to be read is no TOML either."""
    text = _text(path, mistakes)
    if text is None:
        return None
    try:
        return _plain(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        mistakes.append(f"{path}: expected TOML: {error}")
        return None


def _schema(path: Path, mistakes: list[str]) -> Document | None:
    text = _text(path, mistakes)
    if text is None:
        return None
    try:
        return read_schema(text)
    except ValueError as error:
        mistakes.append(f"{path}: {error}")
        return None


def _text(path: Path, mistakes: list[str]) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        mistakes.append(f"{path}: expected text in UTF-8, got something else at byte {error.start}")
    except OSError as error:
        mistakes.append(f"{path}: expected a file that can be read: {error.strerror}")
    return None


def _plain(value: dict[str, object]) -> dict[str, object]:
    """Dates and times as text, as a JSON Schema knows them."""
    return json.loads(json.dumps(value, default=_iso))  # type: ignore[no-any-return]


def _iso(value: object) -> str:
    assert isinstance(value, date | time)
    return value.isoformat()


def _instruction_mistakes(text: str) -> Iterator[str]:
    if not text.strip():
        yield "expected what the agent is told, but it is empty"
    for found in Template.pattern.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        name = found["named"] or found["braced"]
        if name is not None and name not in PLACEHOLDERS:
            yield f"line {line}: expected one of ${', $'.join(PLACEHOLDERS)}, got ${name}"
        if found["invalid"] is not None:
            yield f"line {line}: expected a placeholder after $, or $$ for the sign itself"


def _note(path: Path, sentences: Iterable[str], mistakes: list[str]) -> None:
    mistakes += [f"{path}: {sentence}" for sentence in sentences]


def _listed(mistakes: list[str]) -> str:
    more = len(mistakes) - MOST_SHOWN
    rest = [f"… and {more} more"] if more > 0 else []
    return "\n".join(mistakes[:MOST_SHOWN] + rest)
