"""The scripted model's older dialect: the same call under the former names."""

import pytest
from websockets.exceptions import ConnectionClosed

from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from tests.replay.doubles.apps import CREATE, Json, append, kinds, quiet, talking_to, tell, told, told_until

PROTOCOLS = ["realtime", "openai-insecure-api-key.some-key", "openai-beta.realtime-v1"]
HEADERS = {"Authorization": "Bearer some-key", "OpenAI-Beta": "realtime=v1"}


def update(**session: object) -> Json:
    return {"type": "session.update", "session": session}


@pytest.mark.parametrize(("headers", "protocols"), [(HEADERS, None), ({}, PROTOCOLS)])
async def test_it_is_asked_for_by_header_or_by_subprotocol(
    headers: dict[str, str], protocols: list[str] | None
) -> None:
    async with (
        Model(quiet, dialect="beta", key="some-key") as model,
        talking_to(model, headers, protocols) as socket,
    ):
        session = (await told(socket))["session"]
    assert session["input_audio_format"] == "pcm16"
    assert session["turn_detection"]["type"] == "server_vad"
    assert "audio" not in session
    assert "type" not in session


async def test_nobody_speaks_it_by_accident() -> None:
    async with Model(quiet, dialect="beta") as model, talking_to(model) as socket:
        assert (await told(socket))["type"] == "error"
        with pytest.raises(ConnectionClosed):
            await told(socket)


async def test_a_flat_update_is_understood_and_todays_is_not() -> None:
    async with Model(quiet, dialect="beta") as model, talking_to(model, HEADERS) as socket:
        wanted = {
            "modalities": ["text", "audio"],
            "instructions": "Be kind.",
            "voice": "alloy",
            "output_audio_format": "pcm16",
            "input_audio_transcription": {"model": "whisper-1"},
            "turn_detection": {"type": "server_vad", "silence_duration_ms": 300},
            "max_response_output_tokens": 900,
        }
        await tell(socket, update(**wanted))
        session = (await told_until(socket, "session.updated"))[-1]["session"]
        assert session["instructions"] == "Be kind."
        assert session["voice"] == "alloy"
        assert session["turn_detection"]["silence_duration_ms"] == 300
        assert session["input_audio_transcription"] == {"model": "whisper-1"}
        assert session["max_response_output_tokens"] == 900
        assert model.faults == []
        await tell(socket, update(type="realtime", audio={}))
        error = (await told_until(socket, "error"))[-1]["error"]
        assert error["code"] == "unknown_parameter"


async def test_the_events_bear_their_former_names() -> None:
    async def script(line: ModelLine) -> None:
        await line.caller_turn("Two Vesuvio")
        await line.response()
        await line.say("One moment", 200)
        await line.call_tool("add_item", {"item": "vesuvio"})
        await line.done()

    async with Model(script, dialect="beta") as model, talking_to(model, HEADERS) as socket:
        await append(socket, "caller", 600)
        await append(socket, "noise", 600)
        events = await told_until(socket, "response.done")
        assert kinds(events)[-17:] == [
            "response.created",
            "rate_limits.updated",
            "response.output_item.added",
            "conversation.item.created",
            "response.content_part.added",
            "response.audio_transcript.delta",
            "response.audio.delta",
            "response.audio.done",
            "response.audio_transcript.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "conversation.item.created",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.done",
        ]
        call = next(event for event in events if event["type"].endswith("arguments.done"))
        assert "name" not in call
        spoken, called = events[-1]["response"]["output"]
        assert spoken["content"] == [{"type": "audio", "transcript": "One moment"}]
        assert "object" not in called
        output = {"type": "function_call_output", "call_id": call["call_id"], "output": "{}"}
        await tell(socket, {"type": "conversation.item.create", "item": output}, CREATE)
        await told_until(socket, "response.done")
        assert model.faults == []
