"""A house that tells of each order placed by a message and by a webhook."""

from datetime import datetime, timedelta

from pizzeria.ordering.events import Event, OrderCancelled, OrderPlaced
from pizzeria.outbox.letters import Letter, Post, Route

SMS, HOOK = Route("sms"), Route("hook")
TILL = "https://till.example.com/hook"


def told_of(event: Event, at: datetime, entry: int) -> Post:
    match event:
        case OrderPlaced(order):
            return Post((receipt(order.number, at, order.customer_phone), hook(entry, event.name, at)))
        case OrderCancelled(order):
            return Post(withdrawn=(f"order:{order.number}:receipt",))
        case _:
            return Post()


def receipt(number: int, at: datetime, phone: str) -> Letter:
    return Letter(
        key=f"order:{number}:receipt",
        carrier="sms",
        subject="receipt",
        address=phone,
        due_at=at,
        expires_at=at + timedelta(hours=1),
        words=f"Tack! Order {number}. 🌿\0",
        parts=2,
        order_number=number,
        call_id="c1",
    )


def hook(entry: int, name: str, at: datetime) -> Letter:
    return Letter(
        key=f"hook:{entry}:till",
        carrier="hook",
        subject=name,
        address=TILL,
        due_at=at,
        expires_at=at + timedelta(days=1),
        entry=entry,
    )
