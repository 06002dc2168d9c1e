"""The sessions of the staff: begun with the password, in a signed cookie; ended by whoever logs out, or after
30 days.

What is signed is when the session ends by itself and a word that no other has, so that one can be ended, at
every instance of the house, without the others.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import scrypt
from secrets import token_bytes, token_urlsafe

from pydantic import SecretStr
from quart import Quart, current_app
from quart_auth import QuartAuth, current_user

from pizzeria.web.here import here

COOKIE = "pizzeria_staff"
LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Session:
    id: str
    until: datetime

    @property
    def words(self) -> str:
        return f"{self.until:%Y%m%d%H%M%S}.{self.id}"


def install(app: Quart) -> None:
    sessions = QuartAuth(cookie_name=COOKIE, duration=round(LASTS.total_seconds()), cookie_secure=False)
    sessions.init_app(app)
    app.extensions["sessions"] = sessions


def session_key(password: SecretStr | None) -> bytes:
    """What cookies are signed with. It follows from the password, so that a board on the wall is still logged
    in after a restart, and at another instance; slowly, so that a stolen cookie gives no password away.
    """
    if password is None:
        return token_bytes(32)
    return scrypt(password.get_secret_value().encode(), salt=COOKIE.encode(), n=2**14, r=8, p=1)


def begin() -> str:
    """What the cookie holds: signed, and worth nothing once there is another password."""
    session = Session(token_urlsafe(16), here().now() + LASTS)
    sessions: QuartAuth = current_app.extensions["sessions"]
    return sessions.dump_token(session.words)


async def end() -> None:
    """The one that the request brings, if any: what was copied of it opens nothing any more."""
    if session := _brought():
        await here().store.sessions.end(session.id, session.until, here().now() + LASTS)


def lasting() -> Callable[[], Awaitable[bool]] | None:
    """Asks whether the session that the request brings is still on; None when it brings none."""
    session, store = _brought(), here().store
    if session is None:
        return None

    async def lasts() -> bool:
        return not await store.sessions.is_over(session.id, session.until)

    return lasts


def _brought() -> Session | None:
    until, _, id_ = (current_user.auth_id or "").partition(".")
    try:
        return Session(id_, datetime.strptime(until, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except ValueError:  # signed before sessions could be ended
        return None
