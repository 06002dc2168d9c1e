"""Which events are told to a till or a CRM, and how a receiver knows that it is us. Pure.

The signature is HMAC-SHA256 over "<timestamp>.<body>" with the secret that both sides have: who has not got
it can neither make one up nor change the body, and an old one that is sent again is known by its timestamp.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import get_args

from pizzeria.ordering.events import Event
from pizzeria.outbox.letters import Letter, Post

NAMES: frozenset[str] = frozenset(event.name for event in get_args(Event))
USEFUL = timedelta(days=2)
"""after the event: what a receiver could not be told by then it is not told"""


@dataclass(frozen=True, slots=True)
class Hooks:
    urls: tuple[str, ...]
    events: frozenset[str]
    """by name"""

    def __call__(self, event: Event, at: datetime, entry: int) -> Post:
        if event.name not in self.events:
            return Post()
        return Post(tuple(_letter(url, event.name, at, entry) for url in self.urls))


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """`timestamp` in seconds since 1970. In hex, after the name of the method."""
    signed = str(timestamp).encode() + b"." + body
    return f"sha256={hmac.new(secret.encode(), signed, sha256).hexdigest()}"


def _letter(url: str, name: str, at: datetime, entry: int) -> Letter:
    return Letter(
        key=f"hook:{entry}:{sha256(url.encode()).hexdigest()[:16]}",
        carrier="hook",
        subject=name,
        address=url,
        due_at=at,
        expires_at=at + USEFUL,
        entry=entry,
    )
