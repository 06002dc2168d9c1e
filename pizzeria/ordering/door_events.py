"""What happens at the house's front door: it closes, or calls are turned away.

Rules as for `events`, whose union these belong to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

WhyRefused = Literal["full", "slow", "closing"]
"""all lines are taken · the machine does not keep up · the house closes"""


@dataclass(frozen=True, slots=True)
class HouseClosing:
    """This process takes no more calls, and leaves when those on the line are over."""

    name: ClassVar[str] = "house.closing"
    calls: int
    """on the line now"""
    until: datetime
    """when those that are left are said goodbye to"""


@dataclass(frozen=True, slots=True)
class CallsRefused:
    """Callers could not be taken, before a word was said; told a few at a time."""

    name: ClassVar[str] = "calls.refused"
    why: WhyRefused
    count: int
    numbers: tuple[str, ...]
    """of some of them, masked; most phones do not say theirs that early"""


DoorEvent = HouseClosing | CallsRefused
