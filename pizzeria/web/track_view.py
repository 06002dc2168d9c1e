"""What a customer sees of an order from outside: its steps, when, the total, in the order's language. Pure.

Nothing of who ordered, what, or where to: whoever is shown the page must not learn more than how far it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberFormat

from pizzeria.ordering.cart import Delivery
from pizzeria.ordering.house import House
from pizzeria.ordering.money import format_money
from pizzeria.ordering.order import Order, Status
from pizzeria.web.track_words import WORDS, TrackWords

Way = Literal["done", "now", "ahead"]
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class TrackStep:
    status: Status
    name: str
    way: Way


@dataclass(frozen=True, slots=True)
class Track:
    language: str
    words: TrackWords
    token: str
    number: int
    status: Status
    steps: tuple[TrackStep, ...]
    due: str
    """the promised time of day, in words; "" when it is over"""
    total: str
    phone: str
    """as people read it"""
    seen: str
    """changes when anything here does"""

    @property
    def is_over(self) -> bool:
        return self.status in ("collected", "delivered", "cancelled")


def track_of(order: Order, house: House) -> Track:
    language = next(each for each in (order.language, house.languages[0], FALLBACK) if each in WORDS)
    words = WORDS[language]
    is_delivery = isinstance(order.fulfilment, Delivery)
    over = order.status in ("collected", "delivered", "cancelled")
    at = f"{order.ready_at.astimezone(house.hours.timezone):%H:%M}"
    return Track(
        language=language,
        words=words,
        token=order.token,
        number=order.number,
        status=order.status,
        steps=_steps(order.status, words.delivery if is_delivery else words.pickup),
        due="" if over else (words.at_the_door if is_delivery else words.ready_at).format(time=at),
        total=format_money(order.bill.total, order.bill.currency, language),
        phone=phonenumbers.format_number(phonenumbers.parse(house.phone), PhoneNumberFormat.INTERNATIONAL),
        seen=f"{order.status}-{order.moved_at.timestamp():.3f}",
    )


def _steps(status: Status, names: Mapping[Status, str]) -> tuple[TrackStep, ...]:
    """None of a cancelled order. What has come to its last step is done with it."""
    if status not in names:
        return ()
    way = list(names)
    here = way.index(status)
    last = here == len(way) - 1

    def where(place: int) -> Way:
        if place < here or (place == here and last):
            return "done"
        return "now" if place == here else "ahead"

    return tuple(TrackStep(each, names[each], where(place)) for place, each in enumerate(way))
