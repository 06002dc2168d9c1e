"""How many frames of a phone may wait for its handler: a few, and then the phone waits.

Quart's own queue between the server and a handler has no end: a phone that says more than its call can take
would fill the memory, though everything before and behind that queue is bounded.
"""

import asyncio

from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, WebsocketScope
from quart import Quart
from quart.asgi import ASGIWebsocketConnection

WAITING = 50
"""frames: a second of sound"""
PARTING = 5.0
"""seconds a phone gets to hear that the call is over"""
BREATH = 0.01
"""seconds after each WAITING frames of those that nobody wants any more: others are talking"""


class Bounded(ASGIWebsocketConnection):
    def __init__(self, app: Quart, scope: WebsocketScope) -> None:
        super().__init__(app, scope)
        self.queue = asyncio.Queue(WAITING)
        self._gone = False
        self._rest: asyncio.Task[None] | None = None

    async def __call__(self, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """What is still said when the handler is done is thrown away: unread, it would hold the server's
        reader for ever, and the phone would not hear why it was cut off.
        """
        try:
            await super().__call__(receive, send)
        finally:
            if not self._gone:
                self._rest = asyncio.create_task(_throw_away(receive))
                await asyncio.wait([self._rest], timeout=PARTING)

    async def handle_messages(self, receive: ASGIReceiveCallable) -> None:
        await super().handle_messages(receive)
        self._gone = True


async def _throw_away(receive: ASGIReceiveCallable) -> None:
    frames = 0
    while (await receive())["type"] != "websocket.disconnect":
        frames += 1
        if frames % WAITING == 0:
            await asyncio.sleep(BREATH)
