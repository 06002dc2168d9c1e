"""The plainest bridge: Quart and the openai package, each used as its own pages show. No tools, no records.

What was heard of an item is guessed from the time since its first piece.
"""

import asyncio
import json
import socket
import time

from hypercorn.asyncio import serve
from hypercorn.config import Config
from openai import AsyncOpenAI
from openai.resources.realtime.realtime import AsyncRealtimeConnection
from quart import Quart, websocket

from tests.bench.wanted_session import SESSION


async def serve_plain(model_url: str, listener: socket.socket, stop: asyncio.Event) -> None:
    """Behind the same server as the pizzeria, but nothing of the pizzeria is imported."""
    config = Config()
    config.bind = [f"fd://{listener.detach()}"]
    config.errorlog = None

    async def stopped() -> None:
        await stop.wait()

    await serve(create_app(model_url), config, shutdown_trigger=stopped)


def create_app(model_url: str) -> Quart:
    app = Quart(__name__)
    client = AsyncOpenAI(api_key="none", base_url=model_url)

    @app.websocket("/voice-stream")
    async def voice_stream() -> None:
        await websocket.receive()  # the hello
        async with client.realtime.connect(model="gpt-realtime") as model:
            await model.session.update(session=SESSION)
            speaking = asyncio.create_task(_speak(model))
            try:
                await _listen(model)
            finally:
                speaking.cancel()

    return app


async def _listen(model: AsyncRealtimeConnection) -> None:
    while True:
        message = json.loads(await websocket.receive())
        if message["t"] == "audio":
            await model.input_audio_buffer.append(audio=message["data"])
        elif message["t"] == "bye":
            return


async def _speak(model: AsyncRealtimeConnection) -> None:
    item, began = "", 0.0
    async for event in model:
        if event.type == "session.updated":
            await _tell_phone(t="listening", format="pcm_24000")
            await model.response.create()
        elif event.type == "response.created":
            await _tell_phone(t="sending", format="pcm_24000")
        elif event.type == "response.output_audio.delta":
            if event.item_id != item:
                item, began = event.item_id, time.monotonic()
            await _tell_phone(t="audio", data=event.delta)
        elif event.type == "input_audio_buffer.speech_started" and item:
            heard = round((time.monotonic() - began) * 1000)
            await _tell_phone(t="interrupt")
            await model.conversation.item.truncate(item_id=item, content_index=0, audio_end_ms=heard)


async def _tell_phone(**message: str) -> None:
    await websocket.send(json.dumps(message))
