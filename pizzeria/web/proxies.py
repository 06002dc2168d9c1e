"""Who asks, and over TLS or not, where a proxy or a tunnel hands requests on: X-Forwarded-For and -Proto.

Anybody can write these headers. They are believed of a proxy on this very machine, which only the operator
can start, or when the operator has counted the proxies (PIZZERIA_PROXIES). Of each header the last entries
are the proxies' own; what stands before them is not believed, nor is X-Forwarded-Host, ever: a page of
another site could say it.
"""

from ipaddress import ip_address
from typing import cast

from hypercorn.middleware import ProxyFixMiddleware
from hypercorn.typing import ASGIFramework, ASGIReceiveCallable, ASGISendCallable, Scope
from quart import Quart


class BehindProxies:
    """The app, for requests as they were when they met the first proxy."""

    def __init__(self, app: ASGIFramework, proxies: int | None) -> None:
        self._bare = app
        self._counted = proxies is not None
        self._handed_on = ProxyFixMiddleware(self._as_it_came, trusted_hops=1 if proxies is None else proxies)

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        if scope["type"] == "lifespan" or not self._believes(scope.get("client")):
            return await self._bare(scope, receive, send)
        scope["headers"] = [each for each in scope["headers"] if each[0].lower() != b"x-forwarded-host"]
        return await self._handed_on(scope, receive, send)

    async def _as_it_came(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Of a socket, too, proxies say `https`; Quart finds sockets under `wss` only."""
        if scope["type"] == "websocket":
            scope["scheme"] = {"https": "wss", "http": "ws"}.get(scope["scheme"], scope["scheme"])
        await self._bare(scope, receive, send)

    def _believes(self, client: tuple[str, int] | None) -> bool:
        return self._counted or _is_this_machine((client or ("", 0))[0])


def install(app: Quart, proxies: int | None) -> None:
    """`proxies`: how many the operator has counted."""
    inner = cast(ASGIFramework, app.asgi_app)
    app.asgi_app = BehindProxies(inner, proxies)  # type: ignore[method-assign]


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
