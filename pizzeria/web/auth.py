"""Who may see the house from the inside: a session (POST /login), HTTP Basic as `staff`, or for programs a
bearer with PIZZERIA_API_TOKEN.

Asked for only when PIZZERIA_STAFF_PASSWORD is set; until then the pages are for this machine alone, by
whatever name it was called. The phone's socket, /hooks/…, /t/…, /healthz and /readyz are for others and stay
open. Whatever the password, a page of another site can make nothing happen here, and is told nothing.
"""

from hmac import compare_digest
from math import ceil
from typing import NoReturn
from urllib.parse import quote, urlsplit

import structlog
from pydantic import SecretStr
from quart import Quart, current_app, redirect, request
from quart.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, TooManyRequests

from pizzeria.going_live import is_only_here
from pizzeria.web.attempts import NONE, Attempts
from pizzeria.web.errors import for_programs, problem
from pizzeria.web.here import here
from pizzeria.web.outside import is_browser
from pizzeria.web.sessions import lasting

USER = "staff"
OPEN = frozenset({"/healthz", "/readyz", "/login", "/voice-stream"})
OPEN_BELOW = ("/static/", "/fonts/", "/t/", "/hooks/")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

log = structlog.get_logger()


def install(app: Quart) -> None:
    app.extensions["attempts"] = Attempts()
    app.before_request(_guard)


def is_password(given: str) -> bool:
    """Raises TooManyRequests when whoever asks was wrong too often lately."""
    return _is_right(given, here().settings.staff_password)


async def _guard() -> ResponseReturnValue | None:
    if not _from_this_site() and (request.method not in SAFE_METHODS or _is_read_by_programs()):
        return problem(403, "other_site", "This may only be done from the pizzeria's own pages.")
    if _is_open():
        return None
    if here().settings.staff_password is None:
        return None if is_only_here(f"//{request.host}") else _not_yet()
    if await _in_session() or _brings_it():
        return None
    return _ask_for_password() if _is_read_by_programs() else _to_the_door()


async def _in_session() -> bool:
    lasts = lasting()
    return lasts is not None and await lasts()


def _is_open() -> bool:
    return request.path in OPEN or request.path.startswith(OPEN_BELOW)


def _is_read_by_programs() -> bool:
    return for_programs() or request.path == "/metrics"


def _brings_it() -> bool:
    """Whether the request itself says that it may: with the password, or as a program with its token."""
    given, token = request.authorization, here().settings.api_token
    if given is None:
        return False
    if given.type == "bearer" and token is not None and _is_read_by_programs():
        return _is_right(given.token or "", token)
    return given.type == "basic" and given.username == USER and is_password(given.password or "")


def _is_right(given: str, secret: SecretStr | None) -> bool:
    """Compared in a time that tells nothing of how much of it was right, and not at all too often."""
    attempts: Attempts = current_app.extensions["attempts"]
    address, now = request.remote_addr or "", here().now()
    if (wait := attempts.wait(address, now)) > NONE:
        seconds = ceil(wait.total_seconds())
        raise TooManyRequests(f"Too many wrong passwords. Try again in {seconds} seconds.", None, seconds)
    if secret is not None and compare_digest(given.encode(), secret.get_secret_value().encode()):
        attempts.right(address)
        return True
    attempts.wrong(address, now)
    log.warning("wrong staff password or token", address=address, path=request.path)
    return False


def _ask_for_password() -> ResponseReturnValue:
    answer = problem(401, "unauthorized", "Staff only: log in at /login, or use HTTP Basic as `staff`.")
    if not is_browser(request):
        # A browser would put a box of its own over the board; its page goes to /login instead.
        answer.headers["WWW-Authenticate"] = 'Basic realm="pizzeria", charset="UTF-8"'
    return answer


def _to_the_door() -> ResponseReturnValue:
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else "/"
    return redirect(f"/login?next={quote(wanted)}")


def _not_yet() -> NoReturn:
    """Called by a name of the outside: through a tunnel, or by a page that made up a name for us."""
    raise Forbidden(
        "Without PIZZERIA_STAFF_PASSWORD these pages are for the machine that serves them: set it."
    )


def _from_this_site() -> bool:
    """Browsers say where a request comes from, and no script can change that; programs say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc in _own_names()


def _own_names() -> set[str]:
    public = here().settings.public_url
    return {request.host, urlsplit(public).netloc} - {""} if public else {request.host} - {""}
