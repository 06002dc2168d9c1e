"""A phone that says more than is listened to has to wait: its frames do not pile up."""

import asyncio

from hypercorn.typing import WebsocketReceiveEvent, WebsocketScope
from quart import Quart

from pizzeria.web.waiting_room import WAITING, Bounded


async def test_frames_that_nobody_takes_are_not_taken_from_the_server() -> None:
    app, taken = Quart(__name__), 0

    async def receive() -> WebsocketReceiveEvent:
        nonlocal taken
        taken += 1
        await asyncio.sleep(0)
        return {"type": "websocket.receive", "bytes": None, "text": "nonsense"}

    scope: WebsocketScope = {"type": "websocket"}  # type: ignore[typeddict-item]
    reading = asyncio.create_task(Bounded(app, scope).handle_messages(receive))
    for _ in range(20 * WAITING):
        await asyncio.sleep(0)
    reading.cancel()
    assert taken == WAITING + 1
