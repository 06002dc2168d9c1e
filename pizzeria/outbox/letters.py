"""A letter: one text message or one webhook, from when it is queued until nobody looks at it any more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pizzeria.ordering.events import Event
from pizzeria.ordering.messages import MessageKind, MessageState

Carrier = Literal["sms", "hook"]

State = Literal["queued", "sending", "sent", "delivered", "failed", "uncertain"]
"""`sending`: somebody has taken it to send it, and has not come back yet"""

SHOWN: Mapping[State, MessageState] = {
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "failed": "failed",
    "uncertain": "uncertain",
}
"""what people are told of each"""


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to be delivered, as it is put into the outbox."""

    key: str
    """of this letter alone, for ever: the same key is never queued twice"""
    carrier: Carrier
    subject: MessageKind | str
    """a message's kind, or the name of the event a webhook tells"""
    address: str
    """E.164, or a URL"""
    due_at: datetime
    """not before"""
    expires_at: datetime
    """after this it is worth nothing"""
    words: str = ""
    """of a message; a webhook's are in the journal"""
    parts: int = 1
    entry: int | None = None
    """the journal's, which a webhook tells"""
    order_number: int | None = None
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The letters that one postman carries."""

    carrier: Carrier
    address: str | None = None
    """only those to it, so that a receiver who does not answer holds up no other; None: all"""


@dataclass(frozen=True, slots=True)
class Post:
    """What one event puts into the outbox, and what it takes out again."""

    letters: tuple[Letter, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """keys of letters that are true no longer; those that are surely unsent go"""


Plan = Callable[[Event, datetime, int], Post]
"""an event, when it happened and its id in the journal, to what it puts into the outbox"""
