"""OpenAI Realtime (GA): events to and from frames. Pure.

Source: platform.openai.com/docs/guides/realtime and the event reference. Sound takes a path that builds no
document: it is cut out of the frame by position. Reading accepts the older names too (`response.audio.delta`,
item `created`), because servers mix them; writing is strictly GA. What is not understood is `Unknown`.
"""

from collections.abc import Mapping
from typing import assert_never, cast

import orjson

from pizzeria.realtime.events import (
    CallerStarted,
    CallerStopped,
    Command,
    Configure,
    Configured,
    Forget,
    Hear,
    ModelEvent,
    Note,
    Ready,
    Recall,
    Remember,
    Respond,
    Said,
    Saying,
    Speech,
    Started,
    ToolAnswer,
    ToolCall,
    Truncate,
    Typed,
    Unknown,
)
from pizzeria.realtime.items import Json, answered, remembered, sounded, written
from pizzeria.realtime.responses import read_fault, read_finished
from pizzeria.sound import is_base64

_SPEECH = (b'"response.output_audio.delta"', b'"response.audio.delta"')
VAD_SILENCE_MS = 500
"""how long after the caller's last sound `speech_stopped` comes"""
VAD: Mapping[str, object] = {
    "type": "server_vad",
    "threshold": 0.5,
    "prefix_padding_ms": 300,
    "silence_duration_ms": VAD_SILENCE_MS,
}
"""the server answers each of the caller's turns by itself, and cancels its answer when the caller breaks in
"""

_FORMATS: Mapping[str, Json] = {
    "pcm_24000": {"type": "audio/pcm", "rate": 24_000},
    "ulaw": {"type": "audio/pcmu"},
    "alaw": {"type": "audio/pcma"},
}


class Ga:
    """The generally available protocol: `session.type`, nested audio, no beta header."""

    headers: Mapping[str, str] = {}

    def subprotocols(self, key: str) -> list[str]:
        del key  # it goes in the Authorization header
        return []

    def decode(self, frame: bytes) -> ModelEvent:
        return decode(frame)

    def encode(self, command: Command) -> str:
        if isinstance(command, Configure):
            return client_event("session.update", "configure", session=_session(command))
        return encode(command)


def decode(frame: bytes) -> ModelEvent:
    """What a frame from the server says."""
    if any(name in frame[:200] for name in _SPEECH):
        speech = _cut_speech(frame)
        if speech is not None:
            return speech
    try:
        message = orjson.loads(frame)
    except orjson.JSONDecodeError:
        return Unknown("not JSON")
    return _read(message) if isinstance(message, dict) else Unknown("not an object")


def encode(
    command: Hear | Respond | Note | Typed | Remember | Recall | ToolAnswer | Truncate | Forget,
) -> str:
    """The commands that every dialect writes alike."""
    match command:
        case Hear(data):
            return '{"type":"input_audio_buffer.append","audio":"' + data + '"}'
        case Respond():
            return client_event("response.create", "respond")
        case Note(text):
            return new_item("note", written("system", text))
        case Typed(text):
            return new_item("typed", written("user", text))
        case Remember():
            return new_item("remember", remembered(command, "output_text"))
        case Recall(item_id, pieces):
            return new_item("recall", sounded(item_id, pieces))
        case ToolAnswer(id_, output):
            return new_item(f"answer-{id_}", answered(id_, output))
        case Truncate(item_id, ms):
            return client_event(
                "conversation.item.truncate",
                f"truncate-{item_id}",
                item_id=item_id,
                content_index=0,
                audio_end_ms=ms,
            )
        case Forget(item_id):
            return client_event("conversation.item.delete", f"forget-{item_id}", item_id=item_id)
        case _:
            assert_never(command)


def new_item(event_id: str, item: Json) -> str:
    return client_event("conversation.item.create", event_id, item=item)


def client_event(kind: str, event_id: str, **fields: object) -> str:
    """A frame for the server; an error it causes names `event_id`."""
    return orjson.dumps({"type": kind, "event_id": event_id, **fields}).decode()


def _session(wanted: Configure) -> Json:
    format_ = _FORMATS[wanted.sound.name]
    return {
        "type": "realtime",
        "instructions": wanted.instructions,
        "output_modalities": ["audio"],
        "audio": {
            "input": {
                "format": format_,
                "transcription": {"model": wanted.transcription_model, "language": wanted.language},
                "turn_detection": {**VAD, "create_response": True, "interrupt_response": True},
            },
            "output": {"format": format_, "voice": wanted.voice},
        },
        "tools": list(wanted.tools),
        "tool_choice": "auto",
    }


def _cut_speech(frame: bytes) -> Speech | None:
    """The delta by position; None when the frame is laid out otherwise and must be read as a document."""
    start = frame.find(b'"delta":"')
    end = frame.find(b'"', start + 9)
    if start < 0 or end < 0:
        return None
    data = frame[start + 9 : end].decode("latin-1")
    item, response = _between(frame[:start], b'"item_id":"'), _between(frame[:start], b'"response_id":"')
    if item is None or not is_base64(data):
        return None
    return Speech(response or "", item, data)


def _between(head: bytes, key: bytes) -> str | None:
    start = head.find(key)
    if start < 0:
        return None
    start += len(key)
    return head[start : head.find(b'"', start)].decode("latin-1")


def _read(message: Json) -> ModelEvent:
    """What is said of the session, its responses and tools."""
    match message:
        case {"type": "session.created", "session": {"expires_at": int(until)}}:
            return Ready(until)
        case {"type": "session.created"}:
            return Ready()
        case {"type": "session.updated"}:
            return Configured()
        case {"type": "response.created", "response": {"id": str(response)}}:
            return Started(response)
        case {"type": "response.function_call_arguments.done", "call_id": str(id_), "arguments": str(given)}:
            return ToolCall(_id(message, "response_id"), id_, str(message.get("name") or ""), given)
        case {"type": "response.done", "response": dict(response_)}:
            return read_finished(cast(Json, response_))
        case {"type": "error"}:
            return read_fault(message.get("error"))
        case _:
            return _read_voices(message)


def _read_voices(message: Json) -> ModelEvent:
    """What is said of the two voices and their transcripts."""
    match message:
        case {
            "type": "response.output_audio.delta" | "response.audio.delta",
            "item_id": str(item),
            "delta": str(data),
        }:
            if not is_base64(data):
                return Unknown("audio that is not base64")
            return Speech(_id(message, "response_id"), item, data)
        case {
            "type": "response.output_audio_transcript.delta" | "response.audio_transcript.delta",
            "item_id": str(item),
            "delta": str(text),
        }:
            return Saying(item, text)
        case {
            "type": "response.output_audio_transcript.done" | "response.audio_transcript.done",
            "item_id": str(item),
            "transcript": str(text),
        }:
            return Said("assistant", item, text)
        case {"type": "input_audio_buffer.speech_started"}:
            return CallerStarted(_id(message, "item_id"))
        case {"type": "input_audio_buffer.speech_stopped"}:
            return CallerStopped(_id(message, "item_id"))
        case {
            "type": "conversation.item.input_audio_transcription.completed",
            "item_id": str(item),
            "transcript": str(text),
        }:
            return Said("user", item, text)
        case {"type": "conversation.item.input_audio_transcription.failed", "item_id": str(item)}:
            return Said("user", item, "")
        case {"type": str(kind)}:
            return Unknown(kind[:60])
        case _:
            return Unknown("no type")


def _id(message: Json, key: str) -> str:
    return str(message.get(key) or "")
