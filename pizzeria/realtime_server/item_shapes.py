"""The conversation items a client may make."""

from pizzeria.realtime_server.shapes import Shape, anything, by, many, nullable, one_of, record, text


def item_shape(said: str) -> Shape:
    common: dict[str, Shape] = {"id": text, "object": one_of("realtime.item"), "status": text}
    words: dict[str, Shape] = {"type": text, "text": text}
    heard = record({"type": text}, {"audio": text, "transcript": nullable(text)})
    content: dict[str, Shape] = {
        "user": by("type", {"input_text": record(words), "input_audio": heard, "input_image": anything}),
        "system": by("type", {"input_text": record(words)}),
        "assistant": by("type", {said: record(words)}),
    }
    message = by(
        "role",
        {
            role: record({"type": text, "role": text, "content": many(part, 1)}, common)
            for role, part in content.items()
        },
    )
    call = {"type": text, "name": text, "arguments": text}
    output = {"type": text, "call_id": text, "output": text}
    return by(
        "type",
        {
            "message": message,
            "function_call": record(call, {"call_id": text, **common}),
            "function_call_output": record(output, common),
        },
    )
