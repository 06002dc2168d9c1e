"""Who has the floor: the caller's turns, as they are heard, and the responses to them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pizzeria.realtime_server.bill import Bill
from pizzeria.realtime_server.hearing import Edge, Hearing
from pizzeria.realtime_server.items import Items, new_id
from pizzeria.realtime_server.reply import Reply, Status
from pizzeria.realtime_server.session_config import line_of
from pizzeria.realtime_server.shapes import Json, Wrong
from pizzeria.realtime_server.wire import Wire

SHORTEST_TURN_MS = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller said, as it was committed; in media time."""

    item_id: str
    started_ms: int
    ended_ms: int


@dataclass(slots=True)
class Floor:
    wire: Wire
    items: Items
    session: Json
    hearing: Hearing
    bill: Bill = field(default_factory=Bill)
    active: Reply | None = None
    """the response in progress"""
    due: asyncio.Queue[Reply] = field(default_factory=asyncio.Queue)
    """responses that wait for the script"""
    turns: asyncio.Queue[Turn] = field(default_factory=asyncio.Queue)
    """the caller's turns that wait for the script"""
    after_done: list[Callable[[], None]] = field(default_factory=list)
    """what is said once the next response is done"""
    _item_id: str = ""
    """of the turn that is being spoken"""
    started_ms: int = 0
    """when the turn began that is being spoken, or the last one"""
    _committed_ms: int = 0
    """everything before is in the conversation, or cleared"""

    def configure(self, session: Json) -> None:
        self.session = session
        self.hearing.line = line_of(session, "input")
        self.hearing.configure(self._detection)

    def hear(self, sound: bytes) -> None:
        for edge in self.hearing.hear(sound):
            if edge.kind == "started":
                self._caller_starts(edge)
            else:
                self._caller_stops(edge)

    def commit(self) -> None:
        """The client says that the caller's turn is over."""
        start = self.started_ms if self.hearing.listening else self._committed_ms
        nothing_said = self.hearing.listening and not self.hearing.speaking
        if nothing_said or self.hearing.heard_ms - start < SHORTEST_TURN_MS:
            raise Wrong("input_audio_buffer_commit_empty", "Error committing input audio buffer: too small.")
        self.hearing.speaking = False
        self._commit(Turn(self._item_id or new_id("item"), start, self.hearing.heard_ms))

    def clear(self) -> None:
        self.hearing.speaking = False
        self._committed_ms = self.hearing.heard_ms
        self.wire.emit("input_audio_buffer.cleared")

    def respond(self, asked_by: Literal["client", "caller"], metadata: Json | None = None) -> None:
        """Opens a response. Raises Wrong while another is open."""
        if self.active:
            raise self._busy(self.active)
        self.active = Reply(self.wire, self.items, asked_by, metadata, line_of(self.session, "output"))
        self.active.begin()
        self.due.put_nowait(self.active)

    def cancel(self, response_id: str | None) -> None:
        if self.active is None or response_id not in {None, self.active.id}:
            raise Wrong("response_cancel_not_active", "Cancellation failed: no active response found")
        self._cut("client_cancelled")

    def finish(self, reply: Reply, status: Status = "completed", details: Json | None = None) -> None:
        """Ends a response, unless something has ended it before."""
        if not reply.open:
            return
        self.active = None
        reply.finish(status, details, self.bill.usage(reply, self.items, self.session))
        waiting, self.after_done = self.after_done, []
        for say in waiting:
            say()

    @property
    def _detection(self) -> Json | None:
        detection: Json | None = self.session["audio"]["input"]["turn_detection"]
        return detection

    def _caller_starts(self, edge: Edge) -> None:
        self._item_id, self.started_ms = new_id("item"), edge.at_ms
        self.wire.emit("input_audio_buffer.speech_started", audio_start_ms=edge.at_ms, item_id=self._item_id)
        if self._detection and self._detection["interrupt_response"]:
            self._cut("turn_detected")

    def _caller_stops(self, edge: Edge) -> None:
        self.wire.emit("input_audio_buffer.speech_stopped", audio_end_ms=edge.at_ms, item_id=self._item_id)
        self._commit(Turn(self._item_id, self.started_ms, edge.at_ms))
        if not self._detection or not self._detection["create_response"]:
            return
        if self.active and not self._detection["interrupt_response"]:
            self.wire.complain(self._busy(self.active))
        else:
            self.respond("caller")

    def _commit(self, turn: Turn) -> None:
        self._item_id, self._committed_ms = "", turn.ended_ms
        self.bill.caller_ms += turn.ended_ms - turn.started_ms
        self.wire.emit(
            "input_audio_buffer.committed", item_id=turn.item_id, previous_item_id=self.items.last_id
        )
        content = [{"type": "input_audio", "transcript": None}]
        item = self.items.add({"id": turn.item_id, "type": "message", "role": "user", "content": content})
        self.items.done(item)
        self.turns.put_nowait(turn)

    def _busy(self, active: Reply) -> Wrong:
        return Wrong(
            "conversation_already_has_active_response",
            f"Conversation already has an active response in progress: {active.id}. "
            "Wait until the response is finished before creating a new one.",
        )

    def _cut(self, reason: str) -> None:
        if self.active:
            self.finish(self.active, "cancelled", {"type": "cancelled", "reason": reason})
