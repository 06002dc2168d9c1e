"""What is written about the house is true of it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pizzeria.cli import main
from pizzeria.menu_files import read_menu_files
from pizzeria.reference import events_page, settings_table, tools_page

ROOT = Path(__file__).parent.parent
LEVELS = ("info", "warning", "error", "exception")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_every_setting_as_it_is() -> None:
    assert settings_table() in README


@pytest.mark.parametrize("page", ["tools.md", "events.md"])
def test_the_generated_pages_are_fresh(page: str) -> None:
    files = read_menu_files(ROOT / "menu")
    expected = {"tools.md": tools_page(files), "events.md": events_page()}[page]
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == expected, "run `make docs`"


@pytest.mark.parametrize(
    "command", [[], ["serve"], ["menu"], ["menu", "check"], ["menu", "show"], ["orders"], ["connect"]]
)
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    shown = CliRunner().invoke(main, [*command, "--help"])
    assert shown.exit_code == 0
    assert "Example: pizzeria" in shown.output


def test_every_link_in_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_dependency_is_pinned_without_an_address() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+(; [a-z_]+ .+)?", pin) for pin in pins)
    pinned = {re.sub(r"[-_.]+", "-", pin.split("==", 1)[0]).lower() for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=;]", name, maxsplit=1)[0]).lower() for name in wanted}
    assert names - pinned == set()


def test_whoever_runs_the_house_is_told_what_every_line_of_its_log_means() -> None:
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [line for line in sorted(_log_lines()) if line not in told] == []


def test_whoever_runs_the_house_is_told_what_every_metric_means() -> None:
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    named = re.findall(
        r'"(pizzeria_[a-z_]+)"', (ROOT / "pizzeria/web/metrics.py").read_text(encoding="utf-8")
    )
    assert named
    assert [name for name in named if name not in told] == []


def _log_lines() -> Iterator[str]:
    """What is logged as it stands; of a line that is put together, its last words."""
    for file in (ROOT / "pizzeria").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    ast.Attribute(receiver, "info" | "warning" | "error" | "exception"), [said, *_]
                ):
                    if ast.unparse(receiver).endswith("log"):
                        yield from _constants(said)[-1:]


def _constants(said: ast.expr) -> list[str]:
    return [
        node.value.strip()
        for node in ast.walk(said)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
