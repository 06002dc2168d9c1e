"""A conversation: its items in order, and how much sound each holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from pizzeria.realtime_server.shapes import Json, Wrong
from pizzeria.realtime_server.wire import Wire


def new_id(kind: str) -> str:
    return f"{kind}_{uuid4().hex[:20]}"


@dataclass(slots=True, eq=False)
class Item:
    document: Json
    audio_ms: float = 0.0
    """of the agent's sound; less after a truncation"""

    @property
    def id(self) -> str:
        return str(self.document["id"])


@dataclass(slots=True)
class Items:
    wire: Wire
    _order: list[Item] = field(default_factory=list)

    @property
    def last_id(self) -> str | None:
        return self._order[-1].id if self._order else None

    @property
    def documents(self) -> list[Json]:
        return [item.document for item in self._order]

    @property
    def audio_ms(self) -> float:
        """All of the agent's sound that is in the conversation."""
        return sum(item.audio_ms for item in self._order)

    def add(self, document: Json, after: str | None = None) -> Item:
        """Puts an item at the end, or behind `after` ("root": at the beginning), and says so."""
        document = {"id": new_id("item"), "object": "realtime.item", "status": "completed", **document}
        if any(item.id == document["id"] for item in self._order):
            raise Wrong("invalid_value", f"Item {document['id']!r} already exists.", "item.id")
        place = len(self._order) if after is None else self._place_behind(after)
        before = self._order[place - 1].id if place else None
        item = Item(document)
        self._order.insert(place, item)
        self.wire.emit("conversation.item.added", previous_item_id=before, item=document)
        return item

    def done(self, item: Item) -> None:
        """Says so, unless the client has deleted it meanwhile."""
        if item not in self._order:
            return
        place = self._order.index(item)
        before = self._order[place - 1].id if place else None
        self.wire.emit("conversation.item.done", previous_item_id=before, item=item.document)

    def find(self, item_id: str, action: str) -> Item:
        for item in self._order:
            if item.id == item_id:
                return item
        raise Wrong(f"item_{action}_invalid_item_id", f"Item with item_id not found: {item_id}", "item_id")

    def delete(self, item_id: str) -> None:
        self._order.remove(self.find(item_id, "delete"))
        self.wire.emit("conversation.item.deleted", item_id=item_id)

    def retrieve(self, item_id: str) -> None:
        item = self.find(item_id, "retrieve")
        self.wire.emit("conversation.item.retrieved", item=item.document)

    def truncate(self, item_id: str, audio_end_ms: int) -> float:
        """Forgets what the caller has not heard of an item; answers how much sound it had."""
        item = self.find(item_id, "truncate")
        if not item.audio_ms:
            raise Wrong("invalid_value", "Only model output audio messages can be truncated.", "item_id")
        had = item.audio_ms
        if audio_end_ms > had:
            message = f"Audio content of {had:.0f}ms is already shorter than {audio_end_ms}ms"
            raise Wrong("invalid_value", message, "audio_end_ms")
        item.audio_ms = audio_end_ms
        item.document["content"] = [{"type": "output_audio", "transcript": None}]
        self.wire.emit(
            "conversation.item.truncated", item_id=item_id, content_index=0, audio_end_ms=audio_end_ms
        )
        return had

    def _place_behind(self, item_id: str) -> int:
        if item_id == "root":
            return 0
        return self._order.index(self.find(item_id, "create")) + 1


def words_in(documents: list[Json]) -> int:
    """Roughly the text tokens of items: a token is four letters."""
    return sum(len(text) for document in documents for text in _texts(document)) // 4


def _texts(document: Mapping[str, object]) -> list[str]:
    plain = [document.get("arguments"), document.get("output")]
    content = document.get("content")
    parts = content if isinstance(content, list) else []
    said = [part.get("text") or part.get("transcript") for part in parts]
    return [text for text in (*plain, *said) if isinstance(text, str)]
