"""Each tool is one typed function: its schema, the check of its arguments and its call all come from there.

The docstring is the tool's description; Annotated types describe the parameters. A parameter marked with a
list of the menu gets that list as its enum, in menu order, sold-out things too, so that the schemas are the
same bytes for the whole life of a menu and the model's prompt cache holds.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from jsonschema import Draft202012Validator
from pydantic import BaseModel, create_model

from pizzeria.agent.answers import Answer
from pizzeria.agent.arguments import checked
from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json
from pizzeria.ordering.menu import Menu

Function = Callable[..., Awaitable[Answer]]
"""async (visit, the tool's parameters by name) -> Answer; raises Refused"""

OURS = frozenset({"$defs", "$ref", "anyOf", "asked", "menu", "title"})
"""keys of pydantic's schema, and our own marks, that the model never sees"""


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    description: str
    parameters: Json
    """JSON Schema, draft 2020-12"""
    function: Function
    reader: type[BaseModel]
    validator: Draft202012Validator

    def schema(self) -> Json:
        """As `session.tools` wants it."""
        return {
            "type": "function",
            "name": self.name,
            "description": self.description,
            "parameters": self.parameters,
        }

    def completed(self, given: Json) -> Json:
        """The arguments with the defaults of those not given. Raises Refused for anything wrong."""
        fields = self.reader.model_fields
        defaults = {name: field.default for name, field in fields.items() if not field.is_required()}
        meant = {k: v for k, v in given.items() if v is not None or k not in defaults}
        return checked({**{k: v for k, v in defaults.items() if v is not None}, **meant}, self.validator)

    async def call(self, visit: Visit, given: Json) -> Answer:
        read = self.reader.model_validate(self.completed(given))
        return await self.function(visit, **{name: getattr(read, name) for name in type(read).model_fields})


class Registry:
    """The tools of one menu."""

    def __init__(self, functions: Iterable[Function], menu: Menu) -> None:
        lists = _lists(menu)
        self._tools = {tool.name: tool for tool in (_tool(function, lists) for function in functions)}

    def __iter__(self) -> Iterator[Tool]:
        return iter(self._tools.values())

    def schemas(self) -> list[Json]:
        return [tool.schema() for tool in self._tools.values()]

    def tool(self, name: str) -> Tool:
        if name in self._tools:
            return self._tools[name]
        raise Refused("unknown_tool", "One moment, let me try that another way.", tools=list(self._tools))


def _tool(function: Function, lists: Mapping[str, Json]) -> Tool:
    reader, whole = _read(function)
    parameters = _schema(whole, lists, whole.get("$defs", {}))
    description = " ".join((inspect.getdoc(function) or "").split())
    return Tool(
        function.__name__, description, parameters, function, reader, Draft202012Validator(parameters)
    )


@cache
def _read(function: Function) -> tuple[type[BaseModel], dict[str, Any]]:
    """What its parameters are whatever is on the menu: as a model, and as pydantic's schema, to read only."""
    hints = get_type_hints(function, include_extras=True)
    wanted = list(inspect.signature(function).parameters.values())[1:]
    fields: dict[str, Any] = {
        p.name: (hints[p.name], ... if p.default is inspect.Parameter.empty else p.default) for p in wanted
    }
    reader: type[BaseModel] = create_model(function.__name__, **fields)
    return reader, reader.model_json_schema()


def _lists(menu: Menu) -> dict[str, Json]:
    """What a mark in a parameter's type stands for."""
    sizes = dict.fromkeys(size.id for item in menu.items for size in item.sizes)
    languages = dict.fromkeys(language for item in menu.items for language in item.names)
    lists = {
        "items": [item.id for item in menu.items],
        "toppings": [topping.id for topping in menu.toppings],
        "bases": [base.id for base in menu.bases],
        "sizes": list(sizes),
        "languages": list(languages),
    }
    enums: dict[str, Json] = {name: {"enum": ids} if ids else {} for name, ids in lists.items()}
    return {**enums, "quantity": {"minimum": 1, "maximum": menu.rules.max_quantity}}


def _schema(node: Json, lists: Mapping[str, Json], parts: Mapping[str, Json]) -> Json:
    """One node without references, titles and nulls, closed to unknown keys, with the menu's lists in it."""
    node = _whole(node, parts)
    found: Json = {k: v for k, v in node.items() if k not in OURS and (k, v) != ("default", None)}
    found |= lists.get(str(node.get("menu")), {})
    if isinstance(of := node.get("items"), dict):
        found["items"] = _schema(of, lists, parts)
    if isinstance(properties := node.get("properties"), dict):
        required = [*_listed(node, "required"), *(n for n, its in properties.items() if its.get("asked"))]
        found["properties"] = {name: _schema(its, lists, parts) for name, its in properties.items()}
        found["required"] = [name for name in properties if name in required]
        found["additionalProperties"] = False
    return found


def _whole(node: Json, parts: Mapping[str, Json]) -> Json:
    """What a reference points at, and of "this or null" the this; its own words win."""
    match node:
        case {"$ref": str(path)}:
            return {**parts[path.rpartition("/")[2]], **node}
        case {"anyOf": [dict(first), *_]}:
            return {**_whole(first, parts), **node}
        case _:
            return node


def _listed(node: Json, key: str) -> list[object]:
    found = node.get(key)
    return found if isinstance(found, list) else []
