"""How values are written on the pages: money, times in the house's own zone, telephone numbers."""

import asyncio
import json
import re
from hashlib import sha256

from jinja2 import Environment, StrictUndefined

from pizzeria.ordering.as_json import time_json
from pizzeria.ordering.money import format_money
from pizzeria.post.call_backs import can_call
from pizzeria.web.here import Pizzeria

SHOWN_DIGITS = 3


def teach(jinja: Environment, pizzeria: Pizzeria) -> None:
    """Gives the templates these words and what every page says of the house."""
    house, menu = pizzeria.files.house, pizzeria.files.menu
    zone = house.hours.timezone
    jinja.undefined = StrictUndefined
    jinja.trim_blocks = jinja.lstrip_blocks = True
    jinja.globals |= {"house": house, "house_now": pizzeria.now}
    jinja.globals |= {"locked": pizzeria.settings.staff_password is not None}
    jinja.globals["leads_calls"] = pizzeria.settings.phone_token is not None
    jinja.globals["can_call"] = can_call(pizzeria.settings, house)
    jinja.globals["breathe"] = breathe
    jinja.filters |= {
        "money": lambda minor, currency: format_money(minor, currency, menu.language),
        "clock": lambda at: at.astimezone(zone).strftime("%H:%M"),
        "moment": lambda at: at.astimezone(zone).strftime("%-d %b %H:%M:%S"),
        "iso": time_json,
        "masked": masked,
        "shown": lambda number: number or "hidden number",
        "minutes": minutes,
        "seconds": seconds,
        "dollars": dollars,
        "anchor": anchor,
        "tidy": tidy,
    }


async def breathe() -> str:
    """In the long loops of a page: callers' sound goes before it is drawn to its end."""
    await asyncio.sleep(0)
    return ""


def masked(number: str) -> str:
    """ "+46701234567" -> "••• 567"; what is hidden says so."""
    return f"••• {number[-SHOWN_DIGITS:]}" if number else "hidden number"


def minutes(seconds: float) -> str:
    """187 -> "3:07"."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def seconds(milliseconds: int) -> str:
    """430 -> "0.43 s"."""
    return f"{milliseconds / 1000:.2f} s"


def dollars(microdollars: int) -> str:
    """12345 -> "$0.0123", 4210000 -> "$4.21"."""
    amount = microdollars / 1_000_000
    return f"${amount:.2f}" if amount >= 1 else f"${amount:.4f}"


def anchor(call_id: str) -> str:
    """The call's id where HTML wants an id: it comes from outside, and may be any text."""
    plain = re.fullmatch(r"[\w-]+", call_id, re.ASCII)
    return call_id if plain else f"x{sha256(call_id.encode(errors='replace')).hexdigest()[:16]}"


def tidy(text: str) -> str:
    """JSON with indents; what is none stays as it came."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return text
