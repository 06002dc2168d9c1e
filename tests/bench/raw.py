"""The barest bridge: websockets at both ends and json between, as little as Python can do with them."""

import asyncio
import json
import socket
import time
from contextlib import suppress

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.bench.wanted_session import SESSION


async def serve_raw(model_url: str, listener: socket.socket, stop: asyncio.Event) -> None:
    # Opened anew by its number, a socket knows that it is TCP's: only then asyncio turns Nagle's delay off.
    tcp = socket.socket(fileno=listener.detach())
    async with serve(RawBridge(model_url).answer, sock=tcp, compression=None):
        await stop.wait()


class RawBridge:
    def __init__(self, model_url: str) -> None:
        self._model_url = model_url.replace("http", "ws", 1) + "/realtime?model=gpt-realtime"

    async def answer(self, phone: ServerConnection) -> None:
        await phone.recv()  # the hello
        async with connect(self._model_url, compression=None) as model:
            await _tell(model, type="session.update", session=SESSION)
            speaking = asyncio.create_task(_speak(phone, model))
            with suppress(ConnectionClosed):
                await _listen(phone, model)
            speaking.cancel()


async def _listen(phone: ServerConnection, model: ClientConnection) -> None:
    async for frame in phone:
        message = json.loads(frame)
        if message["t"] == "audio":
            await _tell(model, type="input_audio_buffer.append", audio=message["data"])
        elif message["t"] == "bye":
            return


async def _speak(phone: ServerConnection, model: ClientConnection) -> None:
    item, began = "", 0.0
    async for frame in model:
        event = json.loads(frame)
        match event["type"]:
            case "session.updated":
                await _tell(phone, t="listening", format="pcm_24000")
                await _tell(model, type="response.create")
            case "response.created":
                await _tell(phone, t="sending", format="pcm_24000")
            case "response.output_audio.delta":
                if event["item_id"] != item:
                    item, began = event["item_id"], time.monotonic()
                await _tell(phone, t="audio", data=event["delta"])
            case "input_audio_buffer.speech_started" if item:
                ms = round((time.monotonic() - began) * 1000)
                await _tell(phone, t="interrupt")
                await _tell(
                    model, type="conversation.item.truncate", item_id=item, content_index=0, audio_end_ms=ms
                )


async def _tell(socket: ServerConnection | ClientConnection, **message: object) -> None:
    await socket.send(json.dumps(message))
