"""A small language for the shape of a JSON document; what is wrong with one is said as OpenAI says it."""

from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]
Shape = Callable[[Any, str], None]
"""takes a value and the path to it; raises Wrong"""


class Wrong(Exception):
    """One broken rule: what becomes the `error` of an error event."""

    def __init__(self, code: str, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.param = param


def anything(value: Any, path: str) -> None:
    """No rule."""


def text(value: Any, path: str) -> None:
    _typed(value, str, path, "a string")


def flag(value: Any, path: str) -> None:
    _typed(value, bool, path, "a boolean")


def between(lowest: float, highest: float) -> Shape:
    def check(value: Any, path: str) -> None:
        _number(value, int | float, path, "a number")
        if not lowest <= value <= highest:
            raise Wrong("invalid_value", f"Invalid '{path}': must be {lowest} to {highest}.", path)

    return check


def whole(lowest: int, highest: int) -> Shape:
    inside = between(lowest, highest)

    def check(value: Any, path: str) -> None:
        _number(value, int, path, "an integer")
        inside(value, path)

    return check


def one_of(*values: str) -> Shape:
    def check(value: Any, path: str) -> None:
        if value not in values:
            raise Wrong("invalid_value", f"Invalid value: {value!r}. Supported values are: {values}.", path)

    return check


def nullable(shape: Shape) -> Shape:
    def check(value: Any, path: str) -> None:
        if value is not None:
            shape(value, path)

    return check


def many(shape: Shape, least: int = 0, most: int = 10_000) -> Shape:
    def check(value: Any, path: str) -> None:
        _typed(value, list, path, "an array")
        if not least <= len(value) <= most:
            raise Wrong("invalid_value", f"Invalid '{path}': {least} to {most} elements.", path)
        for place, each in enumerate(value):
            shape(each, f"{path}[{place}]")

    return check


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    known = {**required, **(optional or {})}

    def check(value: Any, path: str) -> None:
        _typed(value, dict, path, "an object")
        for key in required:
            if key not in value:
                name = _join(path, key)
                raise Wrong("missing_required_parameter", f"Missing required parameter: '{name}'.", name)
        for key, each in value.items():
            name = _join(path, key)
            if key not in known:
                raise Wrong("unknown_parameter", f"Unknown parameter: '{name}'.", name)
            known[key](each, name)

    return check


def by(key: str, shapes: Mapping[str, Shape]) -> Shape:
    """The shape that the value of `key` names."""

    def check(value: Any, path: str) -> None:
        _typed(value, dict, path, "an object")
        name = _join(path, key)
        if key not in value:
            raise Wrong("missing_required_parameter", f"Missing required parameter: '{name}'.", name)
        one_of(*shapes)(value[key], name)
        shapes[value[key]](value, path)

    return check


def either(word: Shape, otherwise: Shape) -> Shape:
    """`word` for a string, `otherwise` for anything else."""

    def check(value: Any, path: str) -> None:
        (word if isinstance(value, str) else otherwise)(value, path)

    return check


def _typed(value: Any, kind: type, path: str, wanted: str) -> None:
    if not isinstance(value, kind):
        raise Wrong("invalid_type", f"Invalid type for '{path}': expected {wanted}.", path)


def _number(value: Any, kind: Any, path: str, wanted: str) -> None:
    if isinstance(value, bool) or not isinstance(value, kind):
        raise Wrong("invalid_type", f"Invalid type for '{path}': expected {wanted}.", path)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
