"""What every realtime server does, whoever is behind it: the scripted model and the built-in voice alike."""

from collections.abc import Awaitable, Callable

from websockets.asyncio.client import ClientConnection

from tests.replay.doubles.apps import Json, append, kinds, tell, told_until, update

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


MANNERS: tuple[Callable[[ClientConnection], Awaitable[None]], ...] = (
    an_update_answers_the_whole_session_and_changes_only_what_it_names,
    items_can_be_put_in_found_and_taken_out,
    a_client_may_take_the_turns_itself,
    a_turn_nobody_speaks_in_cannot_be_committed,
)
