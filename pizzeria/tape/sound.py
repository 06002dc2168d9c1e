"""Sound on a tape: cut to a few bytes that keep its length, and made whole again to be played. Pure.

A cut frame has a key more, `ms`, beside the beginning of its sound. Each kind of frame that carries sound has
it under a key of its own: `data` on the phone's wire, `audio` and `delta` on the model's.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping

from pizzeria.sound import Format, is_base64

Json = dict[str, object]

KEPT = 12
"""characters of base64: nine bytes"""
_KEYS: Mapping[object, str] = {
    "audio": "data",
    "input_audio_buffer.append": "audio",
    "input_audio": "audio",
    "response.output_audio.delta": "delta",
    "response.audio.delta": "delta",
}


def sound_key(frame: Mapping[str, object]) -> str | None:
    """The key that holds sound in this frame; None when it holds none."""
    key = _KEYS.get(frame.get("t", frame.get("type")))
    sound = frame.get(key) if key else None
    return key if isinstance(sound, str) and is_base64(sound) else None


def cut(frame: Json, line: Format) -> Json:
    """The same frame with `ms` for all but the beginning of its sound, also of the sound in an item of the
    talk; other frames as they are.
    """
    match frame:
        case {"item": {"content": [dict(part)], **item}} if sound_key(part):
            return {**frame, "item": {**item, "content": [cut(part, line)]}}
    key = sound_key(frame)
    if key is None or "ms" in frame or len(sound := str(frame[key])) <= KEPT:
        return frame
    return {**frame, key: sound[:KEPT], "ms": length(sound, line)}


def length(sound: str, line: Format) -> float:
    """Milliseconds, as a tape has them."""
    return round(line.duration_ms(sound), 3)


def whole(frame: Json, line: Format) -> Json:
    """A cut frame with sound of the same beginning and length: silence follows. Others as they are."""
    key, ms = sound_key(frame), frame.get("ms")
    if key is None or not isinstance(ms, int | float):
        return frame
    size = round(ms * line.bytes_per_ms)
    sound = b64encode(b64decode(str(frame[key])).ljust(size, line.silence)[:size]).decode()
    return {name: value for name, value in {**frame, key: sound}.items() if name != "ms"}
