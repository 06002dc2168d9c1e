"""What a customer is told of an order's way, and when. Pure.

Each kind of message goes out once an order, however often a cook taps to and fro. What the kitchen can take
back with one tap waits until that is over, and is withdrawn when the order has gone on or back meanwhile. An
order that is cancelled is not spoken of again, but for the one message that says so. All of
these come at once, for the customer waits; but for the question how it was, which respects the quiet hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from pizzeria.ordering.call_backs import decent, is_quiet, next_at
from pizzeria.ordering.events import Event, OrderAdvanced, OrderCancelled, OrderPlaced
from pizzeria.ordering.house import House, Span
from pizzeria.ordering.messages import MessageKind
from pizzeria.ordering.order import STEPS, Order, Status
from pizzeria.outbox.letters import Letter, Post
from pizzeria.outbox.parts import parts
from pizzeria.outbox.receivers import takes_messages
from pizzeria.outbox.wording import worded

AT: Mapping[Status, MessageKind] = {
    "placed": "receipt",
    "baking": "oven",
    "ready": "ready",
    "collected": "feedback",
    "delivered": "feedback",
}
KINDS: tuple[MessageKind, ...] = get_args(MessageKind)
USEFUL_MINUTES: Mapping[MessageKind, int] = {
    "receipt": 60,
    "oven": 20,
    "ready": 60,
    "feedback": 24 * 60,
    "cancelled": 6 * 60,
}
"""after the time it should go out: a house that was closed meanwhile does not send it any more"""
HELD_AT_MOST = timedelta(hours=14)
"""over night: who ate yesterday evening is asked in the morning; the day after, nobody is asked any more"""
SECOND_THOUGHTS = 5
"""seconds that are added to those in which a tap can be taken back"""


@dataclass(frozen=True, slots=True)
class Announcements:
    house: House
    public_url: str = ""
    """where tracking pages are; "" where there are none"""

    def __call__(self, event: Event, at: datetime, entry: int) -> Post:
        match event:
            case OrderPlaced(order):
                return Post(self._letters("receipt", order, at))
            case OrderAdvanced(order, previous):
                stale = (AT[previous],) if previous != "placed" else ()
                ahead = _is_ahead(previous, order.status)
                return Post(self._letters(AT[order.status], order, at) if ahead else (), _keys(order, *stale))
            case OrderCancelled(order, _, by):
                told = self._letters("cancelled", order, at) if by == "house" else ()
                return Post(told, _keys(order, *KINDS))
            case _:
                return Post()

    def _letters(self, kind: MessageKind, order: Order, at: datetime) -> tuple[Letter, ...]:
        """One, or none when it is turned off or nobody could read it."""
        if kind not in self.house.messages.on or not takes_messages(order.customer_phone):
            return ()
        link = f"{self.public_url}/t/{order.token}" if self.public_url and order.token else ""
        words = worded(kind, order, self.house, link)
        due = at + self._wait(kind)
        expires = due + timedelta(minutes=USEFUL_MINUTES[kind])
        if kind == "feedback" and self.house.call_backs.quiet:
            held = self._by_day(due, self.house.call_backs.quiet)
            if held is None:
                return ()
            due, expires = held[0], min(expires, held[1])
        letter = Letter(
            key=_key(order, kind),
            carrier="sms",
            subject=kind,
            address=order.customer_phone,
            due_at=due,
            expires_at=expires,
            words=words,
            parts=parts(words),
            order_number=order.number,
            call_id=order.call_id,
        )
        return (letter,)

    def _by_day(self, due: datetime, quiet: Span) -> tuple[datetime, datetime] | None:
        """From when until when it may be sent: what falls into the quiet hours waits for their end, and what
        would wait too long is not sent at all.
        """
        rules, zone = self.house.call_backs, self.house.hours.timezone
        held = decent(rules, due, zone)
        if held - due > HELD_AT_MOST or is_quiet(rules, held, zone):
            return None
        return held, next_at(quiet[0], held, zone)

    def _wait(self, kind: MessageKind) -> timedelta:
        match kind:
            case "feedback":
                return timedelta(minutes=self.house.messages.feedback_minutes)
            case "oven" | "ready":
                return timedelta(seconds=self.house.board.undo_seconds + SECOND_THOUGHTS)
            case _:
                return timedelta()


def _is_ahead(before: Status, after: Status) -> bool:
    way = list(STEPS)
    return way.index(after) > way.index(before)


def _key(order: Order, kind: MessageKind) -> str:
    return f"order:{order.number}:{kind}"


def _keys(order: Order, *kinds: MessageKind) -> tuple[str, ...]:
    return tuple(_key(order, kind) for kind in kinds)
