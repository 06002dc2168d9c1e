"""The headers that every answer bears, so that a browser trusts nothing but this house."""

from quart import Quart, Response, request

from pizzeria.ordering.as_json import time_json
from pizzeria.web.here import here

POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "media", "connect")),
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

NOTHING = "camera=(), display-capture=(), geolocation=(), payment=(), usb=()"
FAILED = 400
"""and above: an answer that is none of what was asked for"""
TELEPHONE = "/phone"
"""the one page that may ask for the microphone"""


def install(app: Quart) -> None:
    app.after_request(_add)


async def _add(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    lent = "(self)" if request.path == TELEPHONE else "()"
    response.headers["Permissions-Policy"] = f"microphone={lent}, {NOTHING}"
    if "Journal-Id" in response.headers:  # a picture: a screen whose own clock is wrong tells ages right
        response.headers["House-Time"] = time_json(here().now())
    if response.status_code >= FAILED or not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
