"""What a client may send to OpenAI's Realtime API, key by key; anything else is an error.

Source: https://platform.openai.com/docs/api-reference/realtime-client-events. The older dialect differs
in the session's shape, in a response's, and in the names of an assistant's content.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pizzeria.realtime_server.item_shapes import item_shape
from pizzeria.realtime_server.session_shapes import (
    older_response_shape,
    older_session_shape,
    response_shape,
    session_shape,
)
from pizzeria.realtime_server.shapes import Json, Shape, Wrong, nullable, record, text, whole

Dialect = Literal["ga", "beta"]

OLDER_MODELS = ("gpt-realtime-1.5", "gpt-realtime-mini", "gpt-realtime-2025", "gpt-4o")
"""beginnings of models that know neither `reasoning` nor `parallel_tool_calls`"""


def check_event(event: Json, dialect: Dialect, model: str) -> None:
    """Raises Wrong at the first thing that does not belong."""
    kind = event.get("type")
    shapes = _events(dialect)
    if "type" not in event:
        raise Wrong("missing_required_parameter", "Missing required parameter: 'type'.", "type")
    if not isinstance(kind, str) or kind not in shapes:
        raise Wrong("invalid_value", f"Invalid value: {kind!r}. Supported: {sorted(shapes)}.", "type")
    shapes[kind](event, "")
    older = model == "gpt-realtime" or model.startswith(OLDER_MODELS)
    for key in ("reasoning", "parallel_tool_calls"):
        if older and kind == "session.update" and key in event["session"]:
            raise Wrong("unknown_parameter", f"Unknown parameter: 'session.{key}'.", f"session.{key}")


@cache
def _events(dialect: Dialect) -> Mapping[str, Shape]:
    session, response, said = (
        (session_shape(), response_shape(), "output_text")
        if dialect == "ga"
        else (older_session_shape(), older_response_shape(), "text")
    )
    bodies: dict[str, tuple[dict[str, Shape], dict[str, Shape]]] = {
        "session.update": ({"session": session}, {}),
        "input_audio_buffer.append": ({"audio": text}, {}),
        "input_audio_buffer.commit": ({}, {}),
        "input_audio_buffer.clear": ({}, {}),
        "conversation.item.create": ({"item": item_shape(said)}, {"previous_item_id": nullable(text)}),
        "conversation.item.retrieve": ({"item_id": text}, {}),
        "conversation.item.delete": ({"item_id": text}, {}),
        "conversation.item.truncate": (
            {"item_id": text, "content_index": whole(0, 0), "audio_end_ms": whole(0, 10**9)},
            {},
        ),
        "response.create": ({}, {"response": response}),
        "response.cancel": ({}, {"response_id": text}),
    }
    return {
        kind: record({"type": text, **must}, {"event_id": text, **may})
        for kind, (must, may) in bodies.items()
    }
