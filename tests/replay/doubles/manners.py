"""What every realtime server does, whoever is behind it: the scripted model and the built-in voice alike."""

from base64 import b64encode
from collections.abc import Awaitable, Callable

from websockets.asyncio.client import ClientConnection

from tests.replay.doubles.apps import CREATE, Json, append, kinds, tell, told_until, update
from tests.voice.recorded import Recorded

PCM: Json = {"type": "audio/pcm", "rate": 24_000}
NO_TURNS: Json = {"input": {"turn_detection": None}}


def item(**document: object) -> Json:
    return {"type": "conversation.item.create", "event_id": "mine", "item": document}


async def an_update_answers_the_whole_session_and_changes_only_what_it_names(
    socket: ClientConnection,
) -> None:
    detection = {"type": "server_vad", "silence_duration_ms": 700}
    await tell(socket, update(instructions="Be kind.", audio={"input": {"turn_detection": detection}}))
    await tell(socket, update(audio={"output": {"voice": "cedar", "format": PCM}}))
    await told_until(socket, "session.updated")
    session = (await told_until(socket, "session.updated"))[-1]["session"]
    assert session["instructions"] == "Be kind."
    assert session["audio"]["output"] == {"format": PCM, "voice": "cedar", "speed": 1.0}
    assert session["audio"]["input"]["turn_detection"] == {
        "type": "server_vad",
        "threshold": 0.5,
        "prefix_padding_ms": 300,
        "silence_duration_ms": 700,
        "idle_timeout_ms": None,
        "create_response": True,
        "interrupt_response": True,
    }


async def items_can_be_put_in_found_and_taken_out(socket: ClientConnection) -> None:
    words = [{"type": "input_text", "text": "What happened so far"}]
    await tell(socket, item(id="one", type="message", role="system", content=words))
    zero = item(id="zero", type="message", role="user", content=words)
    await tell(socket, {**zero, "previous_item_id": "root"})
    await tell(socket, {"type": "conversation.item.retrieve", "item_id": "zero"})
    await tell(socket, {"type": "conversation.item.delete", "item_id": "one"})
    events = await told_until(socket, "conversation.item.deleted")
    added = [event for event in events if event["type"] == "conversation.item.added"]
    assert [(event["item"]["id"], event["previous_item_id"]) for event in added] == [
        ("one", None),
        ("zero", None),
    ]
    assert "error" not in kinds(events)


async def a_client_may_take_the_turns_itself(socket: ClientConnection) -> None:
    await tell(socket, update(audio=NO_TURNS))
    await append(socket, "caller", 600)
    await append(socket, "noise", 1000)
    await tell(socket, {"type": "input_audio_buffer.commit"}, {"type": "input_audio_buffer.clear"})
    events = await told_until(socket, "input_audio_buffer.cleared")
    assert kinds(events)[2:] == [
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
        "input_audio_buffer.cleared",
    ]
    await tell(socket, {"type": "input_audio_buffer.commit"})
    error = (await told_until(socket, "error"))[-1]["error"]
    assert error["code"] == "input_audio_buffer_commit_empty"


async def a_turn_nobody_speaks_in_cannot_be_committed(socket: ClientConnection) -> None:
    await append(socket, "silence", 1000)
    await tell(socket, {"type": "input_audio_buffer.commit"})
    error = (await told_until(socket, "error"))[-1]["error"]
    assert error["code"] == "input_audio_buffer_commit_empty"


STORY = "Once upon a time there was a baker, and nobody in the whole town baked as well as he did. " * 20
"""longer than any of these tests"""
ANSWER = "Yes, that's right."
TRANSCRIPT = "conversation.item.input_audio_transcription"
TOOL: Json = {"type": "function", "name": "end_call", "parameters": {"type": "object", "properties": {}}}


async def hear(socket: ClientConnection, *, silence_ms: int = 800) -> None:
    """A voice on record, then silence: tones are no speech to who can tell."""
    sound = Recorded("af_bella").pcm(ANSWER) + bytes(48 * silence_ms)
    for at in range(0, len(sound), 960):
        piece = b64encode(sound[at : at + 960]).decode()
        await tell(socket, {"type": "input_audio_buffer.append", "audio": piece})


async def in_a_story(socket: ClientConnection, **detection: object) -> None:
    """A long answer has begun."""
    rules = {"turn_detection": {"type": "server_vad", **detection}}
    content = [{"type": "input_text", "text": STORY}]
    await tell(
        socket, update(audio={"input": rules}), item(type="message", role="user", content=content), CREATE
    )
    await told_until(socket, "response.output_audio.delta")


async def a_client_cancels_what_is_being_said(socket: ClientConnection) -> None:
    await in_a_story(socket)
    await tell(socket, {"type": "response.cancel"}, CREATE)
    response = (await told_until(socket, "response.done"))[-1]["response"]
    assert response["status_details"] == {"type": "cancelled", "reason": "client_cancelled"}
    assert response["output"][0]["status"] == "incomplete"
    await told_until(socket, "response.output_audio.delta")


async def a_caller_who_breaks_in_cancels_what_is_being_said_and_is_answered(socket: ClientConnection) -> None:
    await in_a_story(socket)
    await hear(socket)
    events = await told_until(socket, "response.done")
    assert events[-1]["response"]["status_details"] == {"type": "cancelled", "reason": "turn_detected"}
    spoken = kinds(events).index("input_audio_buffer.speech_started")
    assert "response.output_audio.delta" not in kinds(events)[spoken:]
    after = kinds(await told_until(socket, "response.created"))
    assert [kind for kind in after if not kind.startswith("response.output")] == [
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
        "response.created",
    ]


async def turns_are_heard_but_not_answered_when_the_client_wants_to_ask(socket: ClientConnection) -> None:
    await tell(
        socket, update(audio={"input": {"turn_detection": {"type": "server_vad", "create_response": False}}})
    )
    await hear(socket)
    await tell(socket, {"type": "input_audio_buffer.clear"})
    events = kinds(await told_until(socket, "input_audio_buffer.cleared"))
    assert "input_audio_buffer.committed" in events
    assert "response.created" not in events


async def what_may_not_be_interrupted_is_said_on_and_the_servers_own_answer_fails(
    socket: ClientConnection,
) -> None:
    await in_a_story(socket, interrupt_response=False)
    await hear(socket)
    events = await told_until(socket, "error")
    assert events[-1]["error"]["code"] == "conversation_already_has_active_response"
    assert events[-1]["error"]["event_id"] is None
    assert "response.done" not in kinds(events)


async def a_second_response_while_one_is_open_is_refused(socket: ClientConnection) -> None:
    await in_a_story(socket)
    await tell(socket, {**CREATE, "event_id": "again"})
    error = (await told_until(socket, "error"))[-1]["error"]
    assert (error["code"], error["event_id"]) == ("conversation_already_has_active_response", "again")


async def a_turn_is_transcribed_under_its_own_item_and_only_if_wanted(socket: ClientConnection) -> None:
    await tell(socket, update(tools=[TOOL]))
    await hear(socket)
    events = await told_until(socket, "response.output_audio.delta")
    assert not any(kind.startswith(TRANSCRIPT) for kind in kinds(events))
    await tell(socket, update(audio={"input": {"transcription": {"model": "gpt-transcribe"}}}))
    await hear(socket)
    events = await told_until(socket, f"{TRANSCRIPT}.completed")
    committed = [event["item_id"] for event in events if event["type"] == "input_audio_buffer.committed"]
    assert committed == [events[-1]["item_id"]]


MANNERS: tuple[Callable[[ClientConnection], Awaitable[None]], ...] = (
    an_update_answers_the_whole_session_and_changes_only_what_it_names,
    items_can_be_put_in_found_and_taken_out,
    a_client_may_take_the_turns_itself,
    a_turn_nobody_speaks_in_cannot_be_committed,
    a_client_cancels_what_is_being_said,
    a_caller_who_breaks_in_cancels_what_is_being_said_and_is_answered,
    turns_are_heard_but_not_answered_when_the_client_wants_to_ask,
    what_may_not_be_interrupted_is_said_on_and_the_servers_own_answer_fails,
    a_second_response_while_one_is_open_is_refused,
    a_turn_is_transcribed_under_its_own_item_and_only_if_wanted,
)
"""Not shared: a transcript that comes when the answer is over, for the built-in voice answers words that it
has understood; late pieces of what was cut off, and failures on demand, which only a script can be asked for.
"""
