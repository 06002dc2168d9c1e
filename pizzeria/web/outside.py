"""How the house is reached from outside: over TLS or not, and the address of the phone's socket."""

from urllib.parse import urlsplit

from quart import request

from pizzeria.web.here import here

SOCKET = "/voice-stream"
ONLY_HERE = ("127.0.0.1", "localhost", "::1", "0.0.0.0")


def came_over_tls() -> bool:
    """Whether the visitor's browser speaks TLS, to us or to a proxy in front of us."""
    nearest = request.headers.get("X-Forwarded-Proto", "").partition(",")[0]
    return request.is_secure or nearest.strip().lower() == "https"


def socket_address() -> str:
    """What 46elks must be told: wss://host/voice-stream, with a place for the token when one is asked for."""
    settings = here().settings
    token = "?token=YOUR-PHONE-TOKEN" if settings.phone_token else ""
    return f"{_base()}{SOCKET}{token}"


def is_reachable() -> bool:
    """False when the address means this very machine, wherever it is said."""
    return urlsplit(socket_address()).hostname not in ONLY_HERE


def _base() -> str:
    public = here().settings.public_url
    if public is None:
        return f"{'wss' if came_over_tls() else 'ws'}://{request.host}"
    outside = urlsplit(public.rstrip("/"))
    return f"{'wss' if outside.scheme in ('https', 'wss') else 'ws'}://{outside.netloc}{outside.path}"
