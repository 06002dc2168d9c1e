"""What is put into the talk at a realtime server: items, as every dialect writes them. Pure.

Source: `conversation.item.create` of https://platform.openai.com/docs/api-reference/realtime-client-events. A
caller's sound can be given back to a server, the agent's cannot.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence

from pizzeria.realtime.events import Remember

Json = dict[str, object]


def written(role: str, text: str, kind: str = "input_text") -> Json:
    return {"type": "message", "role": role, "content": [{"type": kind, "text": text}]}


def remembered(said: Remember, agents: str) -> Json:
    """`agents`: what the dialect calls the agent's own words."""
    return written(said.who, said.text, "input_text" if said.who == "user" else agents)


def sounded(item_id: str, pieces: Sequence[str]) -> Json:
    content = [{"type": "input_audio", "audio": b64encode(b"".join(map(_samples, pieces))).decode()}]
    return {"id": item_id, "type": "message", "role": "user", "content": content}


def answered(call_id: str, output: str) -> Json:
    return {"type": "function_call_output", "call_id": call_id, "output": output}


def _samples(piece: str) -> bytes:
    """Nothing, where a phone has sent what only looks like base64."""
    try:
        return b64decode(piece)
    except binascii.Error:
        return b""
