"""The words of the tracking page, a language each. A house that speaks others too is read in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from pizzeria.ordering.order import Status


@dataclass(frozen=True, slots=True)
class TrackWords:
    order: str
    total: str
    ready_at: str
    """with {time}"""
    at_the_door: str
    """with {time}"""
    pickup: Mapping[Status, str]
    delivery: Mapping[Status, str]
    done: str
    now: str
    cancelled: str
    cancel: str
    sure: str
    yes: str
    too_late: str
    reach_us: str
    lost: str
    gone: str


WORDS: Mapping[str, TrackWords] = {
    "sv": TrackWords(
        order="Order",
        total="Att betala",
        ready_at="Klar ca {time}",
        at_the_door="Hos dig ca {time}",
        pickup={
            "placed": "Mottagen",
            "baking": "I ugnen",
            "ready": "Klar att hämta",
            "collected": "Hämtad",
        },
        delivery={
            "placed": "Mottagen",
            "baking": "I ugnen",
            "ready": "På väg till dig",
            "delivered": "Levererad",
        },
        done="klart",
        now="just nu",
        cancelled="Ordern är avbeställd.",
        cancel="Avbeställ",
        sure="Vill du avbeställa ordern? Det går inte att ångra.",
        yes="Ja, avbeställ",
        too_late="Det går inte att avbeställa längre: köket har börjat. Ring oss.",
        reach_us="Nå oss",
        lost="Ingen kontakt just nu. Vi fortsätter att försöka.",
        gone="Den här sidan finns inte, eller inte längre.",
    ),
    "en": TrackWords(
        order="Order",
        total="To pay",
        ready_at="Ready at about {time}",
        at_the_door="With you at about {time}",
        pickup={
            "placed": "Received",
            "baking": "In the oven",
            "ready": "Ready to pick up",
            "collected": "Picked up",
        },
        delivery={
            "placed": "Received",
            "baking": "In the oven",
            "ready": "On its way to you",
            "delivered": "Delivered",
        },
        done="done",
        now="now",
        cancelled="The order is cancelled.",
        cancel="Cancel the order",
        sure="Do you want to cancel the order? This cannot be undone.",
        yes="Yes, cancel it",
        too_late="It can no longer be cancelled: the kitchen has begun. Please call us.",
        reach_us="Reach us",
        lost="No contact right now. We keep trying.",
        gone="This page does not exist, or no longer.",
    ),
}
