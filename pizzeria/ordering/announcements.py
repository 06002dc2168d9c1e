"""When a recorded announcement is heard instead of the agent. Pure."""

from datetime import datetime
from typing import Literal

from pizzeria.ordering.hours import is_open
from pizzeria.ordering.house import Hours
from pizzeria.ordering.kitchen import Kitchen

Announced = Literal["closed", "stopped"]
"""the house is closed; the kitchen takes no orders"""


def announced(hours: Hours, kitchen: Kitchen, now: datetime) -> Announced | None:
    if not is_open(hours, now):
        return "closed"
    return None if kitchen.taking_orders else "stopped"
