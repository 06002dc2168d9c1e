"""TOML of a table, whatever stands in it."""

from collections.abc import Mapping

from pizzeria.replay.written.toml_text import toml_table


def as_toml(table: Mapping[str, object]) -> str:
    """What TOML has no word for is written all the same: that is a mistake, too."""
    _, _, text = toml_table("x", table).partition("\n")
    return text.replace("NaN", "nan").replace("Infinity", "inf")
