"""The headers that every answer bears, so that a browser trusts nothing but this house."""

from quart import Quart, Response, request

from pizzeria.ordering.as_json import time_json
from pizzeria.web.here import here

POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)


def install(app: Quart) -> None:
    app.after_request(_add)


async def _add(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if "Journal-Id" in response.headers:  # a picture: a screen whose own clock is wrong tells ages right
        response.headers["House-Time"] = time_json(here().now())
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
