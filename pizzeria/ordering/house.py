"""The house: who sells, when, where to, and how it answers the phone. Read from menu/house.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo

from pizzeria.ordering.call_backs import CallBackRules
from pizzeria.ordering.flags import FlagRules
from pizzeria.ordering.menu import Names
from pizzeria.ordering.messages import MessageRules

Span = tuple[time, time]
"""opens, closes: local times; closing at or before opening is after midnight; 00:00-00:00 is all day"""


@dataclass(frozen=True, slots=True)
class Hours:
    weekly: tuple[tuple[Span, ...], ...]
    """seven entries, Monday first; an empty one is a closed day"""
    exceptions: Mapping[date, tuple[Span, ...]]
    """instead of the weekly hours on that date"""
    timezone: ZoneInfo
    last_order_minutes: int = 0
    """orders are refused this long before closing"""


@dataclass(frozen=True, slots=True)
class Zone:
    postal_codes: tuple[str, ...]
    """digits only"""
    fee: int
    minimum: int
    """minor units, of the goods after discount"""
    minutes: int
    streets: tuple[str, ...] = ()
    """some of the zone's, to understand their names on the telephone; others are delivered to as well"""


@dataclass(frozen=True, slots=True)
class CallRules:
    max_minutes: int
    silence_seconds: float
    """of both sides, until the agent asks whether anybody is there"""
    nudges: int
    """how often it asks before it says goodbye"""
    staff_rings: int = 30
    """seconds that staff are rung before the caller is the agent's again"""
    most_at_once: int = 3
    most_an_hour: int = 20
    """calls of one number that are answered; 0 is no limit"""


@dataclass(frozen=True, slots=True)
class BoardRules:
    soon_minutes: int = 5
    """before the promised time: from then on a ticket is amber"""
    late_minutes: int = 0
    """after the promised time: from then on it is red"""
    undo_seconds: int = 5
    """how long a tap can be taken back"""
    chime: bool = True
    """a sound for a new ticket, and another for a change"""


@dataclass(frozen=True, slots=True)
class Retention:
    """Days; 0 keeps for ever."""

    transcripts_days: int = 90
    """what callers said, and what the tools were told"""
    numbers_days: int = 365
    """who they were: names, numbers, addresses, notes"""


@dataclass(frozen=True, slots=True)
class House:
    name: str
    languages: tuple[str, ...]
    """the first is the house's own"""
    voice: str
    currency: str
    vat_percent: int
    """contained in every price"""
    street: str
    postal_code: str
    city: str
    phone: str
    """E.164, what customers dial"""
    staff_number: str
    """E.164, where a human answers"""
    pickup_minutes: int
    greeting: Names
    hours: Hours
    zones: tuple[Zone, ...]
    call: CallRules
    board: BoardRules = BoardRules()
    call_backs: CallBackRules = field(default_factory=CallBackRules)
    flags: FlagRules = field(default_factory=FlagRules)
    messages: MessageRules = field(default_factory=MessageRules)
    retention: Retention = Retention()

    def zone(self, postal_code: str) -> Zone | None:
        digits = "".join(c for c in postal_code if c.isdigit())
        return next((zone for zone in self.zones if digits in zone.postal_codes), None)
