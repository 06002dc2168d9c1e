"""The model's wire in both dialects, read and written as the vendor's pages have them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pizzeria.ordering.events import Usage
from pizzeria.realtime.beta import Beta
from pizzeria.realtime.events import (
    CallerStarted,
    CallerStopped,
    Configure,
    Configured,
    Dialect,
    Fault,
    Finished,
    Forget,
    Hear,
    ModelEvent,
    Note,
    Ready,
    Recall,
    Respond,
    Said,
    Saying,
    Speech,
    Started,
    ToolAnswer,
    ToolCall,
    Truncate,
    Unknown,
)
from pizzeria.realtime.openai import Ga
from pizzeria.realtime.prices import cost_microdollars
from pizzeria.sound import ALAW, PCM, ULAW, Format

TOOL = {"type": "function", "name": "add_item", "description": "", "parameters": {"type": "object"}}
CONFIGURE = Configure("Be kind.", (TOOL,), "marin", "sv", "gpt-transcribe", PCM)


def ga(event: object) -> ModelEvent:
    return Ga().decode(json.dumps(event).encode())


def said(text: str) -> Mapping[str, object]:
    written: Mapping[str, object] = json.loads(text)
    return written


EVENTS: list[tuple[dict[str, object], ModelEvent]] = [
    ({"type": "session.created", "session": {}}, Ready()),
    ({"type": "session.updated", "session": {}}, Configured()),
    ({"type": "response.created", "response": {"id": "r1"}}, Started("r1")),
    (
        {"type": "response.output_audio.delta", "response_id": "r1", "item_id": "i1", "delta": "AAAA"},
        Speech("r1", "i1", "AAAA"),
    ),
    ({"type": "response.audio.delta", "item_id": "i1", "delta": "AAAA"}, Speech("", "i1", "AAAA")),
    ({"type": "response.output_audio_transcript.delta", "item_id": "i1", "delta": "He"}, Saying("i1", "He")),
    (
        {"type": "response.output_audio_transcript.done", "item_id": "i1", "transcript": "Hej"},
        Said("assistant", "i1", "Hej"),
    ),
    ({"type": "input_audio_buffer.speech_started", "item_id": "u1"}, CallerStarted("u1")),
    ({"type": "input_audio_buffer.speech_stopped", "item_id": "u1"}, CallerStopped("u1")),
    (
        {
            "type": "conversation.item.input_audio_transcription.completed",
            "item_id": "u1",
            "transcript": "en sjua",
        },
        Said("user", "u1", "en sjua"),
    ),
    (
        {"type": "conversation.item.input_audio_transcription.failed", "item_id": "u1", "error": {}},
        Said("user", "u1", ""),
    ),
    (
        {
            "type": "response.function_call_arguments.done",
            "response_id": "r1",
            "call_id": "t1",
            "name": "add_item",
            "arguments": "{}",
        },
        ToolCall("r1", "t1", "add_item", "{}"),
    ),
    (
        {"type": "response.done", "response": {"id": "r1", "status": "completed"}},
        Finished("r1", "completed", Usage()),
    ),
    (
        {"type": "error", "error": {"code": "session_expired", "message": "over", "event_id": "respond"}},
        Fault("session_expired", "over", "respond"),
    ),
    ({"type": "error", "error": "a plain string"}, Fault("", "a plain string", "")),
    ({"type": "rate_limits.updated"}, Unknown("rate_limits.updated")),
    ({"type": "of.tomorrow", "x": 1}, Unknown("of.tomorrow")),
]


@pytest.mark.parametrize(("event", "meaning"), EVENTS, ids=lambda value: str(value)[:40])
def test_every_event_is_understood(event: dict[str, object], meaning: ModelEvent) -> None:
    assert ga(event) == meaning


def test_sound_is_found_without_a_document_however_the_frame_is_laid_out() -> None:
    fields = {"type": "response.output_audio.delta", "response_id": "r1", "item_id": "i1", "delta": "AAAA"}
    compact = json.dumps(fields, separators=(",", ":")).encode()
    spaced = json.dumps(fields, indent=2).encode()
    turned = json.dumps(dict(reversed(fields.items())), separators=(",", ":")).encode()
    for frame in (compact, spaced, turned):
        assert Ga().decode(frame) == Speech("r1", "i1", "AAAA")


def test_what_only_pretends_to_be_sound_is_not_passed_on() -> None:
    fields = {"type": "response.output_audio.delta", "item_id": "i1", "delta": 'AA"AA'}
    for separators in ((",", ":"), (", ", ": ")):
        frame = json.dumps(fields, separators=separators).encode()
        assert isinstance(Ga().decode(frame), Unknown)


def test_a_failure_says_why() -> None:
    failed = ga(
        {
            "type": "response.done",
            "response": {
                "id": "r",
                "status": "failed",
                "status_details": {"error": {"code": "insufficient_quota"}},
            },
        }
    )
    assert isinstance(failed, Finished)
    assert "insufficient_quota" in failed.why


def test_usage_is_read_and_costs_what_the_vendor_says() -> None:
    usage = {
        "input_token_details": {
            "text_tokens": 1000,
            "audio_tokens": 500,
            "cached_tokens_details": {"text_tokens": 800, "audio_tokens": 400},
        },
        "output_token_details": {"text_tokens": 50, "audio_tokens": 200},
    }
    finished = ga({"type": "response.done", "response": {"id": "r", "status": "completed", "usage": usage}})
    assert isinstance(finished, Finished)
    assert finished.usage == Usage(1000, 500, 800, 400, 50, 200)
    # 100 x 32 + 400 x 0.40 + 200 x 64 + 200 x 4 + 800 x 0.40 + 50 x 24
    assert cost_microdollars("gpt-realtime-2.1", finished.usage) == 18_480
    assert cost_microdollars("somebody else's", finished.usage) == 0


def formats(dialect: Dialect, sound: Format) -> list[object]:
    """Of what the model hears, and of what it says."""
    session: Any = said(dialect.encode(replace(CONFIGURE, sound=sound)))["session"]
    if "audio" in session:
        return [session["audio"][way]["format"] for way in ("input", "output")]
    return [session[f"{way}_audio_format"] for way in ("input", "output")]


def test_the_session_is_configured_in_the_ga_shape() -> None:
    written = said(Ga().encode(CONFIGURE))
    session = written["session"]
    assert isinstance(session, dict)
    assert (written["type"], session["type"]) == ("session.update", "realtime")
    assert session["output_modalities"] == ["audio"]
    heard, spoken = session["audio"]["input"], session["audio"]["output"]
    assert formats(Ga(), PCM) == [{"type": "audio/pcm", "rate": 24000}] * 2
    assert formats(Ga(), ULAW) == [{"type": "audio/pcmu"}] * 2
    assert formats(Ga(), ALAW) == [{"type": "audio/pcma"}] * 2
    vad = heard["turn_detection"]
    assert (vad["type"], vad["threshold"]) == ("server_vad", 0.5)
    assert (vad["prefix_padding_ms"], vad["silence_duration_ms"]) == (300, 500)
    assert heard["transcription"] == {"model": "gpt-transcribe", "language": "sv"}
    assert spoken["voice"] == "marin"
    assert session["tools"] == [TOOL]


def test_the_older_dialect_is_configured_flat() -> None:
    session = said(Beta().encode(CONFIGURE))["session"]
    assert isinstance(session, dict)
    assert "type" not in session
    assert session["modalities"] == ["text", "audio"]
    assert formats(Beta(), PCM) == ["pcm16"] * 2
    assert formats(Beta(), ULAW) == ["g711_ulaw"] * 2
    assert formats(Beta(), ALAW) == ["g711_alaw"] * 2
    assert session["turn_detection"]["silence_duration_ms"] == 500
    assert "openai-insecure-api-key.k" in Beta().subprotocols("k")
    assert "openai-beta.realtime-v1" in Beta().subprotocols("k")


def test_the_older_dialect_names_a_tool_only_when_it_announces_it() -> None:
    beta = Beta()
    announced = {"type": "function_call", "call_id": "t1", "name": "add_item"}
    beta.decode(json.dumps({"type": "response.output_item.added", "item": announced}).encode())
    done = {"type": "response.function_call_arguments.done", "call_id": "t1", "arguments": "{}"}
    assert beta.decode(json.dumps(done).encode()) == ToolCall("", "t1", "add_item", "{}")


def test_every_command_is_written_as_documented() -> None:
    ga_ = Ga()
    assert said(ga_.encode(Hear("AAAA"))) == {"type": "input_audio_buffer.append", "audio": "AAAA"}
    assert said(ga_.encode(Respond()))["type"] == "response.create"
    answer = said(ga_.encode(ToolAnswer("t1", '{"ok":true}')))
    assert answer["item"] == {"type": "function_call_output", "call_id": "t1", "output": '{"ok":true}'}
    truncated = said(ga_.encode(Truncate("i1", 1500)))
    assert truncated["type"] == "conversation.item.truncate"
    assert (truncated["item_id"], truncated["content_index"], truncated["audio_end_ms"]) == ("i1", 0, 1500)
    assert said(ga_.encode(Forget("i2")))["type"] == "conversation.item.delete"
    note = said(ga_.encode(Note("silence")))["item"]
    assert isinstance(note, dict)
    assert (note["role"], note["content"]) == ("system", [{"type": "input_text", "text": "silence"}])
    sounded = said(ga_.encode(Recall("i0", ("AAA=", "A===", "/w==", "AQI="))))["item"]
    assert isinstance(sounded, dict)
    assert sounded["content"] == [{"type": "input_audio", "audio": "AAD/AQI="}], "one piece, and no nonsense"


@given(st.binary())
def test_no_frame_whatever_raises(frame: bytes) -> None:
    Ga().decode(frame)
    Ga().decode(b'{"type":"response.output_audio.delta",' + frame)
    Beta().decode(b'{"type":"response.output_item.added",' + frame)
