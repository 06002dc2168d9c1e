"""How a session and a response may be configured, today (`ga`) and in the older dialect (`beta`)."""

from typing import Any

from pizzeria.realtime_server.item_shapes import item_shape
from pizzeria.realtime_server.shapes import (
    Shape,
    Wrong,
    anything,
    between,
    by,
    either,
    flag,
    many,
    nullable,
    one_of,
    record,
    text,
    whole,
)


def session_shape() -> Shape:
    sound_in: dict[str, Shape] = {
        "format": _format(),
        "noise_reduction": nullable(
            record({"type": one_of("near_field", "far_field")}, {"strength": anything})
        ),
        "transcription": nullable(_transcription()),
        "turn_detection": nullable(_turn_detection()),
    }
    sound_out: dict[str, Shape] = {"format": _format(), "voice": _voice(), "speed": between(0.25, 1.5)}
    return record(
        {"type": one_of("realtime")},
        {
            "model": text,
            "audio": record({}, {"input": record({}, sound_in), "output": record({}, sound_out)}),
            "output_modalities": many(one_of("audio", "text"), 1, 1),
            "truncation": anything,
            "prompt": anything,
            "include": many(text),
            **_thinking("max_output_tokens"),
        },
    )


def response_shape() -> Shape:
    sound_out: dict[str, Shape] = {"format": _format(), "voice": _voice()}
    return record(
        {},
        {
            "audio": record({}, {"output": record({}, sound_out)}),
            "output_modalities": many(one_of("audio", "text"), 1, 1),
            **_one_answer("max_output_tokens", "output_text"),
        },
    )


def older_session_shape() -> Shape:
    return record(
        {},
        {
            "model": text,
            "modalities": many(one_of("audio", "text"), 1, 2),
            "voice": text,
            "speed": between(0.25, 1.5),
            "input_audio_format": one_of("pcm16", "g711_ulaw", "g711_alaw"),
            "output_audio_format": one_of("pcm16", "g711_ulaw", "g711_alaw"),
            "input_audio_transcription": nullable(_transcription()),
            "input_audio_noise_reduction": nullable(record({"type": one_of("near_field", "far_field")})),
            "turn_detection": nullable(_turn_detection()),
            "temperature": between(0.6, 1.2),
            **_thinking("max_response_output_tokens"),
        },
    )


def older_response_shape() -> Shape:
    return record(
        {},
        {
            "modalities": many(one_of("audio", "text"), 1, 2),
            "voice": text,
            "output_audio_format": one_of("pcm16", "g711_ulaw", "g711_alaw"),
            "temperature": between(0.6, 1.2),
            **_one_answer("max_response_output_tokens", "text"),
        },
    )


def _thinking(limit: str) -> dict[str, Shape]:
    return {
        "instructions": text,
        "tools": many(_tool()),
        "tool_choice": either(one_of("auto", "none", "required"), record({"type": text}, {"name": text})),
        "parallel_tool_calls": flag,
        "reasoning": record({}, {"effort": one_of("minimal", "low", "medium", "high", "xhigh")}),
        "tracing": nullable(anything),
        limit: either(one_of("inf"), whole(1, 32_000)),
    }


def _one_answer(limit: str, said: str) -> dict[str, Shape]:
    thinking = _thinking(limit)
    del thinking["tracing"]
    return {
        **thinking,
        "conversation": one_of("auto", "none"),
        "metadata": nullable(_metadata),
        "input": many(item_shape(said)),
    }


def _metadata(value: Any, path: str) -> None:
    record({}, dict.fromkeys(value, text) if isinstance(value, dict) else None)(value, path)
    pairs, key_size, value_size = 16, 64, 512
    if len(value) > pairs or any(len(k) > key_size or len(v) > value_size for k, v in value.items()):
        raise Wrong("invalid_value", f"Invalid '{path}': too many or too long pairs.", path)


def _tool() -> Shape:
    return by(
        "type",
        {
            "function": record({"type": text, "name": text}, {"description": text, "parameters": anything}),
            "mcp": anything,
        },
    )


def _format() -> Shape:
    return by(
        "type",
        {
            "audio/pcm": record({"type": text, "rate": whole(24_000, 24_000)}),
            "audio/pcmu": record({"type": text}),
            "audio/pcma": record({"type": text}),
        },
    )


def _voice() -> Shape:
    return either(text, record({"id": text}))


def _transcription() -> Shape:
    return record(
        {},
        {
            "model": text,
            "language": text,
            "languages": many(text),
            "keywords": many(text),
            "prompt": text,
            "delay": text,
        },
    )


def _turn_detection() -> Shape:
    common: dict[str, Shape] = {"create_response": flag, "interrupt_response": flag}
    energy: dict[str, Shape] = {
        "threshold": between(0, 1),
        "prefix_padding_ms": whole(0, 10_000),
        "silence_duration_ms": whole(0, 10_000),
        "idle_timeout_ms": nullable(whole(5_000, 30_000)),
    }
    semantic: dict[str, Shape] = {"eagerness": one_of("low", "medium", "high", "auto")}
    return by(
        "type",
        {
            "server_vad": record({"type": text}, {**energy, **common}),
            "semantic_vad": record({"type": text}, {**semantic, **common}),
        },
    )
