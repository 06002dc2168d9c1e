"""The HTTP and WebSocket server: hypercorn, on a socket that is bound already."""

import socket
from collections.abc import Awaitable, Callable

from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart

from pizzeria.web.flow import LARGEST
from pizzeria.web.sse import close_streams


async def serve_app(app: Quart, listener: socket.socket, until: Callable[[], Awaitable[None]]) -> None:
    """Serve this app on this socket, which is its own from now on, until that returns."""
    config = Config()
    config.bind = [f"fd://{listener.detach()}"]
    config.websocket_max_message_size = 2 * LARGEST  # a little larger is told why (phone.py)
    config.graceful_timeout = 1.0
    config.errorlog = None

    async def stop() -> None:
        await until()
        close_streams(app)

    await serve(app, config, shutdown_trigger=stop)
