"""A session without tools can order nothing: what it is given as text is read aloud, word for word.

So somebody without a microphone is spoken for, by any client of the protocol; a real model does the same.
"""

from pizzeria.realtime_server.line import Line
from pizzeria.realtime_server.shapes import Json
from pizzeria.voice.extra import CALLER
from pizzeria.voice.mouth.speech import Mouth


async def read_aloud(line: Line, mouth: Mouth) -> None:
    """Until the client is gone: each response is the newest text."""
    while True:
        await line.response()
        as_caller = line.service.floor.session["audio"]["output"]["voice"] == CALLER
        await line.speak(mouth.pieces(_newest(line.service.items.documents), as_caller))
        await line.done()


def _newest(documents: list[Json]) -> str:
    for document in reversed(documents):
        for part in document.get("content") or () if document.get("role") == "user" else ():
            if part.get("type") == "input_text":
                return str(part["text"])
    return ""
