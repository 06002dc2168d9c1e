"""OpenAI's end of one session's socket: obeys what a client may ask, and complains about the rest.

Written from OpenAI's pages (https://platform.openai.com/docs/api-reference/realtime), not from our own
dialect, so that it can catch us reading them wrongly. Not done: semantic turn detection (taken as an
energy detector), idle timeouts, hosted tools, and responses outside the conversation.
"""

import asyncio
import time
from base64 import b64decode
from collections.abc import Collection
from dataclasses import dataclass, field

import orjson

from pizzeria.realtime_server.client_events import check_event
from pizzeria.realtime_server.floor import Floor
from pizzeria.realtime_server.hearing import Hearing
from pizzeria.realtime_server.items import Items, new_id
from pizzeria.realtime_server.older_dialect import todays_session
from pizzeria.realtime_server.session_config import first_session, updated_session
from pizzeria.realtime_server.shapes import Json, Wrong
from pizzeria.realtime_server.wire import Wire
from pizzeria.sound import PCM, Format

LONGEST_SESSION = 3_600
"""seconds"""
LARGEST_APPEND = 15 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Truncation:
    """What the client says the caller heard of an item."""

    item_id: str
    audio_end_ms: int
    had_ms: int
    """how much sound the item had"""


@dataclass(slots=True)
class Service:
    wire: Wire
    model: str
    hearing: Hearing = field(default_factory=Hearing)
    formats: Collection[Format] = (PCM,)
    """that can be heard and spoken here"""
    items: Items = field(init=False)
    floor: Floor = field(init=False)
    configured: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    """set when the client is"""
    answers: dict[str, asyncio.Future[str]] = field(default_factory=dict)
    """of function calls, by call_id"""
    received: list[Json] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    truncations: list[Truncation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.items = Items(self.wire)
        session = first_session(new_id("sess"), self.model, int(time.time()) + LONGEST_SESSION)
        self.floor = Floor(self.wire, self.items, session, self.hearing)
        self.wire.emit("session.created", session=session)

    def receive(self, message: str | bytes) -> None:
        """One frame from the client. What breaks a rule is answered with an error, and kept in `faults`."""
        event: Json = {}
        try:
            event = _read(message)
            if event.get("type") != "input_audio_buffer.append":
                self.received.append(event)
            check_event(event, self.wire.dialect, self.model)
            self._obey(event)
        except Wrong as wrong:
            self.faults.append(f"{event.get('type')}: {wrong.code}: {wrong.message}")
            self.wire.complain(wrong, event.get("event_id"))

    def _obey(self, event: Json) -> None:
        match event:
            case {"type": "input_audio_buffer.append", "audio": str(audio)}:
                self.floor.hear(_sound(audio, self.floor.hearing.line))
            case {"type": "input_audio_buffer.commit"}:
                self.floor.commit()
            case {"type": "input_audio_buffer.clear"}:
                self.floor.clear()
            case {"type": "session.update", "session": dict(change)}:
                self._configure(change)
            case {"type": "conversation.item.create", "item": dict(item)}:
                self._create(item, event.get("previous_item_id"))
            case {"type": "conversation.item.truncate", "item_id": str(item_id), "audio_end_ms": int(end)}:
                had = self.items.truncate(item_id, end)
                self.truncations.append(Truncation(item_id, end, round(had)))
            case {"type": "conversation.item.delete", "item_id": str(item_id)}:
                self.items.delete(item_id)
            case {"type": "conversation.item.retrieve", "item_id": str(item_id)}:
                self.items.retrieve(item_id)
            case {"type": "response.create"}:
                self._respond(event.get("response", {}))
            case {"type": "response.cancel"}:
                self.floor.cancel(event.get("response_id"))

    def _configure(self, change: Json) -> None:
        change = todays_session(change) if self.wire.dialect == "beta" else change
        session = updated_session(self.floor.session, change, self.items.audio_ms > 0, self.formats)
        self.floor.configure(session)
        self.wire.emit("session.updated", session=session)
        self.configured.set()

    def _create(self, document: Json, after: str | None) -> None:
        answer = None
        if document["type"] == "function_call_output":
            answer = self.answers.get(document["call_id"])
            if answer is None or answer.done():
                message = f"Tool call ID '{document['call_id']}' not found in conversation."
                raise Wrong("invalid_tool_call_id", message, "item.call_id")
        self.items.done(self.items.add(_without_sound(document), after))
        if answer:
            answer.set_result(document["output"])

    def _respond(self, wanted: Json) -> None:
        if wanted.get("conversation") == "none":
            message = "This server answers in the conversation only."
            raise Wrong("invalid_value", message, "response.conversation")
        self.floor.respond("client", wanted.get("metadata"))


def _read(message: str | bytes) -> Json:
    if isinstance(message, bytes):
        raise Wrong("invalid_value", "Events are text frames.")
    try:
        event = orjson.loads(message)
    except orjson.JSONDecodeError as error:
        raise Wrong("invalid_value", f"We could not parse the JSON body of your event: {error}") from None
    if not isinstance(event, dict):
        raise Wrong("invalid_type", "An event is a JSON object.")
    return event


def _without_sound(document: Json) -> Json:
    """As items are told of: their sound is not repeated to who has sent it."""
    content = document.get("content", ())
    parts = [{key: value for key, value in part.items() if key != "audio"} for part in content]
    return {**document, "content": parts} if parts else document


def _sound(audio: str, line: Format) -> bytes:
    try:
        sound = b64decode(audio, validate=True)
    except ValueError:
        raise Wrong("invalid_value", "Invalid 'audio': not base64.", "audio") from None
    if len(sound) % line.sample_bytes or len(sound) > LARGEST_APPEND:
        raise Wrong("invalid_value", "Invalid 'audio': not whole samples, or too many.", "audio")
    return sound
