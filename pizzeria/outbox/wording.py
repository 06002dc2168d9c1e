"""What a message says: a text of the house's, filled in for one order, in the order's language. Pure."""

from collections.abc import Mapping
from string import Template

from pizzeria.ordering.cart import Delivery
from pizzeria.ordering.house import House
from pizzeria.ordering.messages import MessageKind, Wording
from pizzeria.ordering.money import format_money
from pizzeria.ordering.order import Order
from pizzeria.outbox.parts import plain

PLACEHOLDERS = ("house", "number", "time", "total", "phone")
LINK = "link"
"""only in `follow`: there is a tracking page, or it is not said"""

NEEDS: Mapping[MessageKind, tuple[Wording, ...]] = {
    "receipt": ("receipt", "follow"),
    "oven": ("oven",),
    "ready": ("ready", "on_its_way"),
    "feedback": ("feedback",),
    "cancelled": ("cancelled",),
}
"""the texts that a kind of message is made of"""


def worded(kind: MessageKind, order: Order, house: House, link: str = "") -> str:
    """`link` leads to the order's tracking page; "" where there is none."""
    language = order.language if order.language in house.messages.texts else house.languages[0]
    texts = house.messages.texts[language]
    facts = {
        "house": house.name,
        "number": str(order.number),
        "time": f"{order.ready_at.astimezone(house.hours.timezone):%H:%M}",
        "total": format_money(order.bill.total, order.bill.currency, language),
        "phone": house.phone,
        LINK: link,
    }
    filled = (Template(texts[wording]).substitute(facts).strip() for wording in _said(kind, order, link))
    return plain(" ".join(filled))


def _said(kind: MessageKind, order: Order, link: str) -> tuple[Wording, ...]:
    match kind:
        case "receipt":
            return ("receipt", "follow") if link else ("receipt",)
        case "ready":
            return ("on_its_way",) if isinstance(order.fulfilment, Delivery) else ("ready",)
        case _:
            return NEEDS[kind]
