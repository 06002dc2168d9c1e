"""Writes TOML: values on one line, lists of tables with a table a line, as scenarios are written by hand."""

import json
from collections.abc import Mapping

from pizzeria.menu_files.schema import toml_key

LONGEST_LINE = 100
"""a list of plain values that is longer than this is written with a value a line"""


def toml_table(name: str, table: Mapping[str, object]) -> str:
    """`[name]` and its keys."""
    return f"[{name}]\n" + "".join(f"{toml_key(key)} = {toml_value(value)}\n" for key, value in table.items())


def toml_value(value: object) -> str:
    """A value to stand behind `key = ` at the beginning of a line."""
    if isinstance(value, list) and value:
        inline = _inline(value)
        if isinstance(value[0], Mapping) or len(inline) > LONGEST_LINE:
            return "".join(["[\n", *(f"  {_inline(each)},\n" for each in value), "]"])
        return inline
    return _inline(value)


def _inline(value: object) -> str:
    match value:
        case Mapping():
            pairs = (f"{toml_key(str(key))} = {_inline(each)}" for key, each in value.items())
            return f"{{ {', '.join(pairs)} }}" if value else "{}"
        case list() | tuple():
            return f"[{', '.join(map(_inline, value))}]"
        case _:
            # What JSON writes for text, numbers and truth is TOML too; TOML has no null.
            return json.dumps(value, ensure_ascii=False)
