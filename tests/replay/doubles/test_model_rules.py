"""The scripted model forgives nothing that is not in OpenAI's protocol."""

from collections.abc import Awaitable, Callable

import pytest
from websockets.asyncio.client import ClientConnection

from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from tests.replay.doubles.apps import Json, quiet, talking_to, tell, told_until, update
from tests.replay.doubles.manners import MANNERS, item

BROKEN_RULES: list[tuple[Json, str]] = [
    ({"type": "session.updat"}, "invalid_value"),
    ({}, "missing_required_parameter"),
    ({"type": "session.update", "session": {}}, "missing_required_parameter"),
    ({"type": "session.update", "session": {"type": "transcription"}}, "invalid_value"),
    (update(voice="marin"), "unknown_parameter"),
    (update(temperature=0.8), "unknown_parameter"),
    (update(turn_detection=None), "unknown_parameter"),
    (update(modalities=["audio", "text"]), "unknown_parameter"),
    (update(output_modalities=["audio", "text"]), "invalid_value"),
    (update(audio={"input": {"format": None}}), "invalid_type"),
    (update(audio={"input": {"format": "pcm16"}}), "invalid_type"),
    (update(audio={"input": {"format": {"type": "audio/pcm"}}}), "missing_required_parameter"),
    (
        update(audio={"input": {"turn_detection": {"type": "server_vad", "silence": 1}}}),
        "unknown_parameter",
    ),
    (update(audio={"output": {"speed": 3}}), "invalid_value"),
    (update(tools=[{"name": "end_call"}]), "missing_required_parameter"),
    (update(tools=[{"type": "function", "name": "x", "strict": True}]), "unknown_parameter"),
    ({"type": "input_audio_buffer.append", "audio": "not base64!"}, "invalid_value"),
    ({"type": "input_audio_buffer.append", "audio": "AAAA"}, "invalid_value"),
    ({"type": "input_audio_buffer.append"}, "missing_required_parameter"),
    ({"type": "input_audio_buffer.commit"}, "input_audio_buffer_commit_empty"),
    ({"type": "response.cancel"}, "response_cancel_not_active"),
    ({"type": "response.create", "response": {"modalities": ["audio"]}}, "unknown_parameter"),
    ({"type": "response.create", "response": {"metadata": {"key": 1}}}, "invalid_type"),
    (item(type="function_call_output", call_id="none", output="{}"), "invalid_tool_call_id"),
    (item(type="function_call_output", call_id="none", output={}), "invalid_type"),
    (item(type="message", role="assistant", content=[{"type": "audio", "audio": ""}]), "invalid_value"),
    (item(type="message", role="user", content=[]), "invalid_value"),
    ({"type": "conversation.item.delete", "item_id": "none"}, "item_delete_invalid_item_id"),
    (
        {"type": "conversation.item.truncate", "item_id": "none", "content_index": 0, "audio_end_ms": 1},
        "item_truncate_invalid_item_id",
    ),
    (
        {"type": "conversation.item.truncate", "item_id": "none", "audio_end_ms": 1},
        "missing_required_parameter",
    ),
    (
        {
            "type": "conversation.item.truncate",
            "item_id": "none",
            "content_index": 0,
            "audio_end_ms": 1.5,
        },
        "invalid_type",
    ),
]
"""an event of the client, and the code of the error that answers it"""


@pytest.mark.parametrize(("event", "code"), BROKEN_RULES)
async def test_what_is_not_in_the_protocol_is_an_error_and_a_fault(event: Json, code: str) -> None:
    async with Model(quiet) as model, talking_to(model) as socket:
        await tell(socket, {**event, "event_id": "mine"})
        error = (await told_until(socket, "error"))[-1]["error"]
        assert (error["code"], error["event_id"]) == (code, "mine")
        assert len(model.faults) == 1


async def test_frames_that_are_no_events_are_faults() -> None:
    async with Model(quiet) as model, talking_to(model) as socket:
        for frame in (b"\0", "not json", "[]"):
            await socket.send(frame)
            await told_until(socket, "error")
        assert len(model.faults) == 3


async def talkative(line: ModelLine) -> None:
    while True:
        await line.response()
        if not line.service.floor.turns.empty():
            line.transcribed(await line.next_turn(), "Yes, that's right.")
        await line.say("A very long story", 600_000)
        await line.done()


@pytest.mark.parametrize("behaves", MANNERS, ids=lambda manner: manner.__name__)
async def test_the_scripted_model_does_what_every_realtime_server_does(
    behaves: Callable[[ClientConnection], Awaitable[None]],
) -> None:
    async with Model(talkative) as model, talking_to(model) as socket:
        await behaves(socket)


async def test_older_models_do_not_know_the_newer_ones_settings() -> None:
    wanted = update(reasoning={"effort": "low"}, parallel_tool_calls=True)
    async with Model(quiet) as model:
        async with talking_to(model) as socket:
            await tell(socket, wanted)
            session = (await told_until(socket, "session.updated"))[-1]["session"]
            assert session["reasoning"] == {"effort": "low"}
        async with talking_to(model, name="gpt-realtime-1.5") as socket:
            await tell(socket, wanted)
            error = (await told_until(socket, "error"))[-1]["error"]
            assert (error["code"], error["param"]) == ("unknown_parameter", "session.reasoning")
