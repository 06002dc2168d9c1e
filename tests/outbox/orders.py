"""The house of the menu folder, as it would be with every message turned on; and an order in it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

from pizzeria.menu_files import read_menu_files
from pizzeria.ordering.cart import Address, Delivery, Pickup
from pizzeria.ordering.house import House
from pizzeria.ordering.messages import MessageKind, MessageRules
from pizzeria.ordering.order import Bill, Order
from tests.clock import FRIDAY_EVENING

KINDS: tuple[MessageKind, ...] = get_args(MessageKind)
HOUSE = read_menu_files(Path(__file__).parent.parent.parent / "menu").house
PUBLIC = "https://pizza.example.com"
HOME = Delivery(Address("Storgatan 1", "11122", "Stockholm", ""), 4900, 20000, 40)


def talkative(*kinds: MessageKind, **rules: Any) -> House:
    """All kinds unless some are named."""
    messages: MessageRules = replace(HOUSE.messages, on=frozenset(kinds or KINDS), **rules)
    return replace(HOUSE, messages=messages)


def order(**changed: Any) -> Order:
    usual = Order(
        number=1042,
        status="placed",
        placed_at=FRIDAY_EVENING,
        ready_at=FRIDAY_EVENING + timedelta(minutes=20),
        call_id="c1",
        customer_name="Anna Öberg",
        customer_phone="+46701740605",
        fulfilment=Pickup(20),
        bill=Bill((), 134500, 0, (), 0, 134500, 7613, "SEK"),
        note="",
        moved_at=FRIDAY_EVENING,
        language="sv",
        token="A" * 22,
    )
    return replace(usual, **changed)
