"""The scripted model speaks OpenAI's protocol to OpenAI's own client, and keeps its word."""

import asyncio
from typing import Any

import pytest
from openai import AsyncOpenAI
from openai.resources.realtime.realtime import AsyncRealtimeConnection
from openai.types import realtime
from websockets.exceptions import ConnectionClosed

from pizzeria.errors import TapeError
from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from tests.replay.doubles.apps import CREATE, append, kinds, quiet, talking_to, tell, told, told_until, update


async def greets(line: ModelLine) -> None:
    await line.reply("Good evening, what would you like?", 1000, faster=float("inf"))
    await line.response()


async def typed_until(connection: AsyncRealtimeConnection, kind: str) -> list[Any]:
    heard: list[Any] = [await connection.recv()]
    while heard[-1].type != kind:
        heard.append(await connection.recv())
    return heard


async def test_a_spoken_answer_comes_in_openais_order_and_types() -> None:
    async with Model(greets) as model:
        client = AsyncOpenAI(api_key="some-key", base_url=model.base_url)
        async with client.realtime.connect(model="gpt-realtime-2.1") as connection:
            await connection.response.create()
            events = await typed_until(connection, "response.done")
    assert list(dict.fromkeys(type(event) for event in events)) == [
        realtime.SessionCreatedEvent,
        realtime.ResponseCreatedEvent,
        realtime.RateLimitsUpdatedEvent,
        realtime.ResponseOutputItemAddedEvent,
        realtime.ConversationItemAdded,
        realtime.ResponseContentPartAddedEvent,
        realtime.ResponseAudioTranscriptDeltaEvent,
        realtime.ResponseAudioDeltaEvent,
        realtime.ResponseAudioDoneEvent,
        realtime.ResponseAudioTranscriptDoneEvent,
        realtime.ResponseContentPartDoneEvent,
        realtime.ResponseOutputItemDoneEvent,
        realtime.ConversationItemDone,
        realtime.ResponseDoneEvent,
    ]
    assert len({event.event_id for event in events}) == len(events)
    said = [event.delta for event in events if event.type == "response.output_audio_transcript.delta"]
    assert "".join(said) == "Good evening, what would you like?"
    response = events[-1].response
    assert response.status == "completed"
    assert response.usage.output_token_details.audio_tokens == 20
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens


async def test_a_tools_answer_reaches_the_script_with_the_next_response_open() -> None:
    answers: list[Any] = []

    async def script(line: ModelLine) -> None:
        await line.response()
        answers.extend(await line.call_tools([("add_item", {"item": "vesuvio"}), ("review_order", {})]))
        await line.say("Done", 200)
        await line.done()

    async with Model(script) as model:
        client = AsyncOpenAI(api_key="some-key", base_url=model.base_url)
        async with client.realtime.connect(model="gpt-realtime-2.1") as connection:
            await connection.response.create()
            events = await typed_until(connection, "response.done")
            calls = [event for event in events if event.type == "response.function_call_arguments.done"]
            assert [(call.name, call.arguments) for call in calls] == [
                ("add_item", '{"item":"vesuvio"}'),
                ("review_order", "{}"),
            ]
            for number, call in reversed(list(enumerate(calls))):
                await connection.conversation.item.create(
                    item={
                        "type": "function_call_output",
                        "call_id": call.call_id,
                        "output": f'{{"ok":{number}}}',
                    }
                )
            await connection.response.create()
            await typed_until(connection, "response.done")
        assert model.faults == []
    assert answers == [{"ok": 0}, {"ok": 1}]


async def test_a_voice_cannot_be_changed_once_heard_and_nothing_else_of_that_update_counts() -> None:
    async with Model(greets) as model, talking_to(model) as socket:
        await tell(socket, CREATE)
        await told_until(socket, "response.done")
        await tell(socket, update(instructions="New.", audio={"output": {"voice": "cedar"}}))
        error = (await told_until(socket, "error"))[-1]["error"]
        assert error["code"] == "cannot_update_voice"
        await tell(socket, update(audio={"output": {"voice": "marin"}}))
        session = (await told_until(socket, "session.updated"))[-1]["session"]
        assert session["instructions"] == ""


async def test_a_second_response_while_one_is_open_is_refused() -> None:
    async with Model(quiet) as model, talking_to(model) as socket:
        await tell(socket, CREATE, {**CREATE, "event_id": "again"})
        error = (await told_until(socket, "error"))[-1]["error"]
        assert (error["code"], error["event_id"]) == ("conversation_already_has_active_response", "again")
        assert len(model.faults) == 1


async def test_metadata_comes_back_on_the_response() -> None:
    async with Model(greets) as model, talking_to(model) as socket:
        await tell(socket, {**CREATE, "response": {"metadata": {"for": "greeting"}}})
        events = await told_until(socket, "response.done")
    documents = [event["response"]["metadata"] for event in events if "response" in event]
    assert documents == [{"for": "greeting"}] * 2


async def test_an_item_cannot_be_truncated_beyond_its_sound() -> None:
    async with Model(greets) as model, talking_to(model) as socket:
        await tell(socket, CREATE)
        response = (await told_until(socket, "response.done"))[-1]["response"]
        truncate = {
            "type": "conversation.item.truncate",
            "item_id": response["output"][0]["id"],
            "content_index": 0,
        }
        await tell(socket, {**truncate, "audio_end_ms": 1001})
        error = (await told_until(socket, "error"))[-1]["error"]
        assert error["message"] == "Audio content of 1000ms is already shorter than 1001ms"
        await tell(socket, {**truncate, "audio_end_ms": 640})
        assert (await told_until(socket, "conversation.item.truncated"))[-1]["audio_end_ms"] == 640
        await tell(socket, {**truncate, "audio_end_ms": 641})
        error = (await told_until(socket, "error"))[-1]["error"]
        assert error["message"] == "Audio content of 640ms is already shorter than 641ms"
        line = await model.line()
        assert [(cut.audio_end_ms, cut.had_ms) for cut in line.truncations] == [(640, 1000)]
        assert len(line.faults) == 2


async def test_the_client_cancels_what_is_being_said() -> None:
    said = []

    async def script(line: ModelLine) -> None:
        await line.response()
        said.append(await line.say("A very long story", 600_000))
        await line.done()
        await line.reply("Well", 200)

    async with Model(script) as model, talking_to(model) as socket:
        await tell(socket, CREATE)
        await told_until(socket, "response.output_audio.delta")
        await tell(socket, {"type": "response.cancel"}, CREATE)
        events = await told_until(socket, "response.done")
        assert events[-1]["response"]["status_details"] == {
            "type": "cancelled",
            "reason": "client_cancelled",
        }
        assert events[-1]["response"]["output"][0]["status"] == "incomplete"
        assert (await told_until(socket, "response.done"))[-1]["response"]["status"] == "completed"
        assert said[0].cancelled
        assert 200 <= said[0].milliseconds < 600_000


async def test_a_response_can_fail() -> None:
    async def script(line: ModelLine) -> None:
        await line.response()
        await line.fail("rate_limit_exceeded")

    async with Model(script) as model, talking_to(model) as socket:
        await tell(socket, CREATE)
        response = (await told_until(socket, "response.done"))[-1]["response"]
        assert response["status"] == "failed"
        assert response["status_details"]["error"]["code"] == "rate_limit_exceeded"


async def test_a_script_that_breaks_is_not_forgotten() -> None:
    async def script(line: ModelLine) -> None:
        await line.say("too early", 200)

    with pytest.raises(TapeError, match="before it awaited a response"):
        async with Model(script) as model, talking_to(model) as socket:
            await told(socket)
            with pytest.raises(ConnectionClosed):
                await told(socket)


async def test_a_client_that_goes_ends_its_script_and_each_connection_has_its_own() -> None:
    began = asyncio.Event()

    async def script(line: ModelLine) -> None:
        if line.number == 0:
            began.set()
            await line.configured()

    async with Model(script) as model:
        async with talking_to(model):
            await began.wait()
        first = await model.line()
        await first.client_gone()
        async with talking_to(model) as socket:
            await told(socket)
            second = await model.line(1)
            await socket.close()
            await second.client_gone()
        assert (first.finished, second.finished) == (False, True)


async def test_what_the_client_sent_is_kept_but_its_sound_is_only_counted() -> None:
    async with Model(quiet) as model, talking_to(model) as socket:
        await append(socket, "noise", 500)
        await tell(socket, update(instructions="Be kind."))
        await told_until(socket, "session.updated")
        line = await model.line()
        assert kinds(line.received) == ["session.update"]
        assert line.heard_ms == 500
