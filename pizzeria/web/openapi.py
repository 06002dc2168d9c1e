"""GET /api/openapi.json: what the API takes and answers, made from what stands at each route.

quart-schema's decorators and its builder of the document, not its extension: that would convert every answer
of the house and check requests in its own words, and its pages load scripts from elsewhere.
https://spec.openapis.org/oas/v3.1.0
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import cached_property
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, TypeVar

import orjson
from quart import Blueprint, Quart, Response, current_app
from quart_schema import (
    APIKeySecurityScheme,
    DataSource,
    HttpSecurityScheme,
    Info,
    OpenAPIProvider,
    QuartSchema,
    document,
)
from quart_schema.extension import SecuritySchemeInput
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.converters import IntegerConverter

from pizzeria.web.sessions import COOKIE
from pizzeria.web.shapes import Problem

ALWAYS = (401, 403, 429, 503)
"""what any request may be answered with"""
OF_A_BODY = (400, 408, 413, 415)
SECURITY: dict[str, SecuritySchemeInput] = {
    "password": HttpSecurityScheme("basic"),
    "token": HttpSecurityScheme("bearer"),
    "session": APIKeySecurityScheme(COOKIE, "cookie"),
}

Built = tuple[dict[str, Any], dict[str, Any]]
"""a part of the document, and the shapes that it names"""
View = TypeVar("View", bound=Callable[..., object])
blueprint = Blueprint("openapi", __name__)


class EventStream:
    """The answer is no JSON but server-sent events."""


def answers(
    shape: object,
    *problems: int,
    status: int = 200,
    asks: object = None,
    query: object = None,
    headers: tuple[object, object] = (None, None),
) -> Callable[[View], View]:
    """Says of a route what it answers, which problems beside those of any route, and what is sent to it.

    `headers`: of the request, of the answer. Nothing is checked or changed by it.
    """
    asked, answered = headers
    told = {status: (shape, answered), **dict.fromkeys(problems, (Problem, None))}
    noted: Any = {"request": asks, "querystring": query, "headers": asked, "responses": told}
    return document(**noted)


@blueprint.get("/api/openapi.json")
@answers(dict[str, object])
async def openapi() -> Response:
    """This document."""
    made: Document = current_app.extensions["openapi"]
    return Response(await asyncio.to_thread(lambda: made.text), mimetype="application/json")


def install(app: Quart) -> None:
    app.config["QUART_SCHEMA_CONVERSION_PREFERENCE"] = "pydantic"
    app.config["QUART_SCHEMA_CONVERT_CASING"] = False
    app.extensions["openapi"] = Document(app)


class Document:
    """Made when it is first asked for: that takes some hundredths of a second."""

    def __init__(self, app: Quart) -> None:
        security = [{name: list[str]()} for name in SECURITY]
        info = Info("pizzeria", version("pizzeria"), description="Money is in minor units; times are UTC.")
        self._provider = Provider(app, QuartSchema(info=info, security_schemes=SECURITY, security=security))

    @cached_property
    def text(self) -> bytes:
        return orjson.dumps(self._provider.schema(), option=orjson.OPT_NON_STR_KEYS)


class Provider(OpenAPIProvider):
    """The routes below /api, with what all of them have in common."""

    def generate_rules(self) -> Iterable[Rule]:
        rules = (rule for rule in super().generate_rules() if rule.rule.startswith("/api/"))
        return sorted(rules, key=lambda rule: rule.rule)

    def build_path_parameter(self, name: str, converter: BaseConverter) -> dict[str, Any]:
        parameter = super().build_path_parameter(name, converter)
        if isinstance(converter, IntegerConverter):
            parameter["schema"] |= {"minimum": 0, "maximum": converter.max}
        return parameter

    def build_response_object(self, model: Any, headers_model: Any) -> Built:
        if model is EventStream:
            return {"content": {"text/event-stream": {"schema": {"type": "string"}}}}, {}
        if model is Problem:
            return self._problem
        answer, shapes = super().build_response_object(model, headers_model)
        if (headers := answer["content"].pop("headers", None)) is not None:
            answer["headers"] = headers  # quart-schema 0.25 puts them among the media types
        return _by_name(answer, shapes)

    def build_request_body(self, model: Any, source: DataSource) -> Built:
        body, shapes = _by_name(*super().build_request_body(model, source))
        return {**body, "required": True}, shapes

    def build_paths(self, rule: Rule) -> Built:
        paths, shapes = super().build_paths(rule)
        problem, of_problem = self._problem
        for operation in (each for path in paths.values() for each in path.values()):
            expected = ALWAYS + OF_A_BODY if "requestBody" in operation else ALWAYS
            answered = dict.fromkeys(expected, problem) | operation["responses"]
            operation["responses"] = {
                status: {**answered[status], "description": HTTPStatus(status).phrase}
                for status in sorted(answered)
            }
        return paths, shapes | of_problem

    @cached_property
    def _problem(self) -> Built:
        return _by_name(*super().build_response_object(Problem, None))


def _by_name(part: dict[str, Any], shapes: dict[str, Any]) -> Built:
    """The same with a shape that has a name among the others, and not written out where it is used."""
    media = part["content"]["application/json"]
    if (name := media["schema"].get("title")) is None:
        return part, shapes
    shapes = {**shapes, name: media["schema"]}
    media["schema"] = {"$ref": f"#/components/schemas/{name}"}
    return part, shapes
