"""A server's older dialect (`beta`): today's events and sessions under their former names.

Source: the table of renames in https://platform.openai.com/docs/guides/realtime#beta-to-ga-migration.
"""

from collections.abc import Iterator
from typing import Any

from pizzeria.realtime_server.shapes import Json

_EVENTS = {
    "response.output_audio.delta": "response.audio.delta",
    "response.output_audio.done": "response.audio.done",
    "response.output_audio_transcript.delta": "response.audio_transcript.delta",
    "response.output_audio_transcript.done": "response.audio_transcript.done",
    "response.output_text.delta": "response.text.delta",
    "response.output_text.done": "response.text.done",
    "conversation.item.added": "conversation.item.created",
}
_CONTENT = {"output_audio": "audio", "output_text": "text"}
_FORMATS = {"audio/pcm": "pcm16", "audio/pcmu": "g711_ulaw", "audio/pcma": "g711_alaw"}
_PLAIN = ("id", "model", "expires_at", "instructions", "tools", "tool_choice", "tracing")


def older_event(event: Json) -> Json | None:
    """The same event as it used to be said; None where there was none."""
    kind = event["type"]
    if kind == "conversation.item.done":
        return None
    event = {**event, "type": _EVENTS.get(kind, kind)}
    if kind == "response.function_call_arguments.done":
        del event["name"]
    if "item" in event:
        event["item"] = _older_item(event["item"])
    if "response" in event:
        event["response"] = _older_response(event["response"])
    if "session" in event:
        event["session"] = _older_session(event["session"])
    return event


def todays_session(change: Json) -> Json:
    """An older session update, as today's."""
    heard = dict(
        _renamed(change, {"input_audio_transcription": "transcription", "turn_detection": "turn_detection"})
    )
    heard |= dict(_renamed(change, {"input_audio_noise_reduction": "noise_reduction"}))
    said = dict(_renamed(change, {"voice": "voice", "speed": "speed"}))
    for way, part in (("input", heard), ("output", said)):
        if name := change.get(f"{way}_audio_format"):
            part["format"] = _todays_format(name)
    plain = dict(_renamed(change, {key: key for key in ("model", *_PLAIN)}))
    if "max_response_output_tokens" in change:
        plain["max_output_tokens"] = change["max_response_output_tokens"]
    return {**plain, "audio": {"input": heard, "output": said}}


def _older_session(session: Json) -> Json:
    heard, said = session["audio"]["input"], session["audio"]["output"]
    return {
        **{key: session[key] for key in _PLAIN},
        "object": "realtime.session",
        "modalities": ["audio", "text"],
        "voice": said["voice"],
        "speed": said["speed"],
        "input_audio_format": _FORMATS[heard["format"]["type"]],
        "output_audio_format": _FORMATS[said["format"]["type"]],
        "input_audio_transcription": heard["transcription"],
        "input_audio_noise_reduction": heard["noise_reduction"],
        "turn_detection": heard["turn_detection"],
        "temperature": 0.8,
        "max_response_output_tokens": session["max_output_tokens"],
    }


def _older_response(response: Json) -> Json:
    older = {key: value for key, value in response.items() if key not in {"audio", "output_modalities"}}
    return {
        **older,
        "modalities": ["audio", "text"],
        "output": [_older_item(item) for item in response["output"]],
    }


def _older_item(item: Json) -> Json:
    older = {key: value for key, value in item.items() if key != "object"}
    if item["type"] == "message":
        older["content"] = [
            {**part, "type": _CONTENT.get(part["type"], part["type"])} for part in item["content"]
        ]
    return older


def _todays_format(name: str) -> Json:
    kind = next(today for today, older in _FORMATS.items() if older == name)
    return {"type": kind, "rate": 24_000} if kind == "audio/pcm" else {"type": kind}


def _renamed(document: Json, names: dict[str, str]) -> Iterator[tuple[str, Any]]:
    return ((today, document[older]) for older, today in names.items() if older in document)
