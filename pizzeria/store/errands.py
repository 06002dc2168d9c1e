"""What the outbox hands out: a letter to be delivered, and a letter as it stands."""

from dataclasses import dataclass
from datetime import datetime

from pizzeria.outbox.decisions import Standing, Task
from pizzeria.outbox.letters import Carrier, State
from pizzeria.store.tail import Entry


@dataclass(frozen=True, slots=True)
class Errand:
    """A letter that was taken, and is ours until `ours_until`."""

    id: int
    task: Task
    standing: Standing
    key: str
    subject: str
    address: str
    words: str
    entry: Entry | None
    """what a webhook tells"""
    tried_at: datetime
    """when it was last taken to be sent"""
    ours_until: datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter as it stands, for people."""

    id: int
    carrier: Carrier
    subject: str
    address: str
    order_number: int | None
    state: State
    attempts: int
    moved_at: datetime
    due_at: datetime | None
    cost: int | None
    """1/10000 of the 46elks account's currency"""
    why: str
