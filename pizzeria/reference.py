"""`pizzeria docs`: writes docs/tools.md and docs/events.md from the definitions, so that they cannot
differ.
"""

import dataclasses
import inspect
from pathlib import Path
from typing import get_args

import orjson

from pizzeria.agent.registry import Registry
from pizzeria.agent.tools import TOOLS
from pizzeria.menu_files import Files
from pizzeria.ordering import events
from pizzeria.ordering.steps import diagram
from pizzeria.settings import Settings

_MANY = 6
"""ids of an enum that are shown"""


def write(folder: Path, files: Files) -> list[Path]:
    """Both pages into this folder; answers their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {"tools.md": tools_page(files), "events.md": events_page()}
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")
    return [folder / name for name in pages]


def tools_page(files: Files) -> str:
    """Every tool with its parameters, as the model is given them with this menu."""
    parts = [
        "# The tools the model is given",
        "Written by `pizzeria docs` from the tools themselves. Every answer is one JSON object in a string: "
        "`ok` true with the state and a `next` sentence, or false with a `code` and a `say` sentence.",
    ]
    for tool in Registry(TOOLS, files.menu).schemas():
        parts += [f"## {tool['name']}", str(tool["description"]), _schema(tool["parameters"])]
    return "\n\n".join(parts) + "\n"


def events_page() -> str:
    """Every event of the stream with its fields, and the steps of an order."""
    parts = [
        "# The events of the house",
        "Written by `pizzeria docs` from the definitions. GET /api/events sends each with `id:`, `event:` "
        "and `data:`; money is in minor units, times are UTC.",
    ]
    for event in get_args(events.Event):
        fields = [f"* `{field.name}`" for field in dataclasses.fields(event)]
        parts += [f"## {event.name}", inspect.cleandoc(_said_of(event)), "\n".join(fields)]
    parts += ["# The steps of an order", f"```mermaid\n{diagram().strip()}\n```"]
    return "\n\n".join(part for part in parts if part) + "\n"


def settings_table() -> str:
    """The README's table of settings, a row each."""
    rows = []
    for field in Settings.model_fields.values():
        default = "none" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{field.alias}` | {default} | {field.description} |")
    return "\n".join(rows)


def _said_of(event: type) -> str:
    said = event.__doc__ or ""
    return "" if said.startswith(f"{event.__name__}(") else said


def _schema(parameters: object) -> str:
    written = orjson.dumps(_shortened(parameters), option=orjson.OPT_INDENT_2).decode()
    return f"```json\n{written}\n```"


def _shortened(value: object) -> object:
    """The same with long enums cut: they are the menu, and the menu has a page of its own."""
    match value:
        case dict():
            return {key: _shortened(inner) for key, inner in value.items()}
        case list() if len(value) > _MANY:
            return [*value[:_MANY], f"… {len(value) - _MANY} more"]
        case list():
            return [_shortened(inner) for inner in value]
        case _:
            return value
