"""What a JSON Schema finds wrong with a menu file, one sentence a mistake.

A sentence begins with the key, as one would write it: `items[3].prices.family: expected an integer, got 'x'`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isfinite
from re import fullmatch, search
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker, SchemaError, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import Unresolvable

Document = Mapping[str, object]

KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "object": "a table",
    "string": "text in quotation marks",
}

LONGEST_SHOWN = 60
WANTED = "expected the schema that comes with the program"


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A ValidationError, in so far as it is of use here."""

    path: tuple[str | int, ...]
    rule: str
    limit: Any
    value: Any
    schema: Mapping[str, Any]


def schema_mistakes(document: Document, schema: Document) -> list[str]:
    """Every mistake once, sorted by key. Raises ValueError when the schema leads to what is not in it."""
    return list(_mistakes(json.dumps(document), json.dumps(schema)))


@lru_cache(maxsize=128)
def _mistakes(document: str, schema: str) -> tuple[str, ...]:
    """Of two JSON texts: the same menu is read again and again, and to look through it takes the longest."""
    checks = _strict()(json.loads(schema), format_checker=FormatChecker(["date"]), registry=Registry())
    try:
        wrong = [_wrong(error) for error in checks.iter_errors(json.loads(document))]
    except Unresolvable as error:
        raise ValueError(f"{WANTED}: {error}") from None
    found = sorted(wrong, key=lambda w: [str(part).zfill(6) for part in w.path])
    return tuple(dict.fromkeys(sentence for wrong in found for sentence in _sentences(wrong)))


@cache
def _strict() -> type[Draft202012Validator]:
    types = Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_integer, "number": _is_number})
    strict: type[Draft202012Validator] = extend(Draft202012Validator, type_checker=types)  # type: ignore[no-untyped-call]
    return strict


@lru_cache(maxsize=4)
def read_schema(text: str) -> Document:
    """Looked through once, for that takes as long as a menu. Raises ValueError when it is no JSON Schema."""
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected JSON: {error}") from None
    try:
        Draft202012Validator.check_schema(schema, Draft202012Validator.FORMAT_CHECKER)
    except (SchemaError, RecursionError) as error:
        raise ValueError(f"{WANTED}: {str(error).partition(chr(10))[0]}") from None
    if not isinstance(schema, dict):
        raise ValueError(WANTED)
    return schema


def key_path(parts: Iterable[str | int]) -> str:
    """`("items", 3, "prices")` as `items[3].prices`."""
    written = "".join(f"[{part}]" if isinstance(part, int) else f".{toml_key(part)}" for part in parts)
    return written.removeprefix(".")


def toml_key(name: str) -> str:
    """As TOML has it: in quotation marks, unless it is a plain word."""
    return (
        name if fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=not name.isprintable())
    )


def shown(value: object) -> str:
    """A wrong value as it is quoted back: short."""
    words = repr(value)
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def _is_integer(_: object, value: object) -> bool:
    """JSON Schema calls 115.0 an integer; a price is none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_: object, value: object) -> bool:
    """TOML has nan and inf, which are smaller and greater than no limit."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _wrong(error: ValidationError) -> _Wrong:
    schema = cast("Mapping[str, Any]", error.schema)
    return _Wrong(
        tuple(error.absolute_path), str(error.validator), error.validator_value, error.instance, schema
    )


def _sentences(wrong: _Wrong) -> Iterator[str]:
    match wrong.rule:
        case "required":
            yield from _missing(wrong)
        case "additionalProperties":
            yield from _unknown(wrong)
        case _:
            yield f"{key_path(wrong.path)}: expected {_expected(wrong)}, got {shown(wrong.value)}"


def _missing(wrong: _Wrong) -> Iterator[str]:
    for key in wrong.limit:
        if key not in wrong.value:
            yield f"{key_path([*wrong.path, key])}: expected this key, but it is missing"


def _unknown(wrong: _Wrong) -> Iterator[str]:
    known, patterns = wrong.schema.get("properties", {}), wrong.schema.get("patternProperties", {})
    expected = f"one of the keys {', '.join(known)}" if known else wrong.schema.get("description", "no key")
    for key in wrong.value:
        if key not in known and not any(search(pattern, key) for pattern in patterns):
            yield f"{key_path([*wrong.path, key])}: expected {expected}, got the key {key!r}"


def _expected(wrong: _Wrong) -> str:
    match wrong.rule:
        case "type":
            return KINDS[wrong.limit]
        case "minimum":
            return f"{wrong.limit} or more"
        case "maximum":
            return f"{wrong.limit} or less"
        case "minItems" | "minProperties":
            return f"at least {wrong.limit} in it"
        case "uniqueItems":
            return "each only once"
        case "enum":
            return f"one of {', '.join(map(str, wrong.limit))}"
        case _:
            return str(wrong.schema.get("description", f"{wrong.rule} {wrong.limit}"))
