"""The house's walls: imports only go down, pure rooms stay pure, each library has one home."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "sound", "clock", "mailbox", "logs", "memory"),
    ("g711", "clips"),
    ("settings",),
    ("ordering",),
    ("outbox", "admission"),
    ("elks.frames", "elks.fields", "elks.actions", "elks.declined", "realtime.events", "realtime.prices"),
    ("realtime.responses", "realtime.items"),
    ("realtime.openai",),
    ("realtime.beta",),
    ("call",),
    ("phrases",),
    ("menu_files", "realtime.connection", "elks.rest"),
    ("elks",),
    ("connecting",),
    ("realtime_server",),
    ("voice.wits",),
    ("voice",),
    ("store",),
    ("going_live", "kept", "nightly"),
    ("post",),
    ("agent",),
    ("tape",),
    ("clerk",),
    ("exchange",),
    ("trunk",),
    ("live_call",),
    ("switchboard",),
    ("wiring",),
    ("closing",),
    ("web",),
    ("replay.doubles",),
    ("replay.written",),
    ("replay.verdicts",),
    ("replay.stage",),
    ("replay.taped",),
    ("replay.alone",),
    ("replay",),
    ("voice_process", "spoken_for"),
    ("standby",),
    ("answering",),
    ("serving", "doctor", "reference"),
    ("typed_call",),
    ("cli_chat", "cli_replay", "cli_record", "cli_connect", "cli_outbox", "cli_voice"),
    ("cli_alone",),
    ("cli",),
    ("__main__",),
)
"""from the ground up; a room may import what lies below it, and itself"""
PURE: tuple[str, ...] = (
    "sound",
    "g711",
    "clips",
    "admission",
    "ordering",
    "outbox",
    "elks.frames",
    "elks.fields",
    "elks.actions",
    "elks.declined",
    "realtime.events",
    "realtime.prices",
    "realtime.responses",
    "realtime.items",
)
PURE += ("realtime.openai", "realtime.beta", "call")
PURE += ("voice.wits",)
PURE += ("web.course", "web.timeline", "web.day", "web.charts", "web.track_view", "web.track_words")
IMPURE = {
    "asyncio",
    "time",
    "os",
    "logging",
    "quart",
    "websockets",
    "sqlmodel",
    "httpx",
    "httpx2",
    "structlog",
}
HOMES = {
    "quart": ("web",),
    "quart_auth": ("web",),
    "quart_schema": ("web",),
    "hypercorn": ("web",),
    "fontpkg": ("web",),
    "sqlmodel": ("store",),
    "sqlalchemy": ("store",),
    "alembic": ("store",),
    "asyncpg": ("store",),
    "openai": ("realtime.connection",),
    "websockets": ("realtime.connection", "realtime_server", "replay"),
    "httpx2": ("elks.rest", "connecting.tunnel", "post.webhooks", "replay"),
    "h11": ("replay",),
    "pydantic_settings": ("settings",),
    "click": (
        "cli",
        "cli_chat",
        "cli_voice",
        "cli_alone",
        "cli_replay",
        "cli_record",
        "cli_connect",
        "cli_outbox",
    ),
    "rich": ("cli", "cli_chat", "cli_alone", "cli_replay", "cli_connect", "cli_outbox"),
    "os": (),
}
"""where a library may be imported, and nowhere else"""


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "pizzeria").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name.removeprefix("pizzeria").lstrip("."), ast.parse(path.read_text())


def imports(tree: ast.Module) -> Iterator[str]:
    """Full names of everything imported, wherever in the file."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(str(module), names):
                yield from (f"{module}.{alias.name}" for alias in names)


def inside(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def floor(name: str) -> int | None:
    return next((i for i, rooms in enumerate(FLOORS) if any(inside(name, room) for room in rooms)), None)


def upward(name: str, tree: ast.Module) -> list[str]:
    """Imports that go up, or across between two rooms of one floor."""
    mine = floor(name)
    wrong = []
    for imported in imports(tree):
        theirs = floor(imported.removeprefix("pizzeria.")) if inside(imported, "pizzeria") else None
        same_room = name.split(".", maxsplit=1)[0] == imported.removeprefix("pizzeria.").split(".")[0]
        if theirs is not None and mine is not None and (theirs > mine or (theirs == mine and not same_room)):
            wrong.append(f"pizzeria.{name} imports {imported}")
    return wrong


def impure(name: str, tree: ast.Module) -> list[str]:
    if not any(inside(name, room) for room in PURE):
        return []
    return [f"pizzeria.{name} imports {i}" for i in imports(tree) if i.split(".")[0] in IMPURE]


def away_from_home(name: str, tree: ast.Module) -> list[str]:
    wrong = []
    for imported in imports(tree):
        homes = HOMES.get(imported.split(".")[0])
        if homes is not None and not any(inside(name, home) for home in homes):
            wrong.append(f"pizzeria.{name} imports {imported}")
    return wrong


@pytest.mark.parametrize("rule", [upward, impure, away_from_home])
def test_the_walls_stand(rule: object) -> None:
    assert callable(rule)
    assert [wrong for name, tree in modules() for wrong in rule(name, tree)] == []


def test_every_module_has_its_floor() -> None:
    rooms = {"", "elks", "realtime", "voice"}  # doors only
    assert [name for name, _ in modules() if name not in rooms and floor(name) is None] == []


def test_a_forbidden_import_is_found() -> None:
    """The walls would be worth nothing if nobody noticed a hole."""
    assert upward("ordering.cart", ast.parse("from pizzeria.web import app"))
    assert upward("elks.frames", ast.parse("from pizzeria.realtime import events"))
    assert impure("call.session", ast.parse("def f():\n    import asyncio"))
    assert away_from_home("agent.desk", ast.parse("import sqlmodel"))
    assert away_from_home("call.session", ast.parse("from os import environ"))
    assert upward("replay.doubles.phone", ast.parse("from pizzeria.replay.stage import stage"))
    assert upward("replay.taped.player", ast.parse("from pizzeria.replay import playing"))
    assert not upward("web.board", ast.parse("from pizzeria.ordering import cart"))


def test_the_heaviest_library_is_left_alone_until_it_is_needed() -> None:
    """It would be a quarter of the start of every command."""
    assert [name for name, tree in modules() if any(inside(each, "openai") for each in at_once(tree))] == []
    assert any(inside(each, "openai") for _, tree in modules() for each in imports(tree))


def at_once(tree: ast.Module) -> Iterator[str]:
    """What is imported with the file, and not in a function or under an `if`."""
    outermost = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return imports(ast.Module(list(outermost), []))


def test_no_file_is_a_flat_and_no_function_a_corridor() -> None:
    long_files, long_functions = [], []
    for name, tree in modules():
        lines = max(
            (node.end_lineno or 0 for node in ast.walk(tree) if isinstance(node, ast.stmt)), default=0
        )
        if lines > 250:
            long_files.append(f"{name}: {lines}")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 40:
                    long_functions.append(f"{name}.{node.name}: {length}")
    assert (long_files, long_functions) == ([], [])


def test_every_module_says_its_one_responsibility() -> None:
    assert [name for name, tree in modules() if not ast.get_docstring(tree)] == []
