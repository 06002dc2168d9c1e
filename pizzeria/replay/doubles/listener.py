"""A bound socket, for who serves on it later: its address is known before anybody answers there."""

import socket

from pizzeria.errors import Unreachable


def bound(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """`port` 0 is any free one. Raises Unreachable when it cannot be had.

    Its protocol is named, for otherwise asyncio does not switch Nagle's algorithm off, and sound waits.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Unreachable(f"port {port} on {host} cannot be opened ({error.strerror})") from None
    listener.listen()
    return listener


def address(listener: socket.socket) -> str:
    """host:port"""
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
