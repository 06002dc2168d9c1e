"""One response: its events in OpenAI's order, `response.created` to `response.done`."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Literal

from pizzeria.realtime_server.items import Item, Items, new_id
from pizzeria.realtime_server.shapes import Json
from pizzeria.realtime_server.wire import Wire
from pizzeria.sound import PCM, Format

Status = Literal["completed", "cancelled", "incomplete", "failed"]


@dataclass(slots=True)
class Message:
    """What is being said: one item with one part of sound."""

    item: Item
    place: int
    transcript: str = ""


@dataclass(eq=False, slots=True)
class Reply:
    wire: Wire
    items: Items
    asked_by: Literal["client", "caller"]
    """a `response.create`, or the end of the caller's turn"""
    metadata: Json | None = None
    line: Format = PCM
    """what is said comes in it"""
    id: str = field(default_factory=lambda: new_id("resp"))
    status: Status | Literal["in_progress"] = "in_progress"
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    spoken_ms: float = 0.0
    output: list[Item] = field(default_factory=list)
    _message: Message | None = None

    @property
    def open(self) -> bool:
        return self.status == "in_progress"

    def begin(self) -> None:
        self.wire.emit("response.created", response=self.document())
        limits = [
            {"name": name, "limit": limit, "remaining": limit - 100, "reset_seconds": 0.1}
            for name, limit in (("requests", 1_000), ("tokens", 100_000))
        ]
        self.wire.emit("rate_limits.updated", rate_limits=limits)

    def begin_message(self) -> Message:
        item = self._begin_item({"type": "message", "role": "assistant", "content": []})
        message = self._message = Message(item, len(self.output) - 1)
        self._part("added", message)
        return message

    def say(self, message: Message, sound: bytes, words: str) -> None:
        """One piece of sound with the words in it. Also after the end, as late pieces are."""
        where = self._where(message)
        if words:
            message.transcript += words
            self.wire.emit("response.output_audio_transcript.delta", **where, delta=words)
        length = len(sound) / self.line.bytes_per_ms
        message.item.audio_ms += length
        self.spoken_ms += length
        self.wire.emit("response.output_audio.delta", **where, delta=b64encode(sound).decode())

    def end_message(self, status: Literal["completed", "incomplete"] = "completed") -> None:
        message, self._message = self._message, None
        if message is None:
            return
        where = self._where(message)
        self.wire.emit("response.output_audio.done", **where)
        self.wire.emit("response.output_audio_transcript.done", **where, transcript=message.transcript)
        self._part("done", message)
        message.item.document["content"] = [{"type": "output_audio", "transcript": message.transcript}]
        self._end_item(message.item, message.place, status)

    def call(self, name: str, arguments: str) -> str:
        """One function call, whole; answers its call_id."""
        call_id = new_id("call")
        document = {"type": "function_call", "name": name, "call_id": call_id, "arguments": ""}
        item = self._begin_item(document)
        place = len(self.output) - 1
        where = {"response_id": self.id, "item_id": item.id, "output_index": place, "call_id": call_id}
        self.wire.emit("response.function_call_arguments.delta", **where, delta=arguments)
        self.wire.emit("response.function_call_arguments.done", **where, name=name, arguments=arguments)
        item.document["arguments"] = arguments
        self._end_item(item, place, "completed")
        return call_id

    def finish(self, status: Status, details: Json | None, usage: Json) -> None:
        """Whatever is half said is closed, and the response is done."""
        self.end_message("completed" if status == "completed" else "incomplete")
        self.status = status
        self.wire.emit("response.done", response=self.document(details, usage))
        self.ended.set()

    def document(self, details: Json | None = None, usage: Json | None = None) -> Json:
        return {
            "object": "realtime.response",
            "id": self.id,
            "status": self.status,
            "status_details": details,
            "output": [item.document for item in self.output] if usage else [],
            "conversation_id": "conv_1",
            "output_modalities": ["audio"],
            "metadata": self.metadata,
            "usage": usage,
        }

    def _begin_item(self, document: Json) -> Item:
        document = {"id": new_id("item"), "object": "realtime.item", "status": "in_progress", **document}
        self.wire.emit(
            "response.output_item.added", response_id=self.id, output_index=len(self.output), item=document
        )
        item = self.items.add(document)
        self.output.append(item)
        return item

    def _end_item(self, item: Item, place: int, status: str) -> None:
        item.document["status"] = status
        self.wire.emit(
            "response.output_item.done", response_id=self.id, output_index=place, item=item.document
        )
        self.items.done(item)

    def _part(self, step: Literal["added", "done"], message: Message) -> None:
        part = {"type": "audio", "transcript": message.transcript}
        self.wire.emit(f"response.content_part.{step}", **self._where(message), part=part)

    def _where(self, message: Message) -> Json:
        return {
            "response_id": self.id,
            "item_id": message.item.id,
            "output_index": message.place,
            "content_index": 0,
        }
