"""Whether orders are taken now, and how it is told when they are not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import time_json
from pizzeria.ordering.hours import is_open, opens_at, takes_orders
from pizzeria.ordering.house import Hours

OFFER_STAFF = "Offer to connect the caller to staff; after a yes call transfer_to_staff."


def is_open_for_orders(visit: Visit) -> bool:
    """By the clock."""
    return takes_orders(visit.house.hours, visit.now())


def is_taking_orders(visit: Visit) -> bool:
    return is_open_for_orders(visit) and visit.kitchen.taking_orders


def refuse_unless_taking_orders(visit: Visit) -> None:
    """Raises Refused("closed") that says when the house opens again, or Refused("not_taking_orders")."""
    if not is_open_for_orders(visit):
        raise _closed(visit.house.hours, visit.now())
    if not visit.kitchen.taking_orders:
        say = "I am sorry, the kitchen can take no orders just now. May I connect you to our staff?"
        raise Refused("not_taking_orders", say, hint=OFFER_STAFF)


def _closed(hours: Hours, now: datetime) -> Refused:
    opens = opens_at(hours, now)
    why = "The kitchen has taken its last orders" if is_open(hours, now) else "We are closed now"
    if opens is None:
        return Refused("closed", f"{why}, and I cannot say when we open again.", opens_at=None)
    again = when(opens, now, hours.timezone)
    return Refused("closed", f"{why}. We open again {again}.", opens_at=time_json(opens))


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
