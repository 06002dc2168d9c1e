"""Whether orders are taken now, and how it is told when they are not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import time_json
from pizzeria.ordering.hours import is_open, opens_at, takes_orders


def is_taking_orders(visit: Visit) -> bool:
    return takes_orders(visit.house.hours, visit.now())


def refuse_when_closed(visit: Visit) -> None:
    """Raises Refused("closed") that says when the house opens again."""
    hours, now = visit.house.hours, visit.now()
    if takes_orders(hours, now):
        return
    opens = opens_at(hours, now)
    why = "The kitchen has taken its last orders" if is_open(hours, now) else "We are closed now"
    if opens is None:
        raise Refused("closed", f"{why}, and I cannot say when we open again.", opens_at=None)
    again = when(opens, now, hours.timezone)
    raise Refused("closed", f"{why}. We open again {again}.", opens_at=time_json(opens))


def when(at: datetime, now: datetime, timezone: ZoneInfo) -> str:
    """A moment as it is said on the phone: "today at 18:30", "on Monday at 11:00"."""
    local = at.astimezone(timezone)
    days = (local.date() - now.astimezone(timezone).date()).days
    match days:
        case 0:
            day = "today"
        case 1:
            day = "tomorrow"
        case 2 | 3 | 4 | 5 | 6:
            day = f"on {local:%A}"
        case _:
            day = f"on {local:%A} {local.day} {local:%B}"
    return f"{day} at {local:%H:%M}"
