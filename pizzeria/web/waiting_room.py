"""How many frames of a phone may wait for its handler: a few, and then the phone waits.

Quart's own queue between the server and a handler has no end: a phone that says more than its call can take
would fill the memory, though everything before and behind that queue is bounded.
"""

import asyncio

from hypercorn.typing import WebsocketScope
from quart import Quart
from quart.asgi import ASGIWebsocketConnection

WAITING = 50
"""frames: a second of sound"""


class Bounded(ASGIWebsocketConnection):
    def __init__(self, app: Quart, scope: WebsocketScope) -> None:
        super().__init__(app, scope)
        self.queue = asyncio.Queue(WAITING)
