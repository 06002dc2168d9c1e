"""The arguments a model sends, read and checked against exactly the schema that it was given.

Whatever is wrong becomes one Refused with a sentence for the caller and, in `hint`, one for the model.
"""

import unicodedata
from typing import Annotated, Any

import orjson
from jsonschema import Draft202012Validator, ValidationError
from pydantic import BeforeValidator

from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json

LONGEST = 4_000
"""characters of arguments; an honest call needs a few hundred"""
RANKS = ("type", "additionalProperties", "required", "enum")
"""of several faults the first of these is told"""
KINDS = {
    "item": "item",
    "second_half": "item",
    "topping": "topping",
    "remove": "topping",
    "size": "size",
    "base": "base",
}
"""parameters that name something on the menu, and what"""
MENU_FAULTS = frozenset({"enum", "type", "maxLength", "minLength"})


def tidy(text: object) -> object:
    """Without control characters and runs of space, which no name or street has."""
    if not isinstance(text, str):
        return text
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(visible.split())


Text = Annotated[str, BeforeValidator(tidy)]


def parsed(arguments: str) -> Json:
    """One JSON object; nothing at all counts as an empty one."""
    if len(arguments) > LONGEST:
        raise _again("too_long", f"The arguments are longer than {LONGEST} characters.")
    try:
        given = orjson.loads(arguments.strip() or "{}")
    except ValueError:
        raise _again("bad_json", "The arguments are not JSON. Send them again.") from None
    if not isinstance(given, dict):
        raise _again("bad_json", "The arguments must be one JSON object.")
    return given


def checked(given: Json, validator: Draft202012Validator) -> Json:
    """The same arguments when they keep to the schema. Raises Refused otherwise."""
    faults = sorted(validator.iter_errors(given), key=_rank)
    if faults:
        raise _refusal(faults[0])
    return given


def _rank(fault: ValidationError) -> tuple[int, list[str]]:
    known = fault.validator in RANKS
    return (RANKS.index(str(fault.validator)) if known else len(RANKS), [str(p) for p in fault.absolute_path])


def _refusal(fault: ValidationError) -> Refused:
    parameter = next((p for p in reversed(fault.absolute_path) if isinstance(p, str)), "")
    kind = KINDS.get(parameter)
    if kind is not None and fault.validator in MENU_FAULTS and not isinstance(fault.instance, list):
        return _not_on_menu(kind, fault)
    match fault.validator:
        case "additionalProperties":
            return _unknown_argument(fault)
        case "required":
            missing = _missing(fault)
            return _again("missing_argument", f"Send {', '.join(missing)} too.", missing=missing)
        case "type" | "minimum" | "maximum" if parameter == "quantity":
            return _quantity(fault)
        case _:
            return _again("invalid_argument", f"{parameter}: {_short(fault.message)}", argument=parameter)


def _not_on_menu(kind: str, fault: ValidationError) -> Refused:
    heard = _short(str(fault.instance))
    match kind:
        case "item":
            return Refused("unknown_item", "I could not find that on the menu.", heard=heard)
        case "topping":
            return Refused("unknown_topping", "We do not have that topping.", heard=heard)
        case _:
            known = _schema(fault).get("enum", [])
            return Refused(f"unknown_{kind}", f"We do not have that {kind}.", heard=heard, known=known)


def _unknown_argument(fault: ValidationError) -> Refused:
    known = list(_schema(fault).get("properties", {}))
    given = fault.instance if isinstance(fault.instance, dict) else {}
    unknown = [_short(name) for name in given if name not in known]
    hint = "Prices, totals and discounts come from the house, never from you. Send only the known arguments."
    return _again("unknown_argument", hint, unknown=unknown, known=known)


def _quantity(fault: ValidationError) -> Refused:
    most = _schema(fault)["maximum"]
    say = f"I can take from one to {most} of each. For more than that our staff can help you."
    return Refused("quantity_out_of_range", say, minimum=1, maximum=most)


def _missing(fault: ValidationError) -> list[str]:
    given = fault.instance if isinstance(fault.instance, dict) else {}
    return [name for name in _schema(fault).get("required", []) if name not in given]


def _schema(fault: ValidationError) -> dict[str, Any]:
    """The part of the schema that was not kept to."""
    return fault.schema if isinstance(fault.schema, dict) else {}


def _again(code: str, hint: str, **details: object) -> Refused:
    return Refused(code, "One moment, let me try that again.", hint=hint, **details)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST // 50 else f"{text[: LONGEST // 50]}…"
