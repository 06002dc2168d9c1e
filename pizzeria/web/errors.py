"""How the web says no: JSON under /api, a small page elsewhere.

Every error of the API is `{"error": {"code", "message", …}}` with the right status.
"""

from collections.abc import Mapping

from quart import Quart, Response, has_request_context, jsonify, render_template, request
from quart.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, TooManyRequests

from pizzeria.errors import Refused, Unreachable

STATUS_OF: Mapping[str, int] = {
    "unknown_order": 404,
    "unknown_item": 404,
    "unknown_topping": 404,
    "not_allowed": 409,
    "too_late": 409,
    "no_draft": 409,
    "unknown_call": 404,
    "unknown_message": 404,
    **dict.fromkeys(("quiet_hours", "not_connected", "already_calling", "too_often", "hidden_number"), 409),
    **dict.fromkeys(("declined", "uncertain"), 502),
}


def install(app: Quart) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Unreachable, _unreachable)


def problem(status: int, code: str, message: str, **details: object) -> Response:
    """An error of the API, to be returned or given to `abort`."""
    response = jsonify({"error": {"code": code, "message": message, **details}})
    response.status_code = status
    return response


def for_programs() -> bool:
    """Whether the answer is read by a program, not by a person."""
    return request.path == "/api" or request.path.startswith("/api/")


async def _http_error(error: HTTPException) -> ResponseReturnValue:
    if not has_request_context():
        return error.get_response()  # a socket's handshake: the bare status is all the other end reads
    status, name = error.code or 500, error.name
    if for_programs():
        response = problem(status, name.lower().replace(" ", "_"), error.description or name)
    else:
        page = await render_template("error.html", status=status, name=name, words=error.description)
        response = Response(page, status)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


async def _refused(refused: Refused) -> ResponseReturnValue:
    status = STATUS_OF.get(refused.code, 400)
    if for_programs():
        return problem(status, refused.code, refused.say, **refused.details)
    return await render_template("error.html", status=status, name="Not now", words=refused.say), status


async def _unreachable(_: Unreachable) -> ResponseReturnValue:
    return problem(503, "unreachable", "The house is closing, or its database does not answer.")
