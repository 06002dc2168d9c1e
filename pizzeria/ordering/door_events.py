"""What happens at the house's front door: it closes, or calls are turned away.

Rules as for `events`, whose union these belong to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class HouseClosing:
    """This process takes no more calls, and leaves when those on the line are over."""

    name: ClassVar[str] = "house.closing"
    calls: int
    """on the line now"""
    until: datetime
    """when those that are left are said goodbye to"""


DoorEvent = HouseClosing
