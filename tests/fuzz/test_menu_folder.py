"""Whatever stands in the menu folder: it is sold as it stands, or each mistake is named with file and key."""

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pizzeria.agent.instructions import brief
from pizzeria.agent.repertoire import Repertoire
from pizzeria.cli import main
from pizzeria.menu_files import Files, read_menu_files
from pizzeria.ordering.cart import Cart, Pickup
from pizzeria.ordering.edits import add_line, fulfil
from pizzeria.ordering.menu_as_json import menu_json
from pizzeria.ordering.pricing import price
from tests.fuzz.mutations import VALUES, mutated, torn
from tests.fuzz.profiles import examples
from tests.fuzz.toml import as_toml
from tests.menu_files.folder import REAL

NOW = datetime(2026, 3, 6, 11, 0, tzinfo=UTC)
NAMES = ("menu.toml", "house.toml", "instructions.md", "menu.schema.json", "house.schema.json")
GOOD = {name: (REAL / name).read_bytes() for name in NAMES}
TABLES = {name: tomllib.loads(GOOD[name].decode()) for name in ("menu.toml", "house.toml")}
SCHEMAS = {name: json.loads(GOOD[name]) for name in ("menu.schema.json", "house.schema.json")}
COMPLAINT = re.compile(
    r"… and \d+ more|\S*/?(menu|house)(\.schema)?\.(toml|json): \S.*|\S*/instructions\.md: \S.*"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield Path(shutil.copytree(REAL, tmp_path_factory.mktemp("fuzz") / "menu"))


@st.composite
def folders(draw: st.DrawFn) -> dict[str, bytes]:
    """The file that is changed, and how it reads then."""
    name = draw(st.sampled_from([*TABLES, *TABLES, *NAMES]))
    if name in TABLES and draw(st.integers(0, 3)):
        return {name: as_toml(mutated(draw, TABLES[name], VALUES)).encode(errors="replace")}
    if name in SCHEMAS and draw(st.booleans()):
        return {name: json.dumps(mutated(draw, SCHEMAS[name], VALUES, 1)).encode()}
    return {name: draw(torn(GOOD[name]))}


@given(folders())
@examples(15)
def test_a_menu_folder_is_served_or_each_mistake_in_it_is_named(
    folder: Path, changed: dict[str, bytes]
) -> None:
    for name in NAMES:
        (folder / name).write_bytes(changed.get(name, GOOD[name]))
    checked = CliRunner().invoke(main, ["menu", "check", str(folder)])
    if checked.exit_code == 0:
        assert_can_be_served(read_menu_files(folder))
        return
    assert isinstance(checked.exception, SystemExit), "no traceback"
    begins, *lines = checked.stderr.splitlines()
    for line in (begins.removeprefix("pizzeria: "), *lines):
        assert COMPLAINT.fullmatch(line), line


def assert_can_be_served(files: Files) -> None:
    """Told to the model, shown on the board and by the API, and everything on it priced."""
    repertoire = Repertoire.of(files)
    assert repertoire.registry.schemas()
    assert brief(files, language=files.house.languages[0], now=NOW, caller_orders=())
    json.dumps(menu_json(files.menu, files.house)).encode()
    for item in files.menu.items:
        for size in item.sizes:
            wish = {"item": item.id, "size": size.id, "quantity": 1, "base": None, "second_half": None}
            cart, _ = add_line(Cart(), files.menu, **wish)  # type: ignore[arg-type]
            bill = price(fulfil(cart, Pickup(files.house.pickup_minutes)), files.menu, files.house)
            assert 0 <= bill.total < 2**31, "what a database's column holds"
