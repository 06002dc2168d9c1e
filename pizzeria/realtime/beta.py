"""The older dialect: flat formats, the beta subprotocol, the key among the subprotocols. Pure.

OpenAI itself removed it in May 2026; servers that were written to it still speak it. Reading is shared with
GA, which accepts both sets of names; only the configuration and the handshake differ, and ToolCall may lack
its name (the older `arguments.done` did not carry it), so items are remembered as they are announced.
"""

from collections.abc import Mapping
from contextlib import suppress

import orjson

from pizzeria.realtime.events import Command, Configure, ModelEvent, Remember, ToolCall
from pizzeria.realtime.items import Json, remembered
from pizzeria.realtime.openai import VAD, client_event, decode, encode, new_item

_FORMATS = {"pcm_24000": "pcm16", "ulaw": "g711_ulaw", "alaw": "g711_alaw"}


class Beta:
    """One instance a connection: it remembers the names of announced tool calls."""

    headers: Mapping[str, str] = {"OpenAI-Beta": "realtime=v1"}

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def subprotocols(self, key: str) -> list[str]:
        return ["realtime", f"openai-insecure-api-key.{key}", "openai-beta.realtime-v1"]

    def decode(self, frame: bytes) -> ModelEvent:
        if b'"response.output_item.added"' in frame[:200]:
            self._remember(frame)
        event = decode(frame)
        if isinstance(event, ToolCall) and not event.name:
            return ToolCall(event.response, event.id, self._names.get(event.id, ""), event.arguments)
        return event

    def encode(self, command: Command) -> str:
        if isinstance(command, Configure):
            return client_event("session.update", "configure", session=_session(command))
        if isinstance(command, Remember):
            return new_item("remember", remembered(command, "text"))
        return encode(command)

    def _remember(self, frame: bytes) -> None:
        with suppress(orjson.JSONDecodeError):
            match orjson.loads(frame):
                case {"item": {"type": "function_call", "call_id": str(id_), "name": str(name)}}:
                    self._names[id_] = name


def _session(wanted: Configure) -> Json:
    format_ = _FORMATS[wanted.sound.name]
    return {
        "modalities": ["text", "audio"],
        "instructions": wanted.instructions,
        "voice": wanted.voice,
        "input_audio_format": format_,
        "output_audio_format": format_,
        "input_audio_transcription": {"model": wanted.transcription_model, "language": wanted.language},
        "turn_detection": dict(VAD),
        "tools": list(wanted.tools),
        "tool_choice": "auto",
    }
