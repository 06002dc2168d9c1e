"""Text messages about an order: which a house sends, how far each has got, and what the customer answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

MessageKind = Literal["receipt", "oven", "ready", "feedback", "cancelled"]
"""`ready` of a delivery says that it is on its way; `cancelled` is sent when the house cancels"""

MessageState = Literal["queued", "sent", "delivered", "failed", "uncertain"]
"""`uncertain`: it was asked for, and whether it was done nobody knows; it is not asked for again"""

Wording = Literal["receipt", "follow", "oven", "ready", "on_its_way", "feedback", "cancelled"]
"""the texts there are; `follow` comes after the receipt where there is a tracking page"""


@dataclass(frozen=True, slots=True)
class MessageRules:
    on: frozenset[MessageKind] = frozenset()
    """which are sent; none unless the house turns them on"""
    sender: str = ""
    """a number of the 46elks account, which can be answered, or a name, which cannot"""
    texts: Mapping[str, Mapping[Wording, str]] = field(default_factory=dict)
    """by language: string.Template with outbox.wording.PLACEHOLDERS"""
    most_a_day: int = 10_000
    """minor units of the 46elks account's currency; then nothing more is sent that day"""
    feedback_minutes: int = 60
    """from the counter or the door until the customer is asked how it was"""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the customer, as far as it has got."""

    kind: MessageKind
    state: MessageState
    at: datetime
    """when it came to this state"""
    why: str = ""
    """of one that failed, waits or is uncertain: the reason, for staff"""
    letter: int = field(default=0, compare=False)
    """its number in the outbox, by which staff have it sent again"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the customer wrote."""

    words: str
    at: datetime
