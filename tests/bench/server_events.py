"""What the load's model says, in OpenAI's order and shape, as bytes. Pure.

Source: platform.openai.com/docs/api-reference/realtime-server-events.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import orjson

_WORDS = "One Margherita, large, and a Capricciosa with extra cheese. Would you like anything to drink?"
_USAGE = {
    "total_tokens": 700,
    "input_tokens": 600,
    "output_tokens": 100,
    "input_token_details": {
        "text_tokens": 400,
        "audio_tokens": 200,
        "cached_tokens": 384,
        "cached_tokens_details": {"text_tokens": 384, "audio_tokens": 0},
    },
    "output_token_details": {"text_tokens": 20, "audio_tokens": 80},
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One response with one item."""

    response: str
    item: str

    @property
    def where(self) -> dict[str, object]:
        return {"response_id": self.response, "item_id": self.item, "output_index": 0, "content_index": 0}


def event(kind: str, **fields: object) -> bytes:
    return orjson.dumps({"type": kind, "event_id": "event_DAfBMEVUdVr5bLVCYbHzE", **fields})


def sound(turn: Turn) -> bytes:
    """A delta of this turn but for its sound, which `"}` follows."""
    return event("response.output_audio.delta", **turn.where, delta="")[:-2]


def words(turn: Turn) -> bytes:
    return event("response.output_audio_transcript.delta", **turn.where, delta=" Capricciosa")


def opening(turn: Turn) -> Iterator[bytes]:
    yield event("response.created", response=_response(turn, "in_progress"))
    yield event("response.output_item.added", response_id=turn.response, output_index=0, item=_item(turn))
    yield event("conversation.item.added", previous_item_id=None, item=_item(turn))
    yield event("response.content_part.added", **turn.where, part={"type": "audio", "transcript": ""})


def closing(turn: Turn, status: str) -> Iterator[bytes]:
    yield event("response.output_audio.done", **turn.where)
    yield event("response.output_audio_transcript.done", **turn.where, transcript=_WORDS)
    yield event("response.content_part.done", **turn.where, part={"type": "audio", "transcript": _WORDS})
    yield event("response.output_item.done", response_id=turn.response, output_index=0, item=_item(turn))
    yield event("conversation.item.done", previous_item_id=None, item=_item(turn))
    yield event("response.done", response={**_response(turn, status), "usage": _USAGE})


def caller_starts(item: str) -> bytes:
    return event("input_audio_buffer.speech_started", audio_start_ms=1000, item_id=item)


def caller_stops(item: str) -> Iterator[bytes]:
    said = {"id": item, "object": "realtime.item", "type": "message", "role": "user", "content": []}
    yield event("input_audio_buffer.speech_stopped", audio_end_ms=2000, item_id=item)
    yield event("input_audio_buffer.committed", previous_item_id=None, item_id=item)
    yield event("conversation.item.added", previous_item_id=None, item=said)
    yield event("conversation.item.done", previous_item_id=None, item=said)
    yield event(
        "conversation.item.input_audio_transcription.completed",
        item_id=item,
        content_index=0,
        transcript="And a bottle of cola, please.",
    )


def session(kind: str, wanted: Mapping[str, object]) -> bytes:
    return event(kind, session={"id": "sess_1", "object": "realtime.session", **wanted})


def truncated(item: str, ms: int) -> bytes:
    return event("conversation.item.truncated", item_id=item, content_index=0, audio_end_ms=ms)


def _response(turn: Turn, status: str) -> dict[str, object]:
    why = {"type": "cancelled", "reason": "turn_detected"} if status == "cancelled" else None
    return {
        "id": turn.response,
        "object": "realtime.response",
        "status": status,
        "status_details": why,
        "output": [] if status == "in_progress" else [_item(turn)],
        "output_modalities": ["audio"],
    }


def _item(turn: Turn) -> dict[str, object]:
    return {
        "id": turn.item,
        "object": "realtime.item",
        "type": "message",
        "role": "assistant",
        "status": "in_progress",
        "content": [],
    }
