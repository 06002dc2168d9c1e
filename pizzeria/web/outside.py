"""How the house is reached from outside: over TLS or not, and the address of the phone's socket."""

from urllib.parse import urlsplit

from quart import Request, Websocket, request

from pizzeria.going_live import is_only_here
from pizzeria.web.here import here

SOCKET = "/voice-stream"


def socket_address() -> str:
    """What 46elks must be told: wss://host/voice-stream, with a place for the token when one is asked for."""
    settings = here().settings
    token = "?token=YOUR-PHONE-TOKEN" if settings.phone_token else ""
    return f"{_base()}{SOCKET}{token}"


def public_base() -> str:
    """What the outside calls us, as PIZZERIA_PUBLIC_URL says or else as we were called just now."""
    public = here().settings.public_url
    return (public or f"{'https' if request.is_secure else 'http'}://{request.host}").rstrip("/")


def is_reachable() -> bool:
    """False when the address means this very machine, wherever it is said."""
    return not is_only_here(socket_address())


def is_from_outside(visitor: Request | Websocket) -> bool:
    """Whether this came from another machine: by itself, or through a proxy or a tunnel (proxies.py)."""
    address = visitor.remote_addr or ""
    return bool(address) and not is_only_here(f"//{_bracketed(address)}")


def is_browser(visitor: Request | Websocket) -> bool:
    """All of them say so; 46elks and programs do not."""
    return visitor.headers.get("User-Agent", "").startswith("Mozilla/")


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address and "." not in address else address


def _base() -> str:
    public = here().settings.public_url
    if public is None:
        return f"{'wss' if request.is_secure else 'ws'}://{request.host}"
    outside = urlsplit(public.rstrip("/"))
    return f"{'wss' if outside.scheme in ('https', 'wss') else 'ws'}://{outside.netloc}{outside.path}"
