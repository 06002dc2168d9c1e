"""A session: what it is configured as before and after each `session.update`."""

from collections.abc import Collection
from typing import Literal

from pizzeria.realtime_server.shapes import Json, Wrong
from pizzeria.sound import ALAW, PCM, ULAW, Format

LINES = {"audio/pcm": PCM, "audio/pcmu": ULAW, "audio/pcma": ALAW}
_ENERGY = {"threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 500, "idle_timeout_ms": None}
_SEMANTIC = {"eagerness": "auto"}
_ANSWERS = {"create_response": True, "interrupt_response": True}


def first_session(session_id: str, model: str, expires_at: int) -> Json:
    """What `session.created` says."""
    return {
        "type": "realtime",
        "object": "realtime.session",
        "id": session_id,
        "model": model,
        "expires_at": expires_at,
        "instructions": "",
        "output_modalities": ["audio"],
        "audio": {
            "input": {
                "format": {"type": "audio/pcm", "rate": 24_000},
                "noise_reduction": None,
                "transcription": None,
                "turn_detection": {"type": "server_vad", **_ENERGY, **_ANSWERS},
            },
            "output": {"format": {"type": "audio/pcm", "rate": 24_000}, "voice": "marin", "speed": 1.0},
        },
        "tools": [],
        "tool_choice": "auto",
        "max_output_tokens": "inf",
        "truncation": "auto",
        "tracing": None,
        "include": None,
    }


def updated_session(session: Json, change: Json, voice_fixed: bool, formats: Collection[Format]) -> Json:
    """The session after an update; only what is named changes. Raises Wrong, and then nothing changes.

    `formats`: those that this server speaks.
    """
    audio = change.get("audio", {})
    heard, said = audio.get("input", {}), audio.get("output", {})
    if voice_fixed and said.get("voice", session["audio"]["output"]["voice"]) != _voice(session):
        raise Wrong(
            "cannot_update_voice",
            "Cannot update a conversation's voice if assistant audio is present.",
            "session.audio.output.voice",
        )
    if change.get("model", session["model"]) != session["model"]:
        raise Wrong("invalid_value", "The model of a session cannot be changed.", "session.model")
    for way, part in (("input", heard), ("output", said)):
        if "format" in part and LINES[part["format"]["type"]] not in formats:
            can = ", ".join(name for name, line in LINES.items() if line in formats)
            raise Wrong("invalid_value", f"This server does {can} only.", f"session.audio.{way}.format")
    if detection := heard.get("turn_detection"):
        heard = {**heard, "turn_detection": _complete(detection)}
    before = session["audio"]
    return {
        **session,
        **change,
        "audio": {"input": {**before["input"], **heard}, "output": {**before["output"], **said}},
    }


def line_of(session: Json, way: Literal["input", "output"]) -> Format:
    return LINES[session["audio"][way]["format"]["type"]]


def _voice(session: Json) -> object:
    return session["audio"]["output"]["voice"]


def _complete(detection: Json) -> Json:
    defaults = _ENERGY if detection["type"] == "server_vad" else _SEMANTIC
    return {**defaults, **_ANSWERS, **detection}
