"""An evening's calls and drafts, and a patient ear at the journal."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

from pizzeria.ordering.cart import Address, Choice, Delivery, Fulfilment, Pickup
from pizzeria.ordering.events import CallEnded, CallMessage, CallStarted, MenuChanged
from pizzeria.ordering.order import Bill, Draft, PricedLine
from pizzeria.store.journal import Entry, Journal
from tests.clock import FRIDAY_EVENING

ANNA = "+46701740605"
BERTIL = "+46701740606"
HOUSE = "+46846500400"
HIDDEN = ""

PATIENCE = 20.0
"""seconds; only ever used up by a test that fails"""

HALVES = PricedLine(
    id=1,
    item="vesuvio",
    name="Vesuvio / Hawaii",
    size="family",
    size_name="familj",
    base="gluten_free",
    base_name="Glutenfri botten",
    second_half="hawaii",
    quantity=2,
    choices=(Choice("onion", "left", "extra"), Choice("garlic")),
    removed=("ham",),
    changes=("+ extra lök (left)", "+ vitlök", "- skinka"),
    unit_price=25000,
    total=50000,
)
COLA = PricedLine(
    3, "cola", "Coca-Cola", "bottle", "flaska 1,5 liter", "", "", None, 1, (), (), (), 3500, 3500
)
BILL = Bill(
    lines=(HALVES, COLA),
    subtotal=53500,
    discount=2500,
    deals=("family_deal",),
    delivery_fee=4900,
    total=55900,
    vat=5989,
    currency="SEK",
)
HOME = Delivery(Address("Storgatan 1", "11122", "Stockholm", "porten är grön 🌿"), 4900, 20000, 40)


def draft(
    call_id: str = "c1", revision: int = 4, phone: str = ANNA, fulfilment: Fulfilment | None = None
) -> Draft:
    return Draft(
        call_id=call_id,
        revision=revision,
        customer_name="Anna Öberg",
        customer_phone=phone,
        fulfilment=fulfilment or Pickup(20),
        bill=BILL,
        note="ring på",
        placed_at=FRIDAY_EVENING,
        ready_at=FRIDAY_EVENING + timedelta(minutes=20),
    )


def delivered(draft: Draft) -> Draft:
    return replace(draft, fulfilment=HOME)


def rings(call_id: str = "c1", at: datetime = FRIDAY_EVENING, phone: str = ANNA) -> CallStarted:
    return CallStarted(call_id, phone, HOUSE, at)


def hangs_up(call_id: str = "c1", after: float = 61.6) -> CallEnded:
    return CallEnded(call_id, "hangup", FRIDAY_EVENING + timedelta(seconds=after))


def says(item_id: str, words: str, second: int, position: int, call_id: str = "c1") -> CallMessage:
    at = FRIDAY_EVENING + timedelta(seconds=second)
    return CallMessage(call_id, item_id, "user", words, at, position)


def sold_out(id: str = "ham") -> MenuChanged:
    return MenuChanged("topping", id, False)


async def told(journal: Journal) -> list[str]:
    """The names of everything that happened so far."""
    return [entry.name for entry in await journal.after(0)]


async def hear(stream: AsyncIterator[Entry], count: int) -> list[Entry]:
    """The next so many entries."""
    async with asyncio.timeout(PATIENCE):
        return [await anext(stream) for _ in range(count)]
