"""Who may see the house from the inside: a session (POST /login), or HTTP Basic as `staff`.

Asked for only when PIZZERIA_STAFF_PASSWORD is set. The phone's socket, /hooks/…, /t/…, /healthz
and /readyz are for others and stay open. Whatever the password, a page of another site can make nothing
happen here.
"""

from hmac import compare_digest
from urllib.parse import quote, urlsplit

from quart import Quart, current_app, redirect, request
from quart.typing import ResponseReturnValue
from quart_auth import QuartAuth, current_user

from pizzeria.web.errors import for_programs, problem
from pizzeria.web.here import here
from pizzeria.web.outside import is_browser

USER = "staff"
COOKIE = "pizzeria_staff"
SESSION_SECONDS = 30 * 24 * 3600
OPEN = frozenset({"/healthz", "/readyz", "/login", "/voice-stream"})
OPEN_BELOW = ("/static/", "/fonts/", "/t/", "/hooks/")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Quart) -> None:
    sessions = QuartAuth(cookie_name=COOKIE, duration=SESSION_SECONDS, cookie_secure=False)
    sessions.init_app(app)
    app.extensions["sessions"] = sessions
    app.before_request(_guard)


def is_password(given: str) -> bool:
    """Compared in a time that tells nothing of how much of it was right."""
    password = here().settings.staff_password
    return password is not None and _same(given, password.get_secret_value())


def session_token() -> str:
    """What the session's cookie holds: signed, and worth nothing after a restart."""
    sessions: QuartAuth = current_app.extensions["sessions"]
    return sessions.dump_token(USER)


async def _guard() -> ResponseReturnValue | None:
    if request.method not in SAFE_METHODS and not _from_this_site():
        return problem(403, "other_site", "This may only be done from the pizzeria's own pages.")
    if _is_open() or await _is_staff():
        return None
    if for_programs() or request.path == "/metrics":
        return _ask_for_password()
    return redirect(f"/login?next={quote(request.full_path.rstrip('?'))}")


def _is_open() -> bool:
    return request.path in OPEN or request.path.startswith(OPEN_BELOW)


async def _is_staff() -> bool:
    if here().settings.staff_password is None or await current_user.is_authenticated:
        return True
    basic = request.authorization
    if basic is None or basic.type != "basic":
        return False
    right_name = _same(basic.username or "", USER)
    return is_password(basic.password or "") and right_name


def _ask_for_password() -> ResponseReturnValue:
    answer = problem(401, "unauthorized", "Staff only: log in at /login, or use HTTP Basic as `staff`.")
    if not is_browser(request):
        # A browser would put a box of its own over the board; its page goes to /login instead.
        answer.headers["WWW-Authenticate"] = 'Basic realm="pizzeria", charset="UTF-8"'
    return answer


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


def _same(given: str, right: str) -> bool:
    return compare_digest(given.encode(), right.encode())
