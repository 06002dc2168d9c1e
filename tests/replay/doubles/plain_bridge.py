"""The least that can stand between the doubles: sound both ways, an interrupt, one answer to every tool."""

import asyncio
from collections.abc import Awaitable, Callable

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from pizzeria.replay.doubles.model import Model
from tests.replay.doubles.apps import (
    BYE,
    CREATE,
    INTERRUPT,
    LISTENING,
    SENDING,
    Json,
    talking_to,
    tell,
    told,
    update,
)


def bridge(model: Model) -> Callable[[ServerConnection], Awaitable[None]]:
    """An app that bridges each call to this model, and says bye after the tool `end_call`."""

    async def app(phone: ServerConnection) -> None:
        async with talking_to(model) as line:
            await told(phone)
            await tell(line, update(audio={"input": {"transcription": {"model": "gpt-transcribe"}}}), CREATE)
            await tell(phone, LISTENING, SENDING)
            hearing = asyncio.create_task(_pass_on_the_caller(phone, line))
            try:
                while True:
                    await _react(await told(line), phone, line)
            except ConnectionClosed:
                hearing.cancel()

    return app


async def _pass_on_the_caller(phone: ServerConnection, line: ClientConnection) -> None:
    async for message in phone:
        assert isinstance(message, str)
        if '"t":"audio"' in message:
            await line.send(
                message.replace('"t":"audio","data"', '"type":"input_audio_buffer.append","audio"')
            )
    await line.close()


async def _react(event: Json, phone: ServerConnection, line: ClientConnection) -> None:
    match event:
        case {"type": "response.output_audio.delta", "delta": data}:
            await tell(phone, {"t": "audio", "data": data})
        case {"type": "input_audio_buffer.speech_started"}:
            await tell(phone, INTERRUPT, SENDING)
        case {"type": "response.done", "response": {"output": [*_, {"name": "end_call"}]}}:
            await tell(phone, BYE)
        case {"type": "response.done", "response": {"output": [*_, {"call_id": call_id}]}}:
            output = {"type": "function_call_output", "call_id": call_id, "output": '{"ok":true}'}
            await tell(line, {"type": "conversation.item.create", "item": output}, CREATE)
