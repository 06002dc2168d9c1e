"""What the model is told at the start of a call: menu/instructions.md with the facts of the day filled in.

Words that came from a caller (a name, a note) are quoted and cut short: they are data, never instructions.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from string import Template

from babel import Locale, UnknownLocaleError

from pizzeria.agent.arguments import tidy
from pizzeria.agent.menu_aloud import delivery_text, menu_text, rules_text
from pizzeria.agent.opening import when
from pizzeria.menu_files import Files
from pizzeria.ordering.cart import Delivery
from pizzeria.ordering.hours import closes_at, is_open, opens_at, spoken_hours, takes_orders
from pizzeria.ordering.house import Hours
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.order import Order, PricedLine

QUOTED = 40
"""characters of a caller's own words that are repeated"""
REMEMBERED = 3
"""earlier orders that are told"""
ON_TIME = Kitchen()


def brief(
    files: Files,
    *,
    language: str,
    now: datetime,
    caller_orders: Sequence[Order],
    kitchen: Kitchen = ON_TIME,
) -> str:
    """The instructions of one call. Give `files` with the live menu, and what is sold out is marked."""
    return Template(files.instructions).substitute(facts(files, language, now, caller_orders, kitchen))


def facts(
    files: Files, language: str, now: datetime, caller_orders: Sequence[Order], kitchen: Kitchen = ON_TIME
) -> Mapping[str, str]:
    """What may stand in instructions.md, by name: menu_files.PLACEHOLDERS."""
    menu, house = files.menu, files.house
    local = now.astimezone(house.hours.timezone)
    return {
        "house": f"{house.name}, {house.street}, {house.postal_code} {house.city}",
        "language": language_name(language),
        "languages": ", ".join(language_name(code) for code in house.languages),
        "greeting": house.greeting.get(language) or house.greeting[house.languages[0]],
        "now": f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}",
        "hours": spoken_hours(house.hours, language),
        "open_now": open_now(house.hours, now, kitchen),
        "menu": menu_text(menu),
        "rules": rules_text(menu, house),
        "delivery": delivery_text(menu, house, kitchen),
        "pickup_minutes": str(kitchen.takes(house.pickup_minutes)),
        "caller": caller_text(caller_orders, now, house.hours),
    }


def language_name(code: str) -> str:
    """In English, as models understand it best: "Swedish"."""
    try:
        return Locale.parse(code).get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def open_now(hours: Hours, now: datetime, kitchen: Kitchen = ON_TIME) -> str:
    if takes_orders(hours, now):
        closes = closes_at(hours, now)
        state = "open" if closes is None else f"open; closes {when(closes, now, hours.timezone)}"
        return f"{state}{_as_the_kitchen_is(kitchen)}"
    opens = opens_at(hours, now)
    state = "open, but the last orders are taken" if is_open(hours, now) else "closed"
    again = "" if opens is None else f"; opens {when(opens, now, hours.timezone)}"
    return f"{state}{again}; no order can be placed now"


def _as_the_kitchen_is(kitchen: Kitchen) -> str:
    if not kitchen.taking_orders:
        return "; but the kitchen takes no orders just now and none can be placed: say so, and offer staff"
    if kitchen.behind_minutes:
        return f"; {kitchen.behind_minutes} minutes behind, which is counted in every time given here"
    return ""


def caller_text(orders: Sequence[Order], now: datetime, hours: Hours) -> str:
    """Who is calling, from earlier orders, newest first."""
    if not orders:
        return "unknown"
    newest = orders[0]
    told = [_order(order, now, hours) for order in orders[:REMEMBERED]]
    usual = "; ".join(_line(line) for line in newest.bill.lines)
    return (
        f"has ordered before, last as {quoted(newest.customer_name)}. Orders, newest first: {' '.join(told)} "
        f'"The usual" means the newest: {usual}. Offer it, and ask; do not add it unasked.'
    )


def quoted(text: str) -> str:
    """A caller's words as data: on one line, without quotation marks of their own, cut short."""
    words = str(tidy(text)).replace('"', "'").replace("`", "'")
    return f'"{words}"' if len(words) <= QUOTED else f'"{words[:QUOTED]}…"'


def _order(order: Order, now: datetime, hours: Hours) -> str:
    how = "delivery" if isinstance(order.fulfilment, Delivery) else "pickup"
    placed = order.placed_at.astimezone(hours.timezone)
    return f"number {order.number} of {placed.day} {placed:%B %Y}, {how}, {order.status}."


def _line(line: PricedLine) -> str:
    parts = [f"{line.quantity} x item {line.item}, size {line.size}"]
    parts += [f"second_half {line.second_half}"] if line.second_half else []
    parts += [f"base {line.base}"] if line.base_name else []
    parts += [f"with {c.amount} {c.topping} ({c.half})" for c in line.choices]
    parts += [f"without {topping}" for topping in line.removed]
    return ", ".join(parts)
